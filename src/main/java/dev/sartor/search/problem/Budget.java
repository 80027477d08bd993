package dev.sartor.search.problem;

import java.time.Duration;
import java.util.Optional;

/**
 * Budget of a search: trials, time, and the sizes of generations.
 *
 * @param trials     networks whose accuracy is measured
 * @param time       of one session; it starts again when a run is resumed
 * @param population networks that survive a generation
 * @param offspring  children of a generation
 */
public record Budget(int trials, Optional<Duration> time, int population, int offspring) {
    public Budget {
        if (trials < 1 || population < 2 || offspring < 1) {
            throw new IllegalArgumentException("A search needs at least 1 trial, a population of 2 and 1 child, not "
                    + trials + ", " + population + " and " + offspring);
        }
        time.ifPresent(t -> {
            if (!t.isPositive()) {
                throw new IllegalArgumentException("A time limit must be above zero, not " + t);
            }
        });
    }

    /** A budget of so many trials, with a population and offspring that suit the number. */
    public static Budget of(int trials) {
        // small populations with few offspring did best on NAS-Bench-Macro with 30 to 300 trials
        int population = Math.clamp(Math.round(Math.sqrt(trials) / 2), 6, 64);
        return new Budget(trials, Optional.empty(), population, Math.max(4, population / 4));
    }

    /** The same population and offspring with another number of trials. */
    public Budget withTrials(int other) {
        return new Budget(other, time, population, offspring);
    }

    public Budget withTime(Optional<Duration> limit) {
        return new Budget(trials, limit, population, offspring);
    }

    public Budget withPopulation(int parents, int children) {
        return new Budget(trials, time, parents, children);
    }
}

package dev.sartor.search.problem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Budget of a search: trials, time, and the sizes of generations.
 *
 * <p>A search can be extended to more trials. It then keeps its first trials: the generation in which the earlier budget ended is not
 * completed, and settings that an algorithm derives from the number of trials (a population, a number of random samples) are derived
 * from the first budget. Therefore the trials can differ from those of a search that was started with the larger budget.
 *
 * @param trials        number of networks that are evaluated
 * @param time          time limit of one session; it starts again when a run is resumed
 * @param population    number of networks that survive a generation
 * @param offspring     number of children of a generation
 * @param steadyState   number of networks in evaluation at once, in a search that proposes them one by one; empty for a search by
 *                      generations
 * @param earlierTrials the number of trials before each extension, in ascending order; empty for a search that was not extended
 */
public record Budget(
        int trials,
        Optional<Duration> time,
        int population,
        int offspring,
        OptionalInt steadyState,
        List<Integer> earlierTrials) {
    /** Largest size of a generation: more individuals than any search evaluates. */
    private static final int MAX_GENERATION = 1_000_000;

    /** Bounds of the generation sizes that are derived from the number of trials. */
    private static final int SMALLEST_POPULATION = 6;

    private static final int LARGEST_POPULATION = 64;
    private static final int MIN_OFFSPRING = 4;
    private static final int PARENTS_PER_CHILD = 4;

    /** Largest time limit: longer than any search. */
    public static final Duration MAX_TIME = Duration.ofDays(3650);

    public Budget {
        if (trials < 1 || population < 2 || offspring < 1) {
            throw new IllegalArgumentException("A search needs at least 1 trial, a population of 2 and 1 child, not "
                    + trials + ", " + population + " and " + offspring);
        }
        if (population > MAX_GENERATION || offspring > MAX_GENERATION) {
            throw new IllegalArgumentException("A generation has at most " + MAX_GENERATION
                    + " networks, not a population of " + population + " and " + offspring + " children");
        }
        steadyState.ifPresent(n -> {
            if (n < 1 || n > MAX_GENERATION) {
                throw new IllegalArgumentException(
                        "A steady-state search evaluates 1 to " + MAX_GENERATION + " networks at once, not " + n);
            }
        });
        time.ifPresent(t -> {
            if (!t.isPositive() || t.compareTo(MAX_TIME) > 0) {
                throw new IllegalArgumentException(
                        "A time limit must be above zero and at most " + MAX_TIME.toDays() + " days, not " + t);
            }
        });
        earlierTrials = List.copyOf(earlierTrials);
        int previous = 0;
        for (int earlier : earlierTrials) {
            if (earlier <= previous || earlier >= trials) {
                throw new IllegalArgumentException(
                        "Earlier numbers of trials must ascend from 1 to below " + trials + ", not " + earlierTrials);
            }
            previous = earlier;
        }
    }

    /** A budget of a search by generations that was not extended. */
    public Budget(int trials, Optional<Duration> time, int population, int offspring) {
        this(trials, time, population, offspring, OptionalInt.empty(), List.of());
    }

    /** A budget with this number of trials, and with a population and offspring that suit it. */
    public static Budget of(int trials) {
        // small populations with few offspring did best on NAS-Bench-Macro with 30 to 300 trials
        int population = Math.clamp(Math.round(Math.sqrt(trials) / 2), SMALLEST_POPULATION, LARGEST_POPULATION);
        return new Budget(
                trials, Optional.empty(), population, Math.max(MIN_OFFSPRING, population / PARENTS_PER_CHILD));
    }

    /** The budget after an extension to a larger number of trials. */
    public Budget extendedTo(int totalTrials) {
        List<Integer> earlier = new ArrayList<>(earlierTrials);
        earlier.add(trials);
        return new Budget(totalTrials, time, population, offspring, steadyState, earlier);
    }

    /** The same population and offspring with another number of trials and no extensions. */
    public Budget withTrials(int other) {
        return new Budget(other, time, population, offspring, steadyState, List.of());
    }

    public Budget withTime(Optional<Duration> limit) {
        return new Budget(trials, limit, population, offspring, steadyState, earlierTrials);
    }

    public Budget withPopulation(int parents, int children) {
        return new Budget(trials, time, parents, children, steadyState, earlierTrials);
    }

    /** A budget for proposing networks one by one, with up to {@code concurrent} in evaluation at once. */
    public Budget withSteadyState(int concurrent) {
        return new Budget(trials, time, population, offspring, OptionalInt.of(concurrent), earlierTrials);
    }

    /** Largest number of networks that are evaluated at once, after the first generation. */
    public int maxConcurrent() {
        return steadyState.orElse(offspring);
    }

    /** The number of trials of the first budget, from which algorithms derive their settings. */
    public int initialTrials() {
        return earlierTrials.isEmpty() ? trials : earlierTrials.getFirst();
    }

    /** The number of trials at which the current generation must end, when {@code evaluated} trials are done. */
    public int nextEnd(int evaluated) {
        return earlierTrials.stream().filter(t -> t > evaluated).findFirst().orElse(trials);
    }
}

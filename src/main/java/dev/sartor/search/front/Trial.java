package dev.sartor.search.front;

import dev.sartor.accuracy.predictor.PredictedScore;
import dev.sartor.search.problem.Costs;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One architecture that a search looked at: a line of {@code trials.jsonl}.
 *
 * @param id         counts from 1 in the order of the run
 * @param generation the round of proposals it belongs to, from 0
 * @param genome     its canonical genome in the space's own encoding
 * @param blocks     its canonical block strings
 * @param feasible   whether its costs are within every limit
 * @param expected   what was predicted of its merit before it was asked for, where the search predicts
 * @param merit      what the source of accuracies says: an accuracy in [0, 1], or a score; the greater, the better; empty
 *                   for one beyond the limits, for which it is not asked
 */
public record Trial(
        int id,
        int generation,
        Origin origin,
        String genome,
        List<String> blocks,
        Costs costs,
        boolean feasible,
        Optional<PredictedScore> expected,
        OptionalDouble merit) {

    /** How an architecture came to be proposed. */
    public enum Origin {
        /** Drawn at random from the space. */
        RANDOM,
        /** Made from earlier trials: a child, a mutant or a neighbour. */
        OFFSPRING;

        /** As {@code trials.jsonl} writes it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Trial {
        if (id < 1 || generation < 0) {
            throw new IllegalArgumentException(
                    "A trial has an id from 1 and a generation from 0, not " + id + " and " + generation);
        }
        if (genome.isBlank()) {
            throw new IllegalArgumentException("Trial " + id + " has no genome");
        }
        blocks = List.copyOf(blocks);
        merit.ifPresent(m -> {
            if (!Double.isFinite(m)) {
                throw new IllegalArgumentException("Trial " + id + " has a merit of " + m);
            }
        });
    }

    public Trial withMerit(OptionalDouble measured) {
        return new Trial(id, generation, origin, genome, blocks, costs, feasible, expected, measured);
    }

    /** Whether it can stand on the front: within the limits, and its merit known. */
    public boolean eligible() {
        return feasible && merit.isPresent();
    }
}

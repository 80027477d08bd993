package dev.sartor.search.front;

import dev.sartor.accuracy.predictor.PredictedScore;
import dev.sartor.search.problem.Costs;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One architecture that a search considered: a line of {@code trials.jsonl}.
 *
 * @param id         number of the trial in the order of the run, from 1
 * @param generation number of the generation of the search, from 0
 * @param genome     the canonical genome of the network in the space's own encoding
 * @param blocks     the canonical block strings of the network
 * @param feasible   whether its costs are within every limit
 * @param predicted  score predicted before the evaluation, by algorithms that predict
 * @param score      the score from the accuracy source: an accuracy in [0, 1], or a score of untrained networks; the higher, the better;
 *                   empty beyond the limits, where nothing is evaluated
 */
public record Trial(
        int id,
        int generation,
        Origin origin,
        String genome,
        List<String> blocks,
        Costs costs,
        boolean feasible,
        Optional<PredictedScore> predicted,
        OptionalDouble score) {

    /** How the architecture was found. */
    public enum Origin {
        /** Drawn at random from the space. */
        RANDOM,
        /** Derived from earlier trials: a child, a mutant or a neighbour. */
        OFFSPRING;

        /** The text in {@code trials.jsonl}. */
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
        score.ifPresent(value -> {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("Trial " + id + " has the score " + value);
            }
        });
    }

    /** The same trial with another score. */
    public Trial withScore(OptionalDouble newScore) {
        return new Trial(id, generation, origin, genome, blocks, costs, feasible, predicted, newScore);
    }

    /** Whether the network is within the limits and its score is known. */
    public boolean isScored() {
        return feasible && score.isPresent();
    }
}

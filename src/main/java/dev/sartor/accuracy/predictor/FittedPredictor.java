package dev.sartor.accuracy.predictor;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.predictor.GaussianProcessPredictor.HeldOut;
import dev.sartor.accuracy.predictor.GaussianProcessPredictor.Known;
import dev.sartor.space.genome.Gene;
import java.util.List;
import java.util.Optional;

/** What was learnt from the scores of some genomes of a space, and tells those of all. */
public sealed interface FittedPredictor extends ScorePredictor permits GaussianProcessPredictor, MlpPredictor {
    /** Where more scores are known than these, a network ranks better than a process, whose time grows with their number. */
    int MOST_OF_A_PROCESS = 1000;

    /**
     * Learns, by the model that suits the number of known scores.
     *
     * @param known   each genome once
     * @param threads that learn; what is learnt does not depend on them
     */
    static FittedPredictor learn(
            List<Gene> genes, EvaluationMetric measure, List<Known> known, long seed, int threads) {
        return known.size() <= MOST_OF_A_PROCESS
                ? GaussianProcessPredictor.fit(genes, measure, known)
                : MlpPredictor.fit(genes, measure, known, seed, threads);
    }

    /** How well it predicts what it did not learn from. */
    HeldOut heldOut();

    /** SHA-256 of what was learnt, where another machine may learn something else of the same; empty where none does. */
    Optional<String> fingerprint();
}

package dev.sartor.accuracy.predictor;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.space.SearchSpace;
import java.util.List;
import java.util.Optional;

/** Predictor that was fitted to the scores of some genomes of a space and predicts those of all. */
public sealed interface FittedPredictor extends ScorePredictor, AutoCloseable
        permits GaussianProcessPredictor, MlpPredictor {
    /**
     * Largest number of genomes that a Gaussian process is fitted to, since its time grows with their number. A neural network ranks
     * better than it from more.
     */
    int MAX_GAUSSIAN_PROCESS_SIZE = 1000;

    /**
     * Fits the model that suits the number of genomes.
     *
     * @param known   each genome once
     * @param threads used for fitting; the predictions do not depend on them
     */
    static FittedPredictor fit(
            SearchSpace space, EvaluationMetric metric, List<ScoredGenome> known, long seed, int threads) {
        return known.size() <= MAX_GAUSSIAN_PROCESS_SIZE
                ? GaussianProcessPredictor.fit(new GenomeFeatures(space), metric, known)
                : MlpPredictor.fit(space.genes(), metric, known, seed, threads);
    }

    /** The quality on genomes that the predictor was not fitted to. */
    PredictorQuality heldOutQuality();

    /** SHA-256 of the fitted parameters if another machine may fit others to the same data; empty if none can. */
    Optional<String> fingerprint();

    /** Releases the memory of the model; no prediction may be running or follow. */
    @Override
    default void close() {}
}

package dev.sartor.accuracy.predictor;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.space.SearchSpace;
import java.util.List;
import java.util.Optional;

/** Predictor that was fitted to the scores of some genomes of a space and predicts those of all. */
public sealed interface FittedPredictor extends ScorePredictor, AutoCloseable
        permits GaussianProcessPredictor, MlpPredictor {
    /**
     * Largest number of genomes that a Gaussian process is fitted to, since its time grows with their number. With more, a neural
     * network ranks better.
     */
    int MAX_GAUSSIAN_PROCESS_SIZE = 1000;

    /**
     * Fits the model that suits the number of genomes.
     *
     * @param known   the genomes with known scores, each genome once
     * @param threads number of threads for fitting; the predictions do not depend on it
     */
    static FittedPredictor fit(
            SearchSpace space, EvaluationMetric metric, List<ScoredGenome> known, long seed, int threads) {
        return known.size() <= MAX_GAUSSIAN_PROCESS_SIZE
                ? GaussianProcessPredictor.fit(new GenomeFeatures(space), metric, known)
                : MlpPredictor.fit(space.genes(), metric, known, seed, threads);
    }

    /** The quality on genomes that the predictor was not fitted to. */
    PredictorQuality heldOutQuality();

    /** SHA-256 of the fitted parameters if they may differ on another machine; empty if they are the same everywhere. */
    Optional<String> fingerprint();

    /** Releases the memory of the model; no prediction may be running or follow. */
    @Override
    default void close() {}
}

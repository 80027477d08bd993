package dev.sartor.accuracy.source;

import dev.sartor.arch.Architecture;
import java.util.List;

/**
 * Accuracy source that evaluates a whole population in one call, because it trains the best candidates longer, or because
 * networks share computations. Scores depend on the population, its order, the seed and the promotion rule only, not on the
 * number of threads or on interruptions.
 */
public interface PopulationSource extends AccuracySource {

    /** Rule that decides which candidates are trained further. */
    @FunctionalInterface
    interface PromotionRule {

        /**
         * Selects the best of the remaining candidates.
         *
         * @param remaining indices into the population
         * @param scores    scores so far, by index in the population
         * @param count     the number of candidates to select
         * @return {@code count} of the indices
         */
        List<Integer> best(List<Integer> remaining, double[] scores, int count);
    }

    /**
     * The score of each architecture: the final one if it was promoted to the end, otherwise the last one before it was stopped.
     *
     * @throws InterruptedException if the thread was interrupted; the next call does not repeat completed evaluations
     */
    double[] scores(List<Architecture> population, long seed, int threads, PromotionRule promotion)
            throws InterruptedException;

    @Override
    default double score(Architecture architecture, long seed) throws InterruptedException {
        int threads = 1;
        return scores(List.of(architecture), seed, threads, (remaining, _, _) -> remaining)[0];
    }

    /** 1, because a call evaluates a whole population and uses all threads itself. */
    @Override
    default int workers(int threads) {
        return 1;
    }
}

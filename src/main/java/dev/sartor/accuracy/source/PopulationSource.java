package dev.sartor.accuracy.source;

import dev.sartor.arch.Architecture;
import java.util.List;

/**
 * A source that judges a whole population in one go, since it spends more on those that do well, or since networks share work. Its
 * answers depend on the population, its order, the seed and the promotion only, never on the number of threads or on when it was interrupted.
 */
public interface PopulationSource extends AccuracySource {

    /** Says who goes on. */
    @FunctionalInterface
    interface Promotion {

        /**
         * The best of those still in the running.
         *
         * @param running places in the population
         * @param scores  so far, by place in the population
         * @return {@code count} of the places
         */
        List<Integer> best(List<Integer> running, double[] scores, int count);
    }

    /**
     * The score of each architecture: of those that were promoted to the end the final one, of others the one they had when
     * they fell behind.
     *
     * @throws InterruptedException if the thread was interrupted; what was finished is not done again
     */
    double[] scores(List<Architecture> population, long seed, int threads, Promotion promotion)
            throws InterruptedException;

    @Override
    default double score(Architecture architecture, long seed) throws InterruptedException {
        return scores(List.of(architecture), seed, 1, (running, _, _) -> running)[0];
    }

    /** One call judges all; it takes the threads for itself. */
    @Override
    default int workers(int threads) {
        return 1;
    }
}

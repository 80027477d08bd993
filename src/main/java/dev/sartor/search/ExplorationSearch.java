package dev.sartor.search;

import dev.sartor.accuracy.PredictedMerits;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Search where the source of accuracies predicts, so that looking costs next to nothing: before each generation an
 * {@link Exploration} looks at many more networks, and the best of those that survive are tried. No network is proposed twice.
 */
final class ExplorationSearch implements Strategy {
    private static final long EXPLORED_PER_TRIAL = 10_000;

    private final Sampling sampling;
    private final Exploration exploration;
    private final int batch;

    /** @param threads that explore; the proposals do not depend on them */
    ExplorationSearch(
            Problem problem,
            PredictedMerits merits,
            Sampling sampling,
            Budget budget,
            RandomGenerator random,
            int threads) {
        this.sampling = sampling;
        exploration = new Exploration(problem, merits, random.nextLong(), threads);
        batch = budget.offspring();
    }

    @Override
    public List<Proposal> propose(int most) throws InterruptedException {
        int count = Math.min(most, batch);
        exploration.explore(EXPLORED_PER_TRIAL * count);
        List<Proposal> proposals = exploration.survivors().stream()
                .map(Rated::candidate)
                .filter(c -> !sampling.known(c))
                .limit(count)
                .map(c -> new Proposal(c, Trial.Origin.OFFSPRING))
                .toList();
        proposals.forEach(p -> sampling.claim(p.candidate()));
        return proposals.isEmpty() ? RandomSearch.draw(sampling, 1) : proposals;
    }

    @Override
    public void learn(List<Rated> rated) {
        // their merits were known before
    }
}

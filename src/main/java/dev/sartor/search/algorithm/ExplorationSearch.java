package dev.sartor.search.algorithm;

import dev.sartor.accuracy.predictor.ScorePredictor;
import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.sampling.FeasibleSampler;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Search with an accuracy source that predicts, so that scores cost next to nothing. Before each generation an {@link Exploration}
 * predicts many more networks, and its best ones are proposed. No network is proposed twice.
 */
final class ExplorationSearch implements SearchStrategy {
    /** Networks that are predicted for each proposed one. */
    private static final long EXPLORED_PER_TRIAL = 10_000;

    private static final int ONE_NETWORK = 1;

    private final FeasibleSampler sampler;
    private final Exploration exploration;
    private final int generationSize;

    /** @param threads number of threads that explore; the proposals do not depend on them */
    ExplorationSearch(
            SearchProblem problem,
            ScorePredictor predictor,
            FeasibleSampler sampler,
            Budget budget,
            RandomGenerator random,
            int threads) {
        this.sampler = sampler;
        exploration = new Exploration(problem, predictor, random.nextLong(), threads);
        generationSize = budget.offspring();
    }

    @Override
    public List<Proposal> ask(int maxFeasible) throws InterruptedException {
        int count = Math.min(maxFeasible, generationSize);
        exploration.explore(EXPLORED_PER_TRIAL * count);
        List<Proposal> proposals = exploration.population().stream()
                .map(EvaluatedCandidate::candidate)
                .filter(c -> !sampler.wasProposed(c))
                .limit(count)
                .map(c -> new Proposal(c, Trial.Origin.OFFSPRING))
                .toList();
        proposals.forEach(p -> sampler.markProposed(p.candidate()));
        return proposals.isEmpty() ? RandomSearch.draw(sampler, ONE_NETWORK) : proposals;
    }

    @Override
    public void tell(List<EvaluatedCandidate> evaluated) {
        // the exploration has used these scores already
    }
}

package dev.sartor.search.algorithm;

import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.sampling.FeasibleSampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Random search, the baseline: distinct networks within the limits. */
final class RandomSearch implements SearchStrategy {
    private final FeasibleSampler sampler;
    private final int batch;

    /** @param batch candidates within the limits per generation */
    RandomSearch(FeasibleSampler sampler, int batch) {
        this.sampler = sampler;
        this.batch = batch;
    }

    @Override
    public List<Proposal> ask(int maxFeasible) {
        return draw(sampler, Math.min(maxFeasible, batch));
    }

    @Override
    public void tell(List<EvaluatedCandidate> evaluated) {
        // random search does not learn
    }

    /** Draws up to {@code count} candidates within the limits, together with draws beyond them. */
    static List<Proposal> draw(FeasibleSampler sampler, int count) {
        List<Proposal> proposals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Optional<Candidate> drawn =
                    sampler.draw(infeasible -> proposals.add(new Proposal(infeasible, Trial.Origin.RANDOM)));
            if (drawn.isEmpty()) {
                break;
            }
            proposals.add(new Proposal(drawn.get(), Trial.Origin.RANDOM));
        }
        return proposals;
    }
}

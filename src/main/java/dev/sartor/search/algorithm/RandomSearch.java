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
    private final int generationSize;

    /** @param generationSize candidates within the limits per generation */
    RandomSearch(FeasibleSampler sampler, int generationSize) {
        this.sampler = sampler;
        this.generationSize = generationSize;
    }

    @Override
    public List<Proposal> ask(int maxFeasible) {
        return draw(sampler, Math.min(maxFeasible, generationSize));
    }

    @Override
    public void tell(List<EvaluatedCandidate> evaluated) {
        // random search does not learn
    }

    /** Draws up to {@code count} candidates within the limits, and adds the infeasible candidates that were drawn before them. */
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

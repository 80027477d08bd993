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
    private final FeasibleSampler sampling;
    private final int batch;

    /** @param batch candidates within the limits per generation */
    RandomSearch(FeasibleSampler sampling, int batch) {
        this.sampling = sampling;
        this.batch = batch;
    }

    @Override
    public List<Proposal> ask(int maxFeasible) {
        return draw(sampling, Math.min(maxFeasible, batch));
    }

    @Override
    public void tell(List<EvaluatedCandidate> rated) {
        // random search does not learn
    }

    /** Draws up to {@code count} candidates within the limits, together with draws beyond them. */
    static List<Proposal> draw(FeasibleSampler sampling, int count) {
        List<Proposal> proposals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Optional<Candidate> drawn =
                    sampling.draw(infeasible -> proposals.add(new Proposal(infeasible, Trial.Origin.RANDOM)));
            if (drawn.isEmpty()) {
                break;
            }
            proposals.add(new Proposal(drawn.get(), Trial.Origin.RANDOM));
        }
        return proposals;
    }
}

package dev.sartor.search.algorithm;

import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.sampling.FeasibleSampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The baseline: distinct networks within the limits, drawn at random. */
final class RandomSearch implements SearchStrategy {
    private final FeasibleSampler sampling;
    private final int batch;

    /** @param batch candidates within the limits per generation */
    RandomSearch(FeasibleSampler sampling, int batch) {
        this.sampling = sampling;
        this.batch = batch;
    }

    @Override
    public List<Proposal> propose(int most) {
        return draw(sampling, Math.min(most, batch));
    }

    @Override
    public void learn(List<EvaluatedCandidate> rated) {
        // chance does not learn
    }

    /** Up to {@code count} candidates within the limits, and what was missed on the way. */
    static List<Proposal> draw(FeasibleSampler sampling, int count) {
        List<Proposal> proposals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Optional<Candidate> drawn =
                    sampling.draw(missed -> proposals.add(new Proposal(missed, Trial.Origin.RANDOM)));
            if (drawn.isEmpty()) {
                break;
            }
            proposals.add(new Proposal(drawn.get(), Trial.Origin.RANDOM));
        }
        return proposals;
    }
}

package dev.sartor.search.algorithm;

import dev.sartor.accuracy.predictor.PredictedScore;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Candidate;
import java.util.Optional;

/**
 * A candidate that a strategy wants to be tried, and how it came up.
 *
 * @param expected what is predicted of its merit, by a strategy that predicts
 */
public record Proposal(Candidate candidate, Trial.Origin origin, Optional<PredictedScore> expected) {

    public Proposal(Candidate candidate, Trial.Origin origin) {
        this(candidate, origin, Optional.empty());
    }
}

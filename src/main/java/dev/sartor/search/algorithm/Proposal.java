package dev.sartor.search.algorithm;

import dev.sartor.accuracy.predictor.PredictedScore;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Candidate;
import java.util.Optional;

/**
 * Candidate that a strategy proposes, with its origin.
 *
 * @param predicted the predicted score, from strategies that predict
 */
public record Proposal(Candidate candidate, Trial.Origin origin, Optional<PredictedScore> predicted) {

    /** A proposal without a prediction. */
    public Proposal(Candidate candidate, Trial.Origin origin) {
        this(candidate, origin, Optional.empty());
    }
}

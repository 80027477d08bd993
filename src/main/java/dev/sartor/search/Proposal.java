package dev.sartor.search;

import dev.sartor.accuracy.Expectation;
import java.util.Optional;

/**
 * A candidate that a strategy wants to be tried, and how it came up.
 *
 * @param expected what is predicted of its merit, by a strategy that predicts
 */
record Proposal(Candidate candidate, Trial.Origin origin, Optional<Expectation> expected) {

    Proposal(Candidate candidate, Trial.Origin origin) {
        this(candidate, origin, Optional.empty());
    }
}

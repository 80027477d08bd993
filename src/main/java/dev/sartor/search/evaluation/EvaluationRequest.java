package dev.sartor.search.evaluation;

import dev.sartor.arch.Architecture;
import dev.sartor.search.problem.Candidate;
import java.util.OptionalDouble;

/**
 * A feasible candidate whose score is requested.
 *
 * @param architecture the architecture of the candidate's genome
 * @param recordedScore the score, if it was recorded before the search was interrupted. The candidate is then evaluated again only if
 *                      the scores of other candidates of the generation depend on it
 */
public record EvaluationRequest(Candidate candidate, Architecture architecture, OptionalDouble recordedScore) {

    boolean isRecorded() {
        return recordedScore.isPresent();
    }
}

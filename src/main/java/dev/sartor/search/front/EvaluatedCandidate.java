package dev.sartor.search.front;

import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.Objective;
import dev.sartor.search.problem.SearchProblem;

/**
 * Candidate with its score and objective values.
 *
 * @param score           the score from the accuracy source; NaN for a candidate beyond the limits, which is not evaluated
 * @param objectiveValues the value of each objective of the search, to be minimised; null for a candidate beyond the limits
 */
public record EvaluatedCandidate(Candidate candidate, double score, double[] objectiveValues) implements Solution {

    private static final double NO_SCORE = Double.NaN;
    private static final double[] NO_VALUES = null;

    /** A candidate within the limits with its score. */
    public static EvaluatedCandidate of(SearchProblem problem, Candidate candidate, double score) {
        return new EvaluatedCandidate(
                candidate, score, Objective.toMinimise(problem.objectives(), candidate.costs(), score));
    }

    /** A candidate beyond the limits. */
    public static EvaluatedCandidate infeasible(Candidate candidate) {
        return new EvaluatedCandidate(candidate, NO_SCORE, NO_VALUES);
    }

    @Override
    public double violation() {
        return candidate.violation();
    }
}

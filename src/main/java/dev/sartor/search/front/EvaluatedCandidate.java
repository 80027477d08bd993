package dev.sartor.search.front;

import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.Objective;
import dev.sartor.search.problem.SearchProblem;

/**
 * A candidate after its trial.
 *
 * @param merit      what the source of accuracies says; NaN for a candidate beyond the limits, for which it is not asked
 * @param toMinimise the objectives' figures; null for a candidate beyond the limits
 */
public record EvaluatedCandidate(Candidate candidate, double merit, double[] toMinimise) implements Solution {

    /** A candidate within the limits whose merit is known. */
    public static EvaluatedCandidate of(SearchProblem problem, Candidate candidate, double merit) {
        return new EvaluatedCandidate(
                candidate, merit, Objective.toMinimise(problem.objectives(), candidate.costs(), merit));
    }

    /** A candidate beyond the limits. */
    public static EvaluatedCandidate beyond(Candidate candidate) {
        return new EvaluatedCandidate(candidate, Double.NaN, null);
    }

    @Override
    public double violation() {
        return candidate.violation();
    }
}

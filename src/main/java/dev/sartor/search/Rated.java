package dev.sartor.search;

/**
 * A candidate after its trial.
 *
 * @param merit      what the source of accuracies says; NaN for a candidate beyond the limits, for which it is not asked
 * @param toMinimise the objectives' figures; null for a candidate beyond the limits
 */
record Rated(Candidate candidate, double merit, double[] toMinimise) implements Solution {

    /** A candidate within the limits whose merit is known. */
    static Rated of(Problem problem, Candidate candidate, double merit) {
        return new Rated(candidate, merit, Objective.toMinimise(problem.objectives(), candidate.costs(), merit));
    }

    /** A candidate beyond the limits. */
    static Rated beyond(Candidate candidate) {
        return new Rated(candidate, Double.NaN, null);
    }

    @Override
    public double violation() {
        return candidate.violation();
    }
}

package dev.sartor.search;

import java.util.Arrays;

/**
 * A candidate after its trial.
 *
 * @param toMinimise the objectives' figures; null for a candidate beyond the limits, whose accuracy is unknown
 */
record Rated(Candidate candidate, double[] toMinimise) {

    boolean feasible() {
        return candidate.feasible();
    }

    double violation() {
        return candidate.violation();
    }

    /**
     * Deb's constraint domination: above 0 if this dominates the other, below 0 if the other dominates this. Whoever
     * violates the limits less is better; among those within the limits, whoever is nowhere worse and somewhere better.
     */
    int dominance(Rated other) {
        int byViolation = Double.compare(other.violation(), violation());
        return byViolation != 0 || !feasible() ? byViolation : dominance(toMinimise, other.toMinimise);
    }

    /** An order in which nobody is dominated by a later one: below 0 if this stands before the other. */
    int precedence(Rated other) {
        int byViolation = Double.compare(violation(), other.violation());
        return byViolation != 0 || !feasible() ? byViolation : Arrays.compare(toMinimise, other.toMinimise);
    }

    /** Pareto domination of figures that are all to be made small: above 0 if {@code a} dominates. */
    static int dominance(double[] a, double[] b) {
        boolean better = false;
        boolean worse = false;
        for (int i = 0; i < a.length; i++) {
            better |= a[i] < b[i];
            worse |= a[i] > b[i];
        }
        return better == worse ? 0 : better ? 1 : -1;
    }
}

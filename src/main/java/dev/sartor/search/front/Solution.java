package dev.sartor.search.front;

import io.jenetics.ext.moea.Pareto;
import java.util.Arrays;

/** Solution of a constrained optimisation problem: values to minimise and the violation of the limits. */
public interface Solution {

    /** Violation of the limits; 0 within all of them. */
    double violation();

    /** The value of each objective, to be minimised; used only within the limits. */
    double[] objectiveValues();

    default boolean feasible() {
        return violation() == 0;
    }

    /**
     * Deb's constrained dominance: above 0 if this dominates the other, below 0 if the other dominates this. A smaller violation
     * dominates a larger one; within the limits, Pareto dominance decides.
     */
    default int dominance(Solution other) {
        int byViolation = Double.compare(other.violation(), violation());
        return byViolation != 0 || !feasible() ? byViolation : dominance(objectiveValues(), other.objectiveValues());
    }

    /** Lexicographic order, consistent with dominance: below 0 if this precedes the other. No solution is dominated by a later one. */
    default int compareLexicographically(Solution other) {
        int byViolation = Double.compare(violation(), other.violation());
        return byViolation != 0 || !feasible()
                ? byViolation
                : Arrays.compare(objectiveValues(), other.objectiveValues());
    }

    /** Pareto dominance of values to minimise: above 0 if {@code a} dominates. */
    static int dominance(double[] a, double[] b) {
        return Pareto.dominance(b, a);
    }
}

package dev.sartor.search.front;

import io.jenetics.ext.moea.Pareto;
import java.util.Arrays;

/** What {@link Ranking} ranks: figures that are all to be made small, and by how much limits are exceeded. */
public interface Solution {

    /** By how much it exceeds the limits; 0 within all of them. */
    double violation();

    /** The objectives' figures; looked at only within the limits. */
    double[] toMinimise();

    default boolean feasible() {
        return violation() == 0;
    }

    /**
     * Deb's constraint domination: above 0 if this dominates the other, below 0 if the other dominates this. Whoever
     * violates the limits less is better; among those within the limits, whoever is nowhere worse and somewhere better.
     */
    default int dominance(Solution other) {
        int byViolation = Double.compare(other.violation(), violation());
        return byViolation != 0 || !feasible() ? byViolation : dominance(toMinimise(), other.toMinimise());
    }

    /** An order in which nobody is dominated by a later one: below 0 if this stands before the other. */
    default int precedence(Solution other) {
        int byViolation = Double.compare(violation(), other.violation());
        return byViolation != 0 || !feasible() ? byViolation : Arrays.compare(toMinimise(), other.toMinimise());
    }

    /** Pareto domination of figures that are all to be made small: above 0 if {@code a} dominates. */
    static int dominance(double[] a, double[] b) {
        return Pareto.dominance(b, a);
    }
}

package dev.sartor.space.bounds;

import dev.sartor.space.bounds.StateGraph.Arc;
import dev.sartor.space.unit.Unit;
import java.util.List;
import java.util.stream.Stream;

/**
 * A minimax problem over the networks of a space. Several costs of a network, called sums, are sums of its units' costs. The
 * first ones are objectives, whose maximum is minimised; the others are constraints, which must be at most 0.
 *
 * @param offsets    for each sum its value without any unit
 * @param costs      [sum][unit]: the cost of each unit
 * @param objectives the number of objectives, at least 1
 */
record MinimaxProblem(double[] offsets, double[][] costs, int objectives) {
    /** Tolerance for rounding in sums of values of about 1. */
    static final double ROUNDING = 1e-12;
    /** Costs are rounded to multiples of this. Such costs add up exactly, so equal blocks in another order have the same sum. */
    private static final double GRID = 0x1p-44;

    static MinimaxProblem of(List<Unit> units, List<AdditiveCost> objectives, List<AdditiveCost> constraints) {
        List<AdditiveCost> all =
                Stream.concat(objectives.stream(), constraints.stream()).toList();
        return new MinimaxProblem(
                all.stream()
                        .mapToDouble(AdditiveCost::offset)
                        .map(MinimaxProblem::roundedToGrid)
                        .toArray(),
                all.stream()
                        .map(s -> units.stream()
                                .mapToDouble(s.unitCost())
                                .map(MinimaxProblem::roundedToGrid)
                                .toArray())
                        .toArray(double[][]::new),
                objectives.size());
    }

    private static double roundedToGrid(double amount) {
        return Math.rint(amount / GRID) * GRID;
    }

    int sumCount() {
        return offsets.length;
    }

    /** The sums of a path with one more arc. */
    double[] plus(double[] sums, Arc arc) {
        if (!arc.hasUnit()) {
            return sums;
        }
        double[] with = new double[sums.length];
        for (int k = 0; k < with.length; k++) {
            with[k] = sums[k] + costs[k][arc.unit()];
        }
        return with;
    }

    /** The sums of the network of a complete path. */
    double[] sumsOf(List<Arc> path) {
        double[] sums = offsets;
        for (Arc arc : path) {
            sums = plus(sums, arc);
        }
        return sums;
    }

    /** Whether all constraints are met. */
    boolean isFeasible(double[] sums) {
        for (int k = objectives; k < sums.length; k++) {
            if (sums[k] > ROUNDING) {
                return false;
            }
        }
        return true;
    }

    /** The maximum of the objectives. */
    double objective(double[] sums) {
        double maximum = sums[0];
        for (int k = 1; k < objectives; k++) {
            maximum = Math.max(maximum, sums[k]);
        }
        return maximum;
    }

    /** For each unit, the weighted sum of its costs. */
    double[] weightedCosts(double[] weights) {
        double[] all = new double[costs[0].length];
        for (int k = 0; k < weights.length; k++) {
            for (int u = 0; u < all.length && weights[k] != 0; u++) {
                all[u] += weights[k] * costs[k][u];
            }
        }
        return all;
    }

    /** The weighted sum of a network's sums. */
    double weightedSum(double[] weights, double[] sums) {
        double all = 0;
        for (int k = 0; k < weights.length; k++) {
            all += weights[k] * sums[k];
        }
        return all;
    }
}

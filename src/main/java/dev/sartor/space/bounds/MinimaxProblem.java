package dev.sartor.space.bounds;

import dev.sartor.space.bounds.StateGraph.Arc;
import dev.sartor.space.unit.Unit;
import java.util.List;
import java.util.stream.Stream;

/**
 * Several sums over a network's units at once: the greatest of the first ones is to be made small, and none of the others
 * may be above 0.
 *
 * @param starts what each has before any unit
 * @param costs  of the units, for each sum
 * @param aims   how many of the sums are made small, from 1
 */
record MinimaxProblem(double[] starts, double[][] costs, int aims) {
    /** What rounding may add to sums of shares about 1. */
    static final double ROUNDING = 1e-12;
    /** A multiple of it is a double that loses nothing in sums about 1: equal blocks in another order have the same sum. */
    private static final double GRAIN = 0x1p-44;

    static MinimaxProblem of(List<Unit> units, List<AdditiveCost> small, List<AdditiveCost> below) {
        List<AdditiveCost> all = Stream.concat(small.stream(), below.stream()).toList();
        return new MinimaxProblem(
                all.stream()
                        .mapToDouble(AdditiveCost::start)
                        .map(MinimaxProblem::grained)
                        .toArray(),
                all.stream()
                        .map(s -> units.stream()
                                .mapToDouble(s.cost())
                                .map(MinimaxProblem::grained)
                                .toArray())
                        .toArray(double[][]::new),
                small.size());
    }

    private static double grained(double amount) {
        return Math.rint(amount / GRAIN) * GRAIN;
    }

    int sums() {
        return starts.length;
    }

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

    /** The sums of the network of a whole way. */
    double[] of(List<Arc> way) {
        double[] sums = starts;
        for (Arc arc : way) {
            sums = plus(sums, arc);
        }
        return sums;
    }

    /** Whether those that may not be above 0 are not. */
    boolean holds(double[] sums) {
        for (int k = aims; k < sums.length; k++) {
            if (sums[k] > ROUNDING) {
                return false;
            }
        }
        return true;
    }

    /** The greatest of those that are made small. */
    double aim(double[] sums) {
        double greatest = sums[0];
        for (int k = 1; k < aims; k++) {
            greatest = Math.max(greatest, sums[k]);
        }
        return greatest;
    }

    /** The units' costs, weighted and summed. */
    double[] weighted(double[] weights) {
        double[] all = new double[costs[0].length];
        for (int k = 0; k < weights.length; k++) {
            for (int u = 0; u < all.length && weights[k] != 0; u++) {
                all[u] += weights[k] * costs[k][u];
            }
        }
        return all;
    }

    /** The sums, weighted and summed. */
    double weighted(double[] weights, double[] sums) {
        double all = 0;
        for (int k = 0; k < weights.length; k++) {
            all += weights[k] * sums[k];
        }
        return all;
    }
}

package dev.sartor.space.bounds;

import java.util.Arrays;

/**
 * What no network is below, and the weights that prove it: with weights of 1 together on the aims, and any that are not
 * negative on what may not be above 0, the least weighted sum bounds the aim from below (Lagrange). The best weights are
 * sought by subgradients with Polyak's step (Held, Wolfe, Crowder, "Validation of subgradient optimization", Mathematical
 * Programming 6, 1974); the networks met on the way are offered as incumbents.
 *
 * @param weights of the sums
 * @param bound   on the aim
 * @param rest    the least weighted sum from each state on
 */
record LagrangianRelaxation(double[] weights, double bound, CostToGo rest) {
    private static final int STEPS = 300;
    /** Steps without gain before they are halved. */
    private static final int PATIENCE = 10;

    static LagrangianRelaxation best(StateGraph graph, MinimaxProblem aims, Incumbent incumbent) {
        double[] weights = new double[aims.sums()];
        Arrays.fill(weights, 0, aims.aims(), 1.0 / aims.aims());
        LagrangianRelaxation best = null;
        double pace = 1;
        int idle = 0;
        for (int step = 0;
                step < STEPS && !(best != null && best.bound >= incumbent.below()) && !incumbent.enough();
                step++) {
            LagrangianRelaxation here = at(weights, graph, aims);
            var way = here.rest.way();
            incumbent.offer(way);
            idle = best == null || here.bound > best.bound ? 0 : idle + 1;
            best = idle == 0 ? here : best;
            if (idle == PATIENCE) {
                pace /= 2;
                idle = 0;
            }
            double[] slope = aims.of(way);
            double squares = Arrays.stream(slope).map(s -> s * s).sum();
            double stride = squares == 0 ? 0 : pace * Math.max(0, incumbent.below() - here.bound) / squares;
            weights = moved(weights, slope, stride, aims.aims());
        }
        return best;
    }

    private static LagrangianRelaxation at(double[] weights, StateGraph graph, MinimaxProblem aims) {
        CostToGo rest = CostToGo.leastSum(graph, aims.weighted(weights));
        return new LagrangianRelaxation(weights, aims.weighted(weights, aims.starts()) + rest.at(graph.root()), rest);
    }

    private static double[] moved(double[] weights, double[] slope, double stride, int aims) {
        double[] moved = new double[weights.length];
        for (int k = 0; k < moved.length; k++) {
            moved[k] = weights[k] + stride * slope[k];
        }
        project(moved, aims);
        for (int k = aims; k < moved.length; k++) {
            moved[k] = Math.max(0, moved[k]);
        }
        return moved;
    }

    /** The nearest point to the first so many that is not negative and sums to 1. */
    private static void project(double[] point, int length) {
        double[] falling = Arrays.stream(point, 0, length)
                .map(p -> -p)
                .sorted()
                .map(p -> -p)
                .toArray();
        double sum = 0;
        double less = 0;
        for (int k = 0; k < length; k++) {
            sum += falling[k];
            if (falling[k] > (sum - 1) / (k + 1)) {
                less = (sum - 1) / (k + 1);
            }
        }
        for (int k = 0; k < length; k++) {
            point[k] = Math.max(0, point[k] - less);
        }
    }
}

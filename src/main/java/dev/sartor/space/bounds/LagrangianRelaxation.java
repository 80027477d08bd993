package dev.sartor.space.bounds;

import java.util.Arrays;

/**
 * A lower bound of a {@link MinimaxProblem}, and the Lagrange multipliers that prove it, here called weights of the
 * objectives and constraints. If no weight is negative and those of the objectives have the sum 1, the minimum over all
 * networks of the weighted sum is a lower bound of the objective. The best weights are found by the subgradient method with
 * Polyak's step (Held, Wolfe, Crowder, "Validation of subgradient optimization", Mathematical Programming 6, 1974). The
 * network with the minimum weighted sum of each iteration is offered to the incumbent, the best network so far.
 *
 * @param weights  the weights of the sums
 * @param bound    the lower bound of the objective
 * @param costToGo the minimum weighted sum from each state to the end
 */
record LagrangianRelaxation(double[] weights, double bound, CostToGo costToGo) {
    private static final int ITERATIONS = 300;
    /** Steps without improvement before the step size is halved. */
    private static final int PATIENCE = 10;

    static LagrangianRelaxation solve(StateGraph graph, MinimaxProblem problem, Incumbent incumbent) {
        double[] weights = new double[problem.sumCount()];
        Arrays.fill(weights, 0, problem.objectives(), 1.0 / problem.objectives());
        LagrangianRelaxation best = null;
        double stepScale = 1;
        int stepsWithoutImprovement = 0;
        for (int iteration = 0;
                iteration < ITERATIONS
                        && !(best != null && best.bound >= incumbent.upperBound())
                        && !incumbent.isGoodEnough();
                iteration++) {
            LagrangianRelaxation current = at(weights, graph, problem);
            var path = current.costToGo.bestPath();
            incumbent.offer(path);
            boolean improved = best == null || current.bound > best.bound;
            stepsWithoutImprovement = improved ? 0 : stepsWithoutImprovement + 1;
            best = improved ? current : best;
            if (stepsWithoutImprovement == PATIENCE) {
                stepScale /= 2;
                stepsWithoutImprovement = 0;
            }
            double[] subgradient = problem.sumsOf(path);
            double squares = Arrays.stream(subgradient).map(s -> s * s).sum();
            double step = squares == 0 ? 0 : stepScale * Math.max(0, incumbent.upperBound() - current.bound) / squares;
            weights = projectedStep(weights, subgradient, step, problem.objectives());
        }
        return best;
    }

    /** The lower bound that some weights give. */
    private static LagrangianRelaxation at(double[] weights, StateGraph graph, MinimaxProblem problem) {
        CostToGo costToGo = CostToGo.minimumSum(graph, problem.weightedCosts(weights));
        return new LagrangianRelaxation(
                weights, problem.weightedSum(weights, problem.offsets()) + costToGo.costFrom(graph.root()), costToGo);
    }

    /** The weights after a step, replaced by the nearest permitted ones. */
    private static double[] projectedStep(double[] weights, double[] subgradient, double step, int objectives) {
        double[] next = new double[weights.length];
        for (int k = 0; k < next.length; k++) {
            next[k] = weights[k] + step * subgradient[k];
        }
        project(next, objectives);
        for (int k = objectives; k < next.length; k++) {
            next[k] = Math.max(0, next[k]);
        }
        return next;
    }

    /**
     * Replaces the first {@code length} values by the nearest point of the probability simplex (Duchi et al., "Efficient projections onto
     * the l1-ball for learning in high dimensions", ICML 2008, figure 1).
     */
    private static void project(double[] point, int length) {
        double[] descending = Arrays.stream(point, 0, length)
                .map(p -> -p)
                .sorted()
                .map(p -> -p)
                .toArray();
        double sum = 0;
        double shift = 0;
        for (int k = 0; k < length; k++) {
            sum += descending[k];
            if (descending[k] > (sum - 1) / (k + 1)) {
                shift = (sum - 1) / (k + 1);
            }
        }
        for (int k = 0; k < length; k++) {
            point[k] = Math.max(0, point[k] - shift);
        }
    }
}

package dev.sartor.space.bounds;

import dev.sartor.space.bounds.StateGraph.Arc;
import java.util.List;
import java.util.Optional;

/** The best feasible network found so far by a search (the incumbent), and the objective at which the search ends. */
final class Incumbent {
    private final MinimaxProblem problem;
    private final double target;
    /** The objective of the best network, or initially one that the first network must undercut. */
    private double upperBound;

    private List<Arc> path;

    /**
     * @param upperBound only networks with a smaller objective are accepted
     * @param target     the search ends when a network with at most this objective is found
     */
    Incumbent(MinimaxProblem problem, double upperBound, double target) {
        this.problem = problem;
        this.upperBound = upperBound;
        this.target = target;
    }

    /** Accepts a network if it is feasible and better than the best one so far. */
    void offer(List<Arc> path) {
        double[] sums = problem.sumsOf(path);
        if (problem.isFeasible(sums) && problem.objective(sums) < upperBound) {
            upperBound = problem.objective(sums);
            this.path = path;
        }
    }

    /** The best objective so far, minus a tolerance for rounding: networks at or above it need not be considered. */
    double upperBound() {
        return upperBound - MinimaxProblem.ROUNDING;
    }

    /** Whether the target is reached. */
    boolean isGoodEnough() {
        return path != null && upperBound <= target;
    }

    Optional<List<Arc>> path() {
        return Optional.ofNullable(path);
    }
}

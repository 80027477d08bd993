package dev.sartor.space.bounds;

import dev.sartor.space.bounds.StateGraph.Arc;
import java.util.List;
import java.util.Optional;

/** The best feasible network found so far, with the bounds that end a search for a better one. */
final class Incumbent {
    private final MinimaxProblem problem;
    private final double target;
    private double upperBound;
    private List<Arc> path;

    /**
     * @param upperBound only networks whose objective is below it are wanted
     * @param target     the search ends at a network whose objective is at most that
     */
    Incumbent(MinimaxProblem problem, double upperBound, double target) {
        this.problem = problem;
        this.upperBound = upperBound;
        this.target = target;
    }

    /** Takes a network if it is feasible and better. */
    void offer(List<Arc> path) {
        double[] sums = problem.of(path);
        if (problem.isFeasible(sums) && problem.objective(sums) < upperBound) {
            upperBound = problem.objective(sums);
            this.path = path;
        }
    }

    /** Only networks that may be below it are of interest: the best objective so far, less rounding. */
    double upperBound() {
        return upperBound - MinimaxProblem.ROUNDING;
    }

    /** Whether no better network is wanted. */
    boolean isGoodEnough() {
        return path != null && upperBound <= target;
    }

    Optional<List<Arc>> path() {
        return Optional.ofNullable(path);
    }
}

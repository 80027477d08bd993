package dev.sartor.space.bounds;

import dev.sartor.space.bounds.StateGraph.Arc;
import java.util.List;
import java.util.Optional;

/** The best network found so far, and how good one must be to be worth finding. */
final class Incumbent {
    private final MinimaxProblem aims;
    private final double enough;
    private double below;
    private List<Arc> way;

    /**
     * @param below  only networks with an aim below it are wanted
     * @param enough with an aim of at most that much, none better is wanted
     */
    Incumbent(MinimaxProblem aims, double below, double enough) {
        this.aims = aims;
        this.below = below;
        this.enough = enough;
    }

    /** Takes a network if it holds what must be held and is better. */
    void offer(List<Arc> offered) {
        double[] sums = aims.of(offered);
        if (aims.holds(sums) && aims.aim(sums) < below) {
            below = aims.aim(sums);
            way = offered;
        }
    }

    /** Only what may be less than that is worth looking at: what is found, rounding apart. */
    double below() {
        return below - MinimaxProblem.ROUNDING;
    }

    /** Whether none better is wanted. */
    boolean enough() {
        return way != null && below <= enough;
    }

    Optional<List<Arc>> way() {
        return Optional.ofNullable(way);
    }
}

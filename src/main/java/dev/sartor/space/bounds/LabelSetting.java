package dev.sartor.space.bounds;

import dev.sartor.space.bounds.StateGraph.Arc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Label setting for the shortest path problem with resource constraints (Dumitrescu, Boland, "Improved preprocessing,
 * labeling and scaling algorithms for the weight-constrained shortest path problem", Networks 42, 2003). A label is a path
 * from the root to a state, with the sums of its units' costs. It is discarded if another label at its state dominates it (no
 * sum is larger), if one of its sums plus the minimum cost to the end exceeds the limit, or if its lower bound is not below the
 * objective of the best network found. At most {@code width} labels per state are extended, those with the lowest bounds;
 * {@link #droppedBound} is a lower bound for the others.
 * Time grows with states x width x (width + arcs of a state), memory with states x width.
 */
final class LabelSetting {
    /**
     * A path to a state.
     *
     * @param sums     the sums of the {@link MinimaxProblem} over the units of the path
     * @param bound    a lower bound of the objective of networks that begin with this path
     * @param previous the label before the last arc; null at the root, as is {@code arc}
     */
    private record Label(double[] sums, double bound, Label previous, Arc arc) {
        /** The path with one more arc. */
        List<Arc> path(Arc last) {
            List<Arc> path = new ArrayList<>(List.of(last));
            for (Label l = this; l.arc != null; l = l.previous) {
                path.add(l.arc);
            }
            return path.reversed();
        }
    }

    private final StateGraph graph;
    private final MinimaxProblem problem;
    /** For each sum, its minimum from a state to the end. */
    private final CostToGo[] costsToGo;

    private final LagrangianRelaxation relaxation;
    private final Incumbent incumbent;
    private final int width;
    private double droppedBound = Double.POSITIVE_INFINITY;

    LabelSetting(
            StateGraph graph, MinimaxProblem problem, LagrangianRelaxation relaxation, Incumbent incumbent, int width) {
        this.graph = graph;
        this.problem = problem;
        this.relaxation = relaxation;
        this.incumbent = incumbent;
        this.width = width;
        costsToGo = new CostToGo[problem.sumCount()];
        for (int k = 0; k < costsToGo.length; k++) {
            costsToGo[k] = CostToGo.minimumSum(graph, problem.costs()[k]);
        }
    }

    /** Extends all labels from the root to the end; complete paths are offered to the incumbent. */
    void run() {
        List<List<Label>> arrived = new ArrayList<>();
        for (int state = 0; state < graph.stateCount(); state++) {
            arrived.add(new ArrayList<>());
        }
        arrived.get(graph.root()).add(new Label(problem.offsets(), relaxation.bound(), null, null));
        for (int state = graph.root(); state != StateGraph.END && !incumbent.isGoodEnough(); state--) {
            for (Label label : nonDominated(arrived.set(state, List.of()))) {
                for (Arc arc : graph.arcs(state)) {
                    extend(label, arc, arrived);
                }
            }
        }
    }

    /** A lower bound of the objective for the labels that were not extended; infinite if there are none. */
    double droppedBound() {
        return droppedBound;
    }

    /** @param arrived the labels by state */
    private void extend(Label label, Arc arc, List<List<Label>> arrived) {
        if (arc.to() == StateGraph.END) {
            incumbent.offer(label.path(arc));
            return;
        }
        double[] sums = problem.plus(label.sums(), arc);
        double bound = bound(sums, arc.to());
        if (bound < incumbent.upperBound()) {
            arrived.get(arc.to()).add(new Label(sums, bound, label, arc));
        }
    }

    /** A lower bound of the objective for continuations of a label with these sums; infinite if none of them is feasible. */
    private double bound(double[] sums, int state) {
        double bound = problem.weightedSum(relaxation.weights(), sums)
                + relaxation.costToGo().costFrom(state);
        for (int k = 0; k < sums.length; k++) {
            double minimum = sums[k] + costsToGo[k].costFrom(state);
            if (k < problem.objectives()) {
                bound = Math.max(bound, minimum);
            } else if (minimum > MinimaxProblem.ROUNDING) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return bound;
    }

    /** The labels of a state to extend: not dominated, below the best objective, at most {@code width}. */
    private List<Label> nonDominated(List<Label> arrived) {
        arrived.sort(Comparator.comparingDouble(Label::bound));
        List<Label> kept = new ArrayList<>();
        var filter = new DominanceFilter(problem.sumCount());
        for (Label label : arrived) {
            if (label.bound() >= incumbent.upperBound()) {
                break;
            }
            if (!filter.dominates(label.sums())) {
                if (kept.size() == width) {
                    droppedBound = Math.min(droppedBound, label.bound());
                    break;
                }
                kept.add(label);
                filter.add(label.sums());
            }
        }
        return kept;
    }
}

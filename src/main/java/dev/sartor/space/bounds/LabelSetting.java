package dev.sartor.space.bounds;

import dev.sartor.space.bounds.StateGraph.Arc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Every way through the graph that may still become the best network: label setting for the shortest path within resources
 * (Dumitrescu, Boland, "Improved preprocessing, labeling and scaling algorithms for the weight-constrained shortest path
 * problem", Networks 42, 2003). A label is what is built so far with its sums. It is dropped where another one at its state
 * is nowhere greater, where one of its sums with the least rest is too great, or where its weighted sum with the least rest is
 * not below the incumbent. Of each state at most {@code width} labels are followed, those of the least bound: if there were more, what
 * was not followed is bounded by {@link #dropped}. Time grows with states x width x (width + arcs of a state), memory with states x width.
 */
final class LabelSetting {
    private record Label(double[] sums, double bound, Label before, Arc arc) {
        List<Arc> way(Arc last) {
            List<Arc> way = new ArrayList<>(List.of(last));
            for (Label l = this; l.arc != null; l = l.before) {
                way.add(l.arc);
            }
            return way.reversed();
        }
    }

    private final StateGraph graph;
    private final MinimaxProblem aims;
    private final CostToGo[] rests;
    private final LagrangianRelaxation relaxation;
    private final Incumbent incumbent;
    private final int width;
    private double dropped = Double.POSITIVE_INFINITY;

    LabelSetting(
            StateGraph graph, MinimaxProblem aims, LagrangianRelaxation relaxation, Incumbent incumbent, int width) {
        this.graph = graph;
        this.aims = aims;
        this.relaxation = relaxation;
        this.incumbent = incumbent;
        this.width = width;
        rests = new CostToGo[aims.sums()];
        for (int k = 0; k < rests.length; k++) {
            rests[k] = CostToGo.leastSum(graph, aims.costs()[k]);
        }
    }

    /** Follows all ways; what is found goes to the incumbent. */
    void follow() {
        List<List<Label>> arrived = new ArrayList<>();
        for (int state = 0; state < graph.states(); state++) {
            arrived.add(new ArrayList<>());
        }
        arrived.get(graph.root()).add(new Label(aims.starts(), relaxation.bound(), null, null));
        for (int state = graph.root(); state != StateGraph.END && !incumbent.enough(); state--) {
            for (Label label : worthFollowing(arrived.set(state, List.of()))) {
                for (Arc arc : graph.arcs(state)) {
                    follow(label, arc, arrived);
                }
            }
        }
    }

    /** What the networks that were not followed have at least; infinite where none was left out. */
    double dropped() {
        return dropped;
    }

    private void follow(Label label, Arc arc, List<List<Label>> arrived) {
        if (arc.to() == StateGraph.END) {
            incumbent.offer(label.way(arc));
            return;
        }
        double[] sums = aims.plus(label.sums(), arc);
        double bound = bound(sums, arc.to());
        if (bound < incumbent.below()) {
            arrived.get(arc.to()).add(new Label(sums, bound, label, arc));
        }
    }

    /** What networks that go on from these sums have at least; infinite where none can hold what must be held. */
    private double bound(double[] sums, int state) {
        double bound =
                aims.weighted(relaxation.weights(), sums) + relaxation.rest().at(state);
        for (int k = 0; k < sums.length; k++) {
            double least = sums[k] + rests[k].at(state);
            if (k < aims.aims()) {
                bound = Math.max(bound, least);
            } else if (least > MinimaxProblem.ROUNDING) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return bound;
    }

    private List<Label> worthFollowing(List<Label> arrived) {
        arrived.sort(Comparator.comparingDouble(Label::bound));
        List<Label> kept = new ArrayList<>();
        var undominated = new DominanceFilter(aims.sums());
        for (Label label : arrived) {
            if (label.bound() >= incumbent.below()) {
                break;
            }
            if (!undominated.dominates(label.sums())) {
                if (kept.size() == width) {
                    dropped = Math.min(dropped, label.bound());
                    break;
                }
                kept.add(label);
                undominated.add(label.sums());
            }
        }
        return kept;
    }
}

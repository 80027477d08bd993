package dev.sartor.space.bounds;

import dev.sartor.space.bounds.Bounds.Aggregation;
import dev.sartor.space.bounds.Bounds.Extremum;
import dev.sartor.space.bounds.StateGraph.Arc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The minimum or maximum cost of the path from each state of a graph to its end, by backward dynamic programming. */
final class CostToGo {
    private final StateGraph graph;
    private final double[] costs;
    private final Aggregation aggregation;
    /** The cost from each state. */
    private final double[] values;
    /** The first arc of the best path from each state. */
    private final Arc[] best;

    /** @param costs the cost of each unit, by its index */
    CostToGo(StateGraph graph, double[] costs, Aggregation aggregation, Extremum extremum) {
        this.graph = graph;
        this.costs = costs;
        this.aggregation = aggregation;
        values = new double[graph.stateCount()];
        best = new Arc[graph.stateCount()];
        // states from which the end cannot be reached keep the initial value
        Arrays.fill(values, extremum.initial());
        values[StateGraph.END] = aggregation.identity();
        for (int state = StateGraph.END + 1; state < values.length; state++) {
            for (Arc arc : graph.arcs(state)) {
                double value =
                        arc.hasUnit() ? aggregation.combine(costs[arc.unit()], values[arc.to()]) : values[arc.to()];
                if (best[state] == null || extremum.isBetter(value, values[state])) {
                    values[state] = value;
                    best[state] = arc;
                }
            }
        }
    }

    /** The minimum sum of the units' costs. */
    static CostToGo minimumSum(StateGraph graph, double[] costs) {
        return new CostToGo(graph, costs, Aggregation.SUM, Extremum.MIN);
    }

    /** The cost from a state to the end. */
    double costFrom(int state) {
        return values[state];
    }

    /** The best path from the root to the end. */
    List<Arc> bestPath() {
        List<Arc> path = new ArrayList<>();
        for (int state = graph.root();
                state != StateGraph.END;
                state = path.getLast().to()) {
            path.add(best[state]);
        }
        return path;
    }

    /** The cost of the best path's network, aggregated from the stem to the head. */
    double bestCost() {
        double cost = aggregation.identity();
        for (Arc arc : bestPath()) {
            cost = arc.hasUnit() ? aggregation.combine(cost, costs[arc.unit()]) : cost;
        }
        return cost;
    }
}

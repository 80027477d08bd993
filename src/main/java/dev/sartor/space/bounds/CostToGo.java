package dev.sartor.space.bounds;

import dev.sartor.space.bounds.Bounds.End;
import dev.sartor.space.bounds.Bounds.Total;
import dev.sartor.space.bounds.StateGraph.Arc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The least or the greatest that networks may still cost from each state on: dynamic programming from the end. */
final class CostToGo {
    private final StateGraph graph;
    private final double[] costs;
    private final Total total;
    private final double[] values;
    private final Arc[] best;

    CostToGo(StateGraph graph, double[] costs, Total total, End end) {
        this.graph = graph;
        this.costs = costs;
        this.total = total;
        values = new double[graph.states()];
        best = new Arc[graph.states()];
        // where no arc leads on, nothing is good enough
        Arrays.fill(values, end.worst());
        values[StateGraph.END] = total.nothing();
        for (int state = StateGraph.END + 1; state < values.length; state++) {
            for (Arc arc : graph.arcs(state)) {
                double value = arc.hasUnit() ? total.join(costs[arc.unit()], values[arc.to()]) : values[arc.to()];
                if (best[state] == null || end.better(value, values[state])) {
                    values[state] = value;
                    best[state] = arc;
                }
            }
        }
    }

    /** The least of a sum. */
    static CostToGo leastSum(StateGraph graph, double[] costs) {
        return new CostToGo(graph, costs, Total.SUM, End.LEAST);
    }

    /** What the rest costs from a state on. */
    double at(int state) {
        return values[state];
    }

    /** The best way from the root to the end. */
    List<Arc> way() {
        List<Arc> way = new ArrayList<>();
        for (int state = graph.root();
                state != StateGraph.END;
                state = way.getLast().to()) {
            way.add(best[state]);
        }
        return way;
    }

    /** What its network costs, units joined from the stem on. */
    double cost() {
        double cost = total.nothing();
        for (Arc arc : way()) {
            cost = arc.hasUnit() ? total.join(cost, costs[arc.unit()]) : cost;
        }
        return cost;
    }
}

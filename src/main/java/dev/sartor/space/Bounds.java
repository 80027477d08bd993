package dev.sartor.space;

import dev.sartor.space.UnitGraph.Node;
import dev.sartor.space.UnitGraph.Start;
import dev.sartor.space.UnitGraph.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The exact least or greatest cost over all architectures of a space, for a cost that units make up one by one: by
 * dynamic programming over the shapes that enter each stage, without enumerating architectures.
 */
public final class Bounds {

    /** How a network's cost comes of its units'. */
    public enum Total {
        /** MACs, parameters, a latency that adds up. */
        SUM,
        /** A peak, such as memory. */
        MAX;

        double join(double before, double unit) {
            return switch (this) {
                case SUM -> before + unit;
                case MAX -> Math.max(before, unit);
            };
        }
    }

    /** Which end is wanted. */
    public enum End {
        LEAST, GREATEST;

        boolean better(double value, double than) {
            return switch (this) {
                case LEAST -> value < than;
                case GREATEST -> value > than;
            };
        }
    }

    /** A bound, and a canonical genome that attains it. */
    public record Bound(double value, Genome genome) {
    }

    private final SearchSpace space;
    private final Total total;
    private final End end;
    private final Routes routes;
    private final double[] costs;

    private Bounds(SearchSpace space, Total total, End end, ToDoubleFunction<Unit> cost) {
        this.space = space;
        this.total = total;
        this.end = end;
        routes = space.unitGraph().routes();
        costs = space.unitGraph().units().stream().mapToDouble(cost).toArray();
    }

    /** The least sum of the units' costs. {@code cost} is also asked for units without layers. */
    public static Bound least(SearchSpace space, ToDoubleFunction<Unit> cost) {
        return of(space, Total.SUM, End.LEAST, cost);
    }

    /** The greatest sum of the units' costs. */
    public static Bound greatest(SearchSpace space, ToDoubleFunction<Unit> cost) {
        return of(space, Total.SUM, End.GREATEST, cost);
    }

    public static Bound of(SearchSpace space, Total total, End end, ToDoubleFunction<Unit> cost) {
        return new Bounds(space, total, end, cost).bound();
    }

    private Bound bound() {
        Bound best = null;
        List<Start> starts = space.unitGraph().starts();
        for (int s = 0; s < starts.size(); s++) {
            Bound bound = from(starts.get(s), routes.ofStart(s));
            best = best == null || end.better(bound.value(), best.value()) ? bound : best;
        }
        return new Bound(best.value(), space.canonical(best.genome()));
    }

    private Bound from(Start start, Genome genome) {
        Map<Node, Bound> reached = Map.of(start.next(), new Bound(costs[start.unit()], genome));
        for (int stage = 0; stage < routes.stages(); stage++) {
            Map<Node, Bound> next = new LinkedHashMap<>();
            for (var entry : reached.entrySet()) {
                steps(next, entry.getKey(), entry.getValue(), stage);
            }
            reached = next;
        }
        return reached.entrySet().stream().map(e -> head(e.getKey(), e.getValue())).reduce(this::better).orElseThrow();
    }

    private void steps(Map<Node, Bound> reached, Node node, Bound before, int stage) {
        for (int s = 0; s < node.steps().size(); s++) {
            Step step = node.steps().get(s);
            int first = best(step.first());
            int rest = step.rest().length == 0 ? 0 : best(step.rest());
            List<Integer> depths = routes.stage(stage).depths();
            for (int d = 0; d < depths.size(); d++) {
                double value = total.join(before.value(), costs[step.first()[first]]);
                for (int p = 1; p < depths.get(d); p++) {
                    value = total.join(value, costs[step.rest()[rest]]);
                }
                Bound known = reached.get(step.next());
                if (known == null || end.better(value, known.value())) {
                    reached.put(step.next(), new Bound(value,
                            routes.withStage(before.genome(), stage, s, d, p -> p == 0 ? first : rest)));
                }
            }
        }
    }

    private Bound head(Node node, Bound before) {
        if (node.heads().length == 0) {
            return before;
        }
        int head = best(node.heads());
        return new Bound(total.join(before.value(), costs[node.heads()[head]]),
                routes.withHead(before.genome(), head));
    }

    /** Of alternative units at one place, the index of the best: joining is monotone, so it is best in any network. */
    private int best(int[] units) {
        int best = 0;
        for (int i = 1; i < units.length; i++) {
            if (end.better(costs[units[i]], costs[units[best]])) {
                best = i;
            }
        }
        return best;
    }

    private Bound better(Bound a, Bound b) {
        return end.better(b.value(), a.value()) ? b : a;
    }
}

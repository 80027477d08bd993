package dev.sartor.space.bounds;

import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.Unit;
import java.util.function.ToDoubleFunction;

/**
 * The exact least or greatest cost over all architectures of a space, for a cost that units make up one by one: by
 * dynamic programming over the states between units, without enumerating architectures. Under ceilings: {@link ConstrainedBounds}.
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

        /** The total of no unit. */
        double nothing() {
            return switch (this) {
                case SUM -> 0;
                case MAX -> Double.NEGATIVE_INFINITY;
            };
        }
    }

    /** Which end is wanted. */
    public enum End {
        LEAST,
        GREATEST;

        boolean better(double value, double than) {
            return switch (this) {
                case LEAST -> value < than;
                case GREATEST -> value > than;
            };
        }

        /** What anything is better than. */
        double worst() {
            return switch (this) {
                case LEAST -> Double.POSITIVE_INFINITY;
                case GREATEST -> Double.NEGATIVE_INFINITY;
            };
        }
    }

    /**
     * A bound, and a canonical genome that attains it.
     *
     * @param value  what the genome's network has
     * @param proven what no network is beyond; the value itself, unless the search for it was given up
     */
    public record Bound(double value, Genome genome, double proven) {
        private static final double ROUNDING = 1e-9;

        /** An exact bound. */
        public Bound(double value, Genome genome) {
            this(value, genome, value);
        }

        /** Whether no network is beyond the value, rounding apart. */
        public boolean exact() {
            return Math.abs(value - proven) <= ROUNDING * Math.abs(value);
        }
    }

    private Bounds() {}

    /** The least sum of the units' costs. {@code cost} is also asked for units without layers. */
    public static Bound least(SearchSpace space, ToDoubleFunction<Unit> cost) {
        return of(space, Total.SUM, End.LEAST, cost);
    }

    /** The greatest sum of the units' costs. */
    public static Bound greatest(SearchSpace space, ToDoubleFunction<Unit> cost) {
        return of(space, Total.SUM, End.GREATEST, cost);
    }

    public static Bound of(SearchSpace space, Total total, End end, ToDoubleFunction<Unit> cost) {
        var graph = new StateGraph(space);
        double[] costs = space.unitGraph().units().stream().mapToDouble(cost).toArray();
        var rest = new CostToGo(graph, costs, total, end);
        return new Bound(rest.cost(), graph.genome(rest.way()));
    }
}

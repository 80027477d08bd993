package dev.sartor.space.bounds;

import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.Unit;
import java.util.function.ToDoubleFunction;

/**
 * Computes the exact minimum or maximum cost over all architectures of a space, for a cost that is the sum or maximum of the
 * costs of units (stem, blocks, head). Dynamic programming over the states between units replaces enumerating architectures.
 * {@link ConstrainedBounds} does the same for networks that meet limits.
 */
public final class Bounds {

    /** How the cost of a network is aggregated over its units. */
    public enum Aggregation {
        /** Sum, for MACs, parameters, or an additive latency. */
        SUM,
        /** Maximum, for a peak such as memory. */
        MAX;

        /** The cost of some units and one more. */
        double combine(double before, double unit) {
            return switch (this) {
                case SUM -> before + unit;
                case MAX -> Math.max(before, unit);
            };
        }

        /** The identity element: the aggregate of no units. */
        double identity() {
            return switch (this) {
                case SUM -> 0;
                case MAX -> Double.NEGATIVE_INFINITY;
            };
        }
    }

    /** Whether the minimum or the maximum is searched for. */
    public enum Extremum {
        MIN,
        MAX;

        boolean isBetter(double value, double other) {
            return switch (this) {
                case MIN -> value < other;
                case MAX -> value > other;
            };
        }

        /** The initial value of a search: every other value is better. */
        double initial() {
            return switch (this) {
                case MIN -> Double.POSITIVE_INFINITY;
                case MAX -> Double.NEGATIVE_INFINITY;
            };
        }
    }

    /**
     * A bound, and a canonical genome that attains it.
     *
     * @param value  the cost of the genome's network
     * @param genome the genome of a network that has this cost
     * @param proven a bound that holds for all networks; equal to {@code value} unless the search stopped early
     */
    public record Bound(double value, Genome genome, double proven) {
        private static final double RELATIVE_ROUNDING = 1e-9;

        /** An exact bound. */
        public Bound(double value, Genome genome) {
            this(value, genome, value);
        }

        /** Whether the value is proven to be optimal, up to rounding. */
        public boolean isExact() {
            return Math.abs(value - proven) <= RELATIVE_ROUNDING * Math.abs(value);
        }
    }

    private Bounds() {}

    /** The minimum sum of the units' costs. {@code cost} is also called for units without layers. */
    public static Bound min(SearchSpace space, ToDoubleFunction<Unit> cost) {
        return of(space, Aggregation.SUM, Extremum.MIN, cost);
    }

    /** The maximum sum of the units' costs. */
    public static Bound max(SearchSpace space, ToDoubleFunction<Unit> cost) {
        return of(space, Aggregation.SUM, Extremum.MAX, cost);
    }

    /** The minimum or maximum cost. {@code cost} is the cost of a unit, also called for units without layers. */
    public static Bound of(SearchSpace space, Aggregation aggregation, Extremum extremum, ToDoubleFunction<Unit> cost) {
        var graph = new StateGraph(space);
        double[] costs = space.unitGraph().units().stream().mapToDouble(cost).toArray();
        var costToGo = new CostToGo(graph, costs, aggregation, extremum);
        return new Bound(costToGo.bestCost(), graph.genome(costToGo.bestPath()));
    }
}

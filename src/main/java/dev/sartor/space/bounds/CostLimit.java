package dev.sartor.space.bounds;

import dev.sartor.space.bounds.Bounds.Aggregation;
import dev.sartor.space.unit.Unit;
import java.util.function.ToDoubleFunction;

/**
 * An upper limit on a cost of networks.
 *
 * @param aggregation how the network's cost is aggregated over its units
 * @param cost        gives the cost of a unit, at least 0, also that of a unit without layers
 * @param maximum     the largest cost that is allowed
 */
public record CostLimit(Aggregation aggregation, ToDoubleFunction<Unit> cost, double maximum) {}

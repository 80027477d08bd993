package dev.sartor.space.bounds;

import dev.sartor.space.bounds.Bounds.Total;
import dev.sartor.space.unit.Unit;
import java.util.function.ToDoubleFunction;

/**
 * What a cost of networks must not exceed.
 *
 * @param total how the network's cost comes of its units'
 * @param cost  of a unit, not negative; also asked of units without layers
 * @param most  the greatest that is allowed
 */
public record CostLimit(Total total, ToDoubleFunction<Unit> cost, double most) {}

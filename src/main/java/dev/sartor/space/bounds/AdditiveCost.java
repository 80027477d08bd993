package dev.sartor.space.bounds;

import dev.sartor.space.unit.Unit;
import java.util.function.ToDoubleFunction;

/**
 * An amount that units add to one by one.
 *
 * @param start what every network has beyond its units
 * @param cost  of a unit; also asked of units without layers
 */
public record AdditiveCost(double start, ToDoubleFunction<Unit> cost) {

    /** Without anything beyond the units. */
    public static AdditiveCost of(ToDoubleFunction<Unit> cost) {
        return new AdditiveCost(0, cost);
    }

    AdditiveCost negated() {
        return new AdditiveCost(-start, u -> -cost.applyAsDouble(u));
    }

    /** Less {@code from}, in shares of {@code scale}. */
    AdditiveCost relative(double from, double scale) {
        return new AdditiveCost((start - from) / scale, u -> cost.applyAsDouble(u) / scale);
    }
}

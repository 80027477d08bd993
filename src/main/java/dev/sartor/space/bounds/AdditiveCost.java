package dev.sartor.space.bounds;

import dev.sartor.space.unit.Unit;
import java.util.function.ToDoubleFunction;

/**
 * A cost that is the sum of its units' costs and an offset.
 *
 * @param offset   what every network costs beyond its units
 * @param unitCost of a unit; also called for units without layers
 */
public record AdditiveCost(double offset, ToDoubleFunction<Unit> unitCost) {

    /** Without an offset. */
    public static AdditiveCost of(ToDoubleFunction<Unit> cost) {
        return new AdditiveCost(0, cost);
    }

    AdditiveCost negated() {
        return new AdditiveCost(-offset, u -> -unitCost.applyAsDouble(u));
    }

    /** This cost minus {@code from}, divided by {@code scale}. */
    AdditiveCost relative(double from, double scale) {
        return new AdditiveCost((offset - from) / scale, u -> unitCost.applyAsDouble(u) / scale);
    }
}

package dev.sartor.space.bounds;

import dev.sartor.space.unit.Unit;
import java.util.function.ToDoubleFunction;

/**
 * A cost of networks: a constant offset plus the sum of the costs of their units (stem, blocks, head).
 *
 * @param offset   the constant part
 * @param unitCost the cost of a unit; also called for units without layers
 */
public record AdditiveCost(double offset, ToDoubleFunction<Unit> unitCost) {

    /** A cost without offset. */
    public static AdditiveCost of(ToDoubleFunction<Unit> cost) {
        return new AdditiveCost(0, cost);
    }

    AdditiveCost negated() {
        return new AdditiveCost(-offset, u -> -unitCost.applyAsDouble(u));
    }

    /** This cost minus {@code subtrahend}, divided by {@code scale}. */
    AdditiveCost normalized(double subtrahend, double scale) {
        return new AdditiveCost((offset - subtrahend) / scale, u -> unitCost.applyAsDouble(u) / scale);
    }
}

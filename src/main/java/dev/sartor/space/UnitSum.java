package dev.sartor.space;

import java.util.function.ToDoubleFunction;

/**
 * An amount that units add to one by one.
 *
 * @param start what every network has beyond its units
 * @param cost  of a unit; also asked of units without layers
 */
public record UnitSum(double start, ToDoubleFunction<Unit> cost) {

    /** Without anything beyond the units. */
    public static UnitSum of(ToDoubleFunction<Unit> cost) {
        return new UnitSum(0, cost);
    }

    UnitSum negated() {
        return new UnitSum(-start, u -> -cost.applyAsDouble(u));
    }

    /** Less {@code from}, in shares of {@code scale}. */
    UnitSum relative(double from, double scale) {
        return new UnitSum((start - from) / scale, u -> cost.applyAsDouble(u) / scale);
    }
}

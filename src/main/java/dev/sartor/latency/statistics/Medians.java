package dev.sartor.latency.statistics;

import dev.sartor.base.math.Quantiles;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** Medians of lists. */
public final class Medians {
    private Medians() {}

    /** The median of at least one value. */
    public static double of(List<Double> values) {
        return Quantiles.median(toArray(values));
    }

    /** The median of the values that are not NaN; empty if there are none. */
    public static OptionalDouble ignoringNaN(double[] values) {
        double[] present = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        return present.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Quantiles.median(present));
    }

    public static double[] toArray(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}

package dev.sartor.latency.statistics;

import dev.sartor.base.math.Quantiles;
import java.util.List;

/** Medians of lists. */
public final class Medians {
    private Medians() {}

    /** The median of at least one value. */
    public static double of(List<Double> values) {
        return Quantiles.median(toArray(values));
    }

    public static double[] toArray(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}

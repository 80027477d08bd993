package dev.sartor.report.chart;

import java.util.Arrays;

/**
 * One axis of a plot.
 *
 * @param title the quantity and its unit
 * @param low   the value at its start
 * @param high  the value at its end
 * @param ticks where its ticks are
 */
record Axis(String title, double low, double high, TickRule ticks) {
    /** Where the ticks of an axis are. */
    enum TickRule {
        /** At multiples of 1, 2 or 5 times a power of ten. */
        DECIMAL,
        /** At multiples of a power of two, closer to each other, for short labels. */
        BINARY
    }

    /** Padding on each side, relative to the range of the values. */
    private static final double PADDING = 0.04;
    /** Distance of an outer fence from the quartile, in interquartile ranges. */
    private static final double OUTLIER_FENCE = 3;
    /** Minimum number of values from which outliers are determined. */
    private static final int MIN_FOR_OUTLIERS = 4;

    Axis(String title, double low, double high) {
        this(title, low, high, TickRule.DECIMAL);
    }

    Axis {
        if (!(low < high) || !Double.isFinite(low) || !Double.isFinite(high)) {
            throw new IllegalArgumentException("Axis '" + title + "' cannot run from " + low + " to " + high);
        }
    }

    /**
     * An axis that contains all values, with padding on both sides that does not go below 0 if no value does; from 0 to 1
     * without values.
     */
    static Axis around(String title, double... values) {
        if (values.length == 0) {
            return new Axis(title, 0, 1);
        }
        double low = Arrays.stream(values).min().getAsDouble();
        double high = Arrays.stream(values).max().getAsDouble();
        double padding = high > low ? (high - low) * PADDING : Math.max(Math.abs(high) * PADDING, 1e-9);
        return new Axis(title, low >= 0 ? Math.max(0, low - padding) : low - padding, high + padding);
    }

    /**
     * An axis that contains all {@code required} values, and the {@code optional} ones that are not outliers (Tukey's outer
     * fences).
     */
    static Axis around(String title, double[] required, double[] optional) {
        if (optional.length < MIN_FOR_OUTLIERS) {
            return around(title, concatenate(required, optional));
        }
        double[] sorted = optional.clone();
        Arrays.sort(sorted);
        double q1 = sorted[sorted.length / 4];
        double q3 = sorted[sorted.length * 3 / 4];
        double fence = OUTLIER_FENCE * (q3 - q1);
        return around(
                title,
                concatenate(
                        required,
                        Arrays.stream(optional)
                                .filter(v -> v >= q1 - fence && v <= q3 + fence)
                                .toArray()));
    }

    private static double[] concatenate(double[] a, double[] b) {
        double[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    /** The nearest value on the axis. */
    double clamp(double value) {
        return Math.clamp(value, low, high);
    }

    /** Whether a value is on the axis. */
    boolean contains(double value) {
        return value >= low && value <= high;
    }

    /** The coordinate of a value if the axis runs from {@code start} to {@code end}. */
    double position(double value, double start, double end) {
        return start + (value - low) / (high - low) * (end - start);
    }
}

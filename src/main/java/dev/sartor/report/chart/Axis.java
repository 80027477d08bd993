package dev.sartor.report.chart;

import java.util.Arrays;

/**
 * One axis of a plot.
 *
 * @param title what it shows, with its unit
 * @param low   the value at its start
 * @param high  the value at its end
 */
record Axis(String title, double low, double high) {
    private static final double ROOM = 0.04;
    private static final double FENCE = 3;

    Axis {
        if (!(low < high) || !Double.isFinite(low) || !Double.isFinite(high)) {
            throw new IllegalArgumentException("Axis '" + title + "' cannot run from " + low + " to " + high);
        }
    }

    /** Around all values, with a little room on both sides. Without values, from 0 to 1. */
    static Axis around(String title, double... values) {
        if (values.length == 0) {
            return new Axis(title, 0, 1);
        }
        double low = Arrays.stream(values).min().getAsDouble();
        double high = Arrays.stream(values).max().getAsDouble();
        double room = high > low ? (high - low) * ROOM : Math.max(Math.abs(high) * ROOM, 1e-9);
        return new Axis(title, low >= 0 ? Math.max(0, low - room) : low - room, high + room);
    }

    /** Around the values that must be seen and those of the others that are no outliers (Tukey's outer fences). */
    static Axis around(String title, double[] needed, double[] others) {
        if (others.length < 4) {
            return around(title, joined(needed, others));
        }
        double[] sorted = others.clone();
        Arrays.sort(sorted);
        double q1 = sorted[sorted.length / 4];
        double q3 = sorted[sorted.length * 3 / 4];
        double fence = FENCE * (q3 - q1);
        return around(
                title,
                joined(
                        needed,
                        Arrays.stream(others)
                                .filter(v -> v >= q1 - fence && v <= q3 + fence)
                                .toArray()));
    }

    private static double[] joined(double[] a, double[] b) {
        double[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    /** The nearest value that lies on the axis. */
    double clamp(double value) {
        return Math.clamp(value, low, high);
    }

    boolean holds(double value) {
        return value >= low && value <= high;
    }

    /** A value's place between {@code start} and {@code end}. */
    double place(double value, double start, double end) {
        return start + (value - low) / (high - low) * (end - start);
    }
}

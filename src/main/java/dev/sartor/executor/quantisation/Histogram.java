package dev.sartor.executor.quantisation;

import dev.sartor.network.quantisation.TensorQuantisation;
import dev.sartor.network.quantisation.ValueRange;
import java.util.Arrays;

/**
 * The distribution of a tensor's values over its range, which contains 0. Zeros are not counted: they are common after ReLU,
 * and every quantisation expresses them exactly.
 */
final class Histogram {
    private static final int BINS = 4096;
    /** The search for the least error moves an end of the range towards 0 by 0 to 39 steps. */
    private static final int STEPS = 40;
    /** A step, as a share of the end. */
    private static final double STEP = 0.02;
    /** The number of steps by which one end may be moved more than the other. */
    private static final int MAX_SKEW = 12;

    private final ValueRange range;
    private final long[] counts = new long[BINS];

    Histogram(ValueRange range) {
        this.range = range;
    }

    ValueRange range() {
        return range;
    }

    /** An empty array for {@link #count}. */
    static long[] newCounts() {
        return new long[BINS];
    }

    /** Counts a value, which lies within the range, in an array of {@link #newCounts}. */
    void count(float value, long[] to) {
        if (value != 0) {
            to[bin(value)]++;
        }
    }

    private int bin(float value) {
        return Math.clamp((int) ((value - range.low()) / width()), 0, BINS - 1);
    }

    /** The width of a bin. */
    private float width() {
        float width = (range.high() - range.low()) / BINS;
        return width > 0 ? width : 1;
    }

    /** Adds counts of the bins. */
    synchronized void add(long[] more) {
        for (int b = 0; b < BINS; b++) {
            counts[b] += more[b];
        }
    }

    /** The range without this share of the values, half of it at each end. */
    ValueRange without(double share) {
        long total = Arrays.stream(counts).sum();
        if (total == 0) {
            return range;
        }
        double outside = total * share / 2;
        int first = 0;
        for (long below = 0; first < BINS - 1 && below + counts[first] <= outside; first++) {
            below += counts[first];
        }
        int last = BINS - 1;
        for (long above = 0; last > first && above + counts[last] <= outside; last--) {
            above += counts[last];
        }
        return new ValueRange(
                Math.max(range.low(), range.low() + first * width()),
                Math.min(range.high(), range.low() + (last + 1) * width()));
    }

    /** The range with the least mean squared error of the quantised values. */
    ValueRange leastError() {
        PrefixSums prefixSums = new PrefixSums();
        ValueRange best = range;
        double least = Double.POSITIVE_INFINITY;
        for (int high = 0; high < (range.high() > 0 ? STEPS : 1); high++) {
            for (int low = 0; low < (range.low() < 0 ? STEPS : 1); low++) {
                boolean isSkewed = range.low() < 0 && range.high() > 0 && Math.abs(high - low) > MAX_SKEW;
                double error = isSkewed
                        ? Double.POSITIVE_INFINITY
                        : prefixSums.error(range.low() * (1 - STEP * low), range.high() * (1 - STEP * high));
                if (error < least) {
                    least = error;
                    best = new ValueRange(
                            (float) (range.low() * (1 - STEP * low)), (float) (range.high() * (1 - STEP * high)));
                }
            }
        }
        return best;
    }

    /** Sums over the bins before each one: of counts, of values and of their squares. */
    private final class PrefixSums {
        private final double[] count = new double[BINS + 1];
        private final double[] sum = new double[BINS + 1];
        private final double[] squares = new double[BINS + 1];

        PrefixSums() {
            for (int b = 0; b < BINS; b++) {
                double value = range.low() + (b + 0.5) * width();
                count[b + 1] = count[b] + counts[b];
                sum[b + 1] = sum[b] + counts[b] * value;
                squares[b + 1] = squares[b] + counts[b] * value * value;
            }
        }

        /** The sum of squared errors of all values: of rounding, evenly distributed over a step, or of clipping. */
        double error(double low, double high) {
            int first = bin((float) low);
            int last = bin((float) high) + 1;
            double step = (high - low) / TensorQuantisation.MAX;
            // step^2 / 12 is the variance of the uniform distribution
            return step * step / 12 * (count[last] - count[first])
                    + distances(0, first, low)
                    + distances(last, BINS, high);
        }

        /** The sum of squared distances of the values of some bins to an end of the range. */
        private double distances(int from, int to, double end) {
            return end * end * (count[to] - count[from])
                    - 2 * end * (sum[to] - sum[from])
                    + squares[to]
                    - squares[from];
        }
    }
}

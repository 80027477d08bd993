package dev.sartor.report.chart;

import dev.sartor.report.markup.ReportNumbers;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The ticks of an axis at round values: multiples of a power of two, or of 1, 2 or 5 times a power of ten.
 *
 * @param step     distance between two ticks, in the unit of the axis
 * @param decimals number of decimals of the labels
 * @param first    index of the first tick: its value divided by the step
 * @param last     index of the last tick
 */
record Ticks(double step, int decimals, long first, long last) {

    /** Labels of an axis that reaches this are shortened. */
    private static final double LARGE = 10_000;
    /** Unit prefixes for powers of a thousand, which stand after the number. */
    private static final String PREFIXES = "kMGTPE";
    /** Rounding errors up to this are ignored. */
    private static final double TOLERANCE = 1e-9;

    /** About {@code count} ticks within {@code [low, high]}. */
    static Ticks within(double low, double high, int count) {
        if (!(low < high) || count < 1) {
            throw new IllegalArgumentException(count + " ticks do not fit from " + low + " to " + high);
        }
        double roughStep = (high - low) / count;
        int power = (int) Math.floor(Math.log10(roughStep));
        double mantissa = roughStep / Math.pow(10, power);
        // thresholds are the geometric means of 1, 2, 5 and 10
        int factor = mantissa < Math.sqrt(2) ? 1 : mantissa < Math.sqrt(10) ? 2 : mantissa < Math.sqrt(50) ? 5 : 10;
        double step = factor * Math.pow(10, power);
        int decimals = Math.max(0, factor == 10 ? -power - 1 : -power);
        return new Ticks(
                step, decimals, (long) Math.ceil(low / step - TOLERANCE), (long) Math.floor(high / step + TOLERANCE));
    }

    /** At most {@code count} ticks within {@code [low, high]}, at multiples of a power of two. */
    static Ticks binaryWithin(double low, double high, int count) {
        if (!(low < high) || count < 1) {
            throw new IllegalArgumentException(count + " ticks do not fit from " + low + " to " + high);
        }
        long step = 1;
        while ((high - low) / step > count) {
            step *= 2;
        }
        return new Ticks(step, 0, (long) Math.ceil(low / step), (long) Math.floor(high / step));
    }

    List<Double> values() {
        return LongStream.rangeClosed(first, last).mapToObj(i -> i * step).toList();
    }

    /**
     * The label of a value. If the axis reaches ten thousand, labels are shortened by k, M and so on: {@code 3.5 M}.
     */
    String label(double value) {
        double largest = Math.max(Math.abs(first), Math.abs(last)) * step;
        if (largest < LARGE) {
            return ReportNumbers.decimals(value, decimals);
        }
        int thousands = (int) Math.min(PREFIXES.length(), Math.log10(largest) / 3);
        int decimalsWithPrefix = Math.max(0, 3 * thousands - (int) Math.floor(Math.log10(step) + TOLERANCE));
        return value == 0
                ? "0"
                : ReportNumbers.decimals(value / Math.pow(1000, thousands), decimalsWithPrefix) + "\u00a0"
                        + PREFIXES.charAt(thousands - 1);
    }
}

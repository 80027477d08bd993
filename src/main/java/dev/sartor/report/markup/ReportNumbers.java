package dev.sartor.report.markup;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.base.math.WilsonInterval;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.stream.Collectors;

/** Formats numbers with a fixed number of digits and a unit. */
public final class ReportNumbers {
    private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

    private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_EVEN);
    private static final int MAX_DECIMALS = 6;
    private static final int THOUSAND = 1000;
    /** Scores of at least this are written with a prefix, such as {@code 8.69 M}. */
    private static final double LARGE = 10_000;

    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);

    private ReportNumbers() {}

    /** A coordinate with at most one decimal: {@code 12.3}, {@code 7}. */
    public static String coordinate(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0
                ? Long.toString(tenths / 10)
                : BigDecimal.valueOf(tenths, 1).toPlainString();
    }

    /** A number with a fixed number of decimals, rounded as by JavaScript's {@code toFixed}, without a negative zero. */
    public static String decimals(double value, int decimals) {
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    /** Three significant digits: {@code 0.384}, {@code 12.0}, {@code 1240}. */
    public static String significant(double value) {
        return value == 0 ? "0" : significant(BigDecimal.valueOf(value));
    }

    private static String significant(BigDecimal value) {
        BigDecimal rounded = value.round(THREE_DIGITS);
        int wholeDigits = rounded.precision() - rounded.scale();
        return rounded.setScale(Math.max(0, THREE_DIGITS.getPrecision() - wholeDigits))
                .toPlainString();
    }

    /** Scientific notation with two digits: {@code 3.1×10⁻⁶}. */
    public static String scientific(BigDecimal value) {
        if (value.signum() == 0) {
            return "0";
        }
        BigDecimal rounded = value.round(TWO_DIGITS);
        int power = rounded.precision() - rounded.scale() - 1;
        return decimals(rounded.scaleByPowerOfTen(-power).doubleValue(), 1) + "×10" + superscript(power);
    }

    private static String superscript(int power) {
        return Integer.toString(power)
                .chars()
                .mapToObj(c -> c == '-' ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹".substring(c - '0', c - '0' + 1))
                .collect(Collectors.joining());
    }

    /** The number of decimals with which {@code max} has three significant digits, so that a column of numbers can share it. */
    public static int decimalsOf(double max) {
        return max > 0 ? Math.clamp(2 - (int) Math.floor(Math.log10(max)), 0, MAX_DECIMALS) : 0;
    }

    /** A fraction as a percentage: {@code 92.8 %}. */
    public static String percent(double fraction, int decimals) {
        return decimals(fraction * 100, decimals) + "\u00a0%";
    }

    /**
     * An accuracy with the margin of its 95 % confidence interval, both with as many decimals as the margin justifies:
     * {@code 92.81 ± 0.51 %}, {@code 75 ± 28 %}. Without a margin if the number of images is unknown.
     */
    public static String accuracy(double accuracy, Optional<WilsonInterval> interval) {
        return interval.map(i -> {
                    double points = 100 * i.margin(accuracy);
                    int decimals = points < 1 ? 2 : points < 10 ? 1 : 0;
                    return decimals(100 * accuracy, decimals) + " ± " + decimals(points, decimals) + "\u00a0%";
                })
                .orElseGet(() -> percent(accuracy, 2));
    }

    /** A signed percentage: {@code +1.9 %}, {@code −0.4 %}; zero has no sign. */
    public static String signedPercent(double fraction, int decimals) {
        String size = percent(Math.abs(fraction), decimals);
        return size.equals(percent(0, decimals)) ? size : (fraction < 0 ? "−" : "+") + size;
    }

    /** A score with its unit: {@code 92.81 %}, {@code 512.30}, {@code 8.69 M}. */
    public static String score(EvaluationMetric metric, double score) {
        double shown = metric.toDisplayUnits(score);
        return Math.abs(shown) >= LARGE
                ? count(Math.round(shown))
                : decimals(shown, 2) + (metric.unit().isEmpty() ? "" : "\u00a0" + metric.unit());
    }

    /** A hypervolume: 0.8123 if the metric is an accuracy, a number of any size if it is another score. */
    public static String hypervolume(double volume) {
        return volume < THOUSAND ? decimals(volume, 4) : count(Math.round(volume));
    }

    /** Milliseconds with three significant digits: {@code 0.384 ms}. */
    public static String ms(double ms) {
        return significant(ms) + "\u00a0ms";
    }

    /** A count with the word for one or for many: {@code 1 trial}, {@code 2 trials}. */
    public static String plural(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    /** The text with a capital first letter. */
    public static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** A count with three significant digits: {@code 11.8 M}, {@code 312 k}; unchanged below a thousand. */
    public static String count(long count) {
        if (Math.abs(count) < THOUSAND) {
            return Long.toString(count);
        }
        BigDecimal value = BigDecimal.valueOf(count).round(THREE_DIGITS);
        int unit = (value.precision() - value.scale() - 1) / 3;
        return significant(value.movePointLeft(3 * unit)) + "\u00a0" + "kMGTPE".charAt(unit - 1);
    }

    /** A count of any size: {@code 3.1×10¹²} for a billion and more. */
    public static String count(BigInteger count) {
        return count.compareTo(BILLION) < 0 ? count(count.longValue()) : scientific(new BigDecimal(count));
    }

    /** A size with three significant digits: {@code 148 KiB}, {@code 1.15 MiB}. */
    public static String bytes(long bytes) {
        return bytes < 1 << 10
                ? bytes + "\u00a0B"
                : bytes < 1 << 20
                        ? significant(bytes / 1024.0) + "\u00a0KiB"
                        : bytes < 1 << 30
                                ? significant(bytes / (1024.0 * 1024)) + "\u00a0MiB"
                                : significant(bytes / (1024.0 * 1024 * 1024)) + "\u00a0GiB";
    }
}

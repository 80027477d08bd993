package dev.sartor.cli.output;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.base.TimeRange;
import java.util.Locale;

/** Formats of numbers in console output. */
public final class ConsoleFormat {
    private ConsoleFormat() {}

    /** {@link String#format} without the locale of the machine. */
    public static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** A number in the form 568.74 M, 42.3 k or 1250. */
    public static String count(long n) {
        return n >= 1_000_000 ? format("%.2f M", n / 1e6) : n >= 10_000 ? format("%.1f k", n / 1e3) : Long.toString(n);
    }

    /** A size in the form 2.31 MiB or 40.0 KiB. */
    public static String bytes(long n) {
        return n >= 1 << 20 ? format("%.2f MiB", n / (double) (1 << 20)) : format("%.1f KiB", n / 1024.0);
    }

    /** A duration in the form 3:07 (minutes) or 1:02:03 (hours). */
    public static String duration(double seconds) {
        long s = Math.round(seconds);
        return s >= 3600 ? format("%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60) : format("%d:%02d", s / 60, s % 60);
    }

    /** An estimated duration: 1:10 to 2:40, or only 2:40 if the range is at most 2 seconds or a fifth of its maximum. */
    public static String duration(TimeRange range) {
        double spread = range.maxSeconds() - range.minSeconds();
        return spread <= Math.max(2, 0.2 * range.maxSeconds())
                ? duration(range.maxSeconds())
                : duration(range.minSeconds()) + " to " + duration(range.maxSeconds());
    }

    /** A number in the form 12, 1250 or 660 k. */
    static String wholeNumber(double n) {
        return n >= 100_000 ? format("%.0f k", n / 1e3) : format("%.0f", n);
    }

    /** A rate in the form 0.42, 17.5 or 660. */
    static String rate(double perSecond) {
        return perSecond >= 100 ? wholeNumber(perSecond) : format(perSecond >= 10 ? "%.1f" : "%.2f", perSecond);
    }

    /** The score of a trial: 92.31 %, 512.30, 8.69 M. */
    public static String score(EvaluationMetric metric, double score) {
        double shown = metric.toDisplayUnits(score);
        return (shown >= 10_000 ? count(Math.round(shown)) : format("%.2f", shown))
                + (metric.unit().isEmpty() ? "" : " " + metric.unit());
    }

    /** A hypervolume: 0.8123 if the metric is an accuracy, a number of any size if it is another score. */
    public static String hypervolume(double volume) {
        return volume < 1000 ? format("%.4f", volume) : count(Math.round(volume));
    }

    /** A fraction in the form 92.31 %. */
    public static String percent(double fraction) {
        return format("%.2f %%", 100 * fraction);
    }
}

package dev.sartor.cli.output;

import dev.sartor.base.VisibleText;
import dev.sartor.cli.option.VerbosityOptions;
import java.io.PrintWriter;
import java.util.function.LongSupplier;

/**
 * Progress of a long job on stderr. On a terminal it is one line, redrawn a few times a second, with a rate and the remaining
 * time; otherwise a new line every 10 seconds. It limits its own rate, so callers can report every step. Thread-safe.
 */
public final class ConsoleProgress {
    private static final long TERMINAL_INTERVAL_NS = 200_000_000L;
    private static final long PLAIN_INTERVAL_NS = 10_000_000_000L;
    private static final double NS_PER_S = 1e9;

    /** The style of the output. */
    enum Mode {
        TERMINAL,
        PLAIN,
        QUIET
    }

    private final PrintWriter err;
    private final Mode mode;
    private final LongSupplier nanoTime;
    private long lastPrinted;
    private Count count = Count.fromZero(0);
    private boolean lineOpen;

    ConsoleProgress(PrintWriter err, Mode mode, LongSupplier nanoTime) {
        this.err = err;
        this.mode = mode;
        this.nanoTime = nanoTime;
    }

    /** Progress in the style for the options and the terminal. */
    public static ConsoleProgress of(PrintWriter err, VerbosityOptions verbosity) {
        Mode mode = verbosity.quiet ? Mode.QUIET : Boolean.getBoolean("sartor.terminal") ? Mode.TERMINAL : Mode.PLAIN;
        return new ConsoleProgress(err, mode, System::nanoTime);
    }

    /** Starts a step of the job and prints its title. */
    public synchronized void phase(String title) {
        println(title);
        lastPrinted = nanoTime.getAsLong();
        count = Count.fromZero(lastPrinted);
    }

    /** Starts a step of which {@code done} of {@code total} items were done before. */
    public synchronized void phase(String title, double done, double total, String unit) {
        phase(title);
        count = Count.from(done, total, unit, lastPrinted);
    }

    /**
     * Reports {@code done} of {@code total} items of the step. {@code detail} is further text, or empty. Items of another unit or
     * total, or fewer items than before, start another count: its rate and remaining time depend on its own items only.
     */
    public synchronized void update(double done, double total, String unit, String detail) {
        count = count.next(done, total, unit, nanoTime.getAsLong());
        print(done, total, unit, count.perSecond(done, seconds()), detail);
    }

    /** Like {@link #update(double, double, String, String)} with a given rate, for a step that continues an earlier one. */
    public synchronized void update(double done, double total, String unit, double perSecond, String detail) {
        count = count.next(done, total, unit, nanoTime.getAsLong());
        print(done, total, unit, perSecond, detail);
    }

    private double seconds() {
        return (nanoTime.getAsLong() - count.startNanos()) / NS_PER_S;
    }

    private void print(double done, double total, String unit, double perSecond, String detail) {
        double seconds = seconds();
        boolean hasRemainingTime = perSecond > 0 && total > done;
        if (hasRemainingTime) {
            count.remaining().observe(seconds, total - done, perSecond);
        }
        if (isDue()) {
            printProgress(ConsoleFormat.format(
                    "  %s/%s %s%s%s%s",
                    ConsoleFormat.wholeNumber(done),
                    ConsoleFormat.wholeNumber(total),
                    unit,
                    perSecond > 0 ? ", " + ConsoleFormat.rate(perSecond) + "/s" : "",
                    hasRemainingTime
                            ? ", " + ConsoleFormat.duration(count.remaining().at(seconds)) + " left"
                            : "",
                    detail.isEmpty() ? "" : "; " + detail));
        }
    }

    /**
     * A count of items. The first count of a step starts at the beginning of the step. A later one starts at its first report,
     * since the time of the items before is not known.
     *
     * @param startDone items that were done at {@code startNanos}
     * @param done      items done at the last report
     * @param total     all items
     * @param unit      what is counted; empty before the first report
     */
    private record Count(
            long startNanos, double startDone, double done, double total, String unit, RemainingTime remaining) {
        static Count fromZero(long startNanos) {
            return from(0, 0, "", startNanos);
        }

        static Count from(double done, double total, String unit, long startNanos) {
            return new Count(startNanos, done, done, total, unit, new RemainingTime());
        }

        Count next(double nowDone, double nowTotal, String nowUnit, long nanos) {
            boolean continues = unit.isEmpty() || unit.equals(nowUnit) && total == nowTotal && nowDone >= done;
            return continues
                    ? new Count(startNanos, startDone, nowDone, nowTotal, nowUnit, remaining)
                    : from(nowDone, nowTotal, nowUnit, nanos);
        }

        double perSecond(double nowDone, double seconds) {
            return seconds > 0 ? (nowDone - startDone) / seconds : 0;
        }
    }

    /** Reports the state of the step as text. */
    synchronized void report(String state) {
        if (isDue()) {
            printProgress("  " + state);
        }
    }

    private boolean isDue() {
        long now = nanoTime.getAsLong();
        long interval = mode == Mode.TERMINAL ? TERMINAL_INTERVAL_NS : PLAIN_INTERVAL_NS;
        if (mode == Mode.QUIET || now - lastPrinted < interval) {
            return false;
        }
        lastPrinted = now;
        return true;
    }

    private void printProgress(String line) {
        if (mode == Mode.TERMINAL) {
            err.print(VisibleWriter.CLEAR_LINE);
            err.print(VisibleText.line(line));
        } else {
            err.println(VisibleText.line(line));
        }
        err.flush();
        lineOpen = mode == Mode.TERMINAL;
    }

    /** Prints a warning, also with {@code --quiet}. */
    public synchronized void warn(String text) {
        printAlways("warning: " + text);
    }

    /** Prints a permanent line. */
    public synchronized void println(String line) {
        if (mode != Mode.QUIET) {
            printAlways(line);
        }
    }

    private void printAlways(String line) {
        if (lineOpen) {
            err.print(VisibleWriter.CLEAR_LINE);
        }
        err.println(VisibleText.line(line));
        err.flush();
        lineOpen = false;
    }

    /** Removes the redrawn line at the end of a step. */
    public synchronized void clear() {
        if (lineOpen) {
            err.print(VisibleWriter.CLEAR_LINE);
            err.flush();
            lineOpen = false;
        }
    }
}

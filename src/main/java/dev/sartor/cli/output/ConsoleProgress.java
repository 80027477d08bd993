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
    private static final double NS = 1e9;

    /** The style of the output. */
    enum Mode {
        TERMINAL,
        PLAIN,
        QUIET
    }

    private final PrintWriter err;
    private final Mode mode;
    private final LongSupplier nanoTime;
    private long phaseStart;
    private long lastPrinted;
    private RemainingTime remaining = new RemainingTime();
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
        phaseStart = nanoTime.getAsLong();
        remaining = new RemainingTime();
        lastPrinted = phaseStart;
    }

    /** Reports {@code done} of {@code total} items of the step. {@code detail} is further text, or empty. */
    public synchronized void update(double done, double total, String unit, String detail) {
        double seconds = (nanoTime.getAsLong() - phaseStart) / NS;
        update(done, total, unit, seconds > 0 ? done / seconds : 0, detail);
    }

    /** Like {@link #update(double, double, String, String)} with a given rate, for a step that continues an earlier one. */
    public synchronized void update(double done, double total, String unit, double perSecond, String detail) {
        double seconds = (nanoTime.getAsLong() - phaseStart) / NS;
        boolean known = perSecond > 0 && total > done;
        if (known) {
            remaining.observe(seconds, total - done, perSecond);
        }
        if (isDue()) {
            String left = known ? ", " + ConsoleFormat.duration(remaining.at(seconds)) + " left" : "";
            printProgress(ConsoleFormat.format(
                    "  %s/%s %s, %s/s%s%s",
                    ConsoleFormat.wholeNumber(done),
                    ConsoleFormat.wholeNumber(total),
                    unit,
                    ConsoleFormat.rate(perSecond),
                    left,
                    detail.isEmpty() ? "" : "; " + detail));
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

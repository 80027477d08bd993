package dev.sartor.cli.output;

import dev.sartor.cli.option.VerbosityOptions;
import java.io.PrintWriter;
import java.util.function.LongSupplier;

/**
 * Says on stderr what a long job is doing: on a terminal one line, redrawn a few times a second, with a rate and the
 * time left; piped, a plain line every 10 seconds. Quiet says nothing. Callers may report as often as they like.
 */
public final class ConsoleProgress {
    private static final long TERMINAL_INTERVAL_NS = 200_000_000L;
    private static final long PLAIN_INTERVAL_NS = 10_000_000_000L;
    private static final double NS = 1e9;
    private static final String CLEAR_LINE = "\r\u001b[K";

    /** Where progress goes. */
    enum Mode {
        TERMINAL,
        PLAIN,
        QUIET
    }

    private final PrintWriter err;
    private final Mode mode;
    private final LongSupplier nanoTime;
    private long phaseStart;
    private long lastShown;
    private boolean lineOpen;

    ConsoleProgress(PrintWriter err, Mode mode, LongSupplier nanoTime) {
        this.err = err;
        this.mode = mode;
        this.nanoTime = nanoTime;
    }

    public static ConsoleProgress of(PrintWriter err, VerbosityOptions verbosity) {
        Mode mode = verbosity.quiet ? Mode.QUIET : Boolean.getBoolean("sartor.terminal") ? Mode.TERMINAL : Mode.PLAIN;
        return new ConsoleProgress(err, mode, System::nanoTime);
    }

    /** Starts a step of the job and says so. */
    public synchronized void phase(String title) {
        say(title);
        phaseStart = nanoTime.getAsLong();
        lastShown = phaseStart;
    }

    /** {@code done} of {@code total} units of the step; {@code detail} is whatever else is worth knowing, or empty. */
    public synchronized void update(double done, double total, String unit, String detail) {
        if (due()) {
            double seconds = (lastShown - phaseStart) / NS;
            show(line(done, total, unit, seconds > 0 ? done / seconds : 0, detail));
        }
    }

    /** The same at a known rate: for a step that went on from where an earlier one had stopped. */
    public synchronized void update(double done, double total, String unit, double perSecond, String detail) {
        if (due()) {
            show(line(done, total, unit, perSecond, detail));
        }
    }

    /** How the step stands, in words of the caller's. */
    synchronized void report(String state) {
        if (due()) {
            show("  " + state);
        }
    }

    private boolean due() {
        long now = nanoTime.getAsLong();
        long interval = mode == Mode.TERMINAL ? TERMINAL_INTERVAL_NS : PLAIN_INTERVAL_NS;
        if (mode == Mode.QUIET || now - lastShown < interval) {
            return false;
        }
        lastShown = now;
        return true;
    }

    private void show(String line) {
        err.print(mode == Mode.TERMINAL ? CLEAR_LINE + line : line + System.lineSeparator());
        err.flush();
        lineOpen = mode == Mode.TERMINAL;
    }

    private static String line(double done, double total, String unit, double rate, String detail) {
        String left = rate > 0 && total > done ? ", " + ConsoleFormat.duration((total - done) / rate) + " left" : "";
        return ConsoleFormat.format(
                "  %s/%s %s, %s/s%s%s",
                ConsoleFormat.whole(done),
                ConsoleFormat.whole(total),
                unit,
                ConsoleFormat.rate(rate),
                left,
                detail.isEmpty() ? "" : "; " + detail);
    }

    /** A line of its own that stays. */
    public synchronized void say(String line) {
        if (mode == Mode.QUIET) {
            return;
        }
        err.println((lineOpen ? CLEAR_LINE : "") + line);
        err.flush();
        lineOpen = false;
    }

    /** Removes the line that is being redrawn, at the end of a step. */
    public synchronized void done() {
        if (lineOpen) {
            err.print(CLEAR_LINE);
            err.flush();
            lineOpen = false;
        }
    }
}

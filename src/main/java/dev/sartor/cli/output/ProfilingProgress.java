package dev.sartor.cli.output;

import dev.sartor.base.TimeRange;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import java.time.Duration;

/** Prints the progress of a measurement. */
public final class ProfilingProgress implements MeasurementListener {
    private final ConsoleProgress progress;

    public ProfilingProgress(ConsoleProgress progress) {
        this.progress = progress;
    }

    @Override
    public void onRestart(String change) {
        progress.println(
                "restarting the interrupted measurement, because a table must not mix two runtimes: " + change);
    }

    @Override
    public void onOpened(int done, int all) {
        progress.update(done, all, "models loaded", "");
    }

    @Override
    public void onRefused(String probe, String reason) {
        progress.println("  skipped, the device refused it: " + probe + " (" + reason + ")");
    }

    @Override
    public void onBoardLost(String board, String reason) {
        progress.println("  board " + board + " is lost, the others make its measurements: " + reason);
    }

    @Override
    public void onSlow(double times, Duration wait) {
        progress.println(ConsoleFormat.format(
                "  the device is %.1f times slower than usual: waiting %d s", times, wait.toSeconds()));
    }

    @Override
    public void onMeasured(int round, int rounds, long visits, long allVisits, double seconds, TimeRange remaining) {
        progress.report("round " + round + " of " + rounds + ", " + visits + " measurements, "
                + ConsoleFormat.duration(remaining) + " left");
    }
}

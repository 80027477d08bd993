package dev.sartor.cli.output;

import dev.sartor.latency.measuring.schedule.MeasurementListener;
import java.time.Duration;

/** Tells a person how measuring goes on. */
public final class ProfilingProgress implements MeasurementListener {
    private final ConsoleProgress progress;

    public ProfilingProgress(ConsoleProgress progress) {
        this.progress = progress;
    }

    @Override
    public void restarted(String change) {
        progress.say("the interrupted measurement is begun anew, as rows of two runtimes are never mixed: " + change);
    }

    @Override
    public void opened(int done, int all) {
        progress.update(done, all, "models loaded", "");
    }

    @Override
    public void refused(String probe, String reason) {
        progress.say("  left out, as the device refused it: " + probe + " (" + reason + ")");
    }

    @Override
    public void slow(double times, Duration wait) {
        progress.say(ConsoleFormat.format(
                "  the device takes %.1f times as long as usual: waiting %d s", times, wait.toSeconds()));
    }

    @Override
    public void measured(int round, int rounds, long visits, long allVisits, double seconds, double remainingSeconds) {
        progress.report("round " + round + " of " + rounds + ", " + visits + " visits, "
                + ConsoleFormat.duration(remainingSeconds) + " left");
    }
}

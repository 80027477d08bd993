package dev.sartor.cli;

import dev.sartor.latency.measuring.ProfilingListener;
import java.time.Duration;

/** Tells a person how measuring goes on. */
final class ProfilingProgress implements ProfilingListener {
    private final Progress progress;

    ProfilingProgress(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void begunAnew(String change) {
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
        progress.say(Figures.format(
                "  the device takes %.1f times as long as usual: waiting %d s", times, wait.toSeconds()));
    }

    @Override
    public void measured(int round, int rounds, long visits, long allVisits, double seconds, double remainingSeconds) {
        progress.report("round " + round + " of " + rounds + ", " + visits + " visits, "
                + Figures.duration(remainingSeconds) + " left");
    }
}

package dev.sartor.latency;

import java.util.List;

/** Counts visits and tells the listener how long the rest will take. */
final class Progress {
    private static final double SECONDS_BETWEEN = 0.2;

    private final ProfilingListener listener;
    private final Discipline discipline;
    private final long allVisits;
    private long visits;
    private long visitsHere;
    private double firstSeconds;
    private double toldSeconds;

    Progress(ProfilingListener listener, Discipline discipline, List<Probe> probes, Measured measured) {
        this.listener = listener;
        this.discipline = discipline;
        this.allVisits = (long) probes.size() * discipline.rounds();
        this.visits = probes.stream().mapToLong(p -> measured.visits(p.key())).sum();
    }

    void visited(int round, double seconds) {
        if (visitsHere == 0) {
            firstSeconds = seconds;
            toldSeconds = seconds;
        }
        visits++;
        visitsHere++;
        if (seconds - toldSeconds >= SECONDS_BETWEEN) {
            toldSeconds = seconds;
            double rest = (seconds - firstSeconds) / visitsHere * (allVisits - visits);
            double budget = Math.max(0, discipline.budget().toMillis() / 1e3 - seconds);
            listener.measured(round + 1, discipline.rounds(), visits, allVisits, seconds, Math.min(rest, budget));
        }
    }
}

package dev.sartor.latency.measuring.probe;

import dev.sartor.latency.statistics.LatencyRounding;
import java.util.Arrays;

/**
 * One visit to a probe in one round.
 *
 * @param runsMs the timed runs, in order
 */
public record Visit(String probe, double[] runsMs) {

    /** Leaves out runs that a jumping clock made impossible. */
    static Visit of(String probe, double[] runsMs) {
        return new Visit(
                probe,
                Arrays.stream(runsMs)
                        .filter(ms -> ms > 0 && Double.isFinite(ms))
                        .map(LatencyRounding::toNanoseconds)
                        .toArray());
    }

    public boolean empty() {
        return runsMs.length == 0;
    }
}

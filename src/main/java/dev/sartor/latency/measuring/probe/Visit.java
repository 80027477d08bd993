package dev.sartor.latency.measuring.probe;

import dev.sartor.latency.statistics.LatencyRounding;
import java.util.Arrays;

/**
 * The runs of one probe in one round.
 *
 * @param runsMs latencies of the timed runs, in order
 */
public record Visit(String probe, double[] runsMs) {

    /** Leaves out latencies that are impossible because the clock jumped. */
    static Visit of(String probe, double[] runsMs) {
        return new Visit(
                probe,
                Arrays.stream(runsMs)
                        .filter(ms -> ms > 0 && Double.isFinite(ms))
                        .map(LatencyRounding::toNanoseconds)
                        .toArray());
    }

    /** Whether there are no runs. */
    public boolean empty() {
        return runsMs.length == 0;
    }
}

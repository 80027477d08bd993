package dev.sartor.latency.measuring.probe;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sartor.latency.statistics.LatencyRounding;
import java.util.Arrays;

/**
 * The timed runs of one probe (a model to be timed) in one round of a measurement.
 *
 * @param probe  key of the probe
 * @param runsMs latencies of the timed runs, in order
 */
public record Visit(String probe, double[] runsMs) {
    public Visit {
        if (probe == null || runsMs == null || !Arrays.stream(runsMs).allMatch(Visit::isPossible)) {
            throw new IllegalArgumentException("A visit needs a probe and positive latencies");
        }
    }

    /** Creates a visit without runs whose latency is impossible, as after a jump of the clock. */
    static Visit of(String probe, double[] runsMs) {
        return new Visit(
                probe,
                Arrays.stream(runsMs)
                        .filter(Visit::isPossible)
                        .map(LatencyRounding::roundedToNanosecond)
                        .toArray());
    }

    private static boolean isPossible(double ms) {
        return ms > 0 && Double.isFinite(ms);
    }

    /** Whether no run was timed. */
    @JsonIgnore
    public boolean isEmpty() {
        return runsMs.length == 0;
    }
}

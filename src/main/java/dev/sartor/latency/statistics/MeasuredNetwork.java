package dev.sartor.latency.statistics;

import dev.sartor.network.Network;
import dev.sartor.network.Segment;
import java.util.stream.Collectors;

/**
 * A whole network that was measured.
 *
 * @param segments    texts of stem, blocks and head, joined by {@code |}
 * @param measuredMs  median over rounds
 * @param predictedMs prediction by a table that was not fitted on this network
 */
public record MeasuredNetwork(String segments, double measuredMs, double predictedMs) {
    public MeasuredNetwork {
        if (!(measuredMs > 0) || !Double.isFinite(predictedMs)) {
            throw new IllegalArgumentException("The latencies of a network must be positive and finite, but are "
                    + measuredMs + " ms measured and " + predictedMs + " ms predicted");
        }
    }

    public static MeasuredNetwork of(Network network, double measuredMs, double predictedMs) {
        return new MeasuredNetwork(
                segmentTexts(network),
                LatencyRounding.roundedToNanosecond(measuredMs),
                LatencyRounding.roundedToNanosecond(predictedMs));
    }

    /** The texts of all segments, joined by {@code |}: equal for equal networks. */
    public static String segmentTexts(Network network) {
        return network.segments().stream().map(Segment::text).collect(Collectors.joining("|"));
    }
}

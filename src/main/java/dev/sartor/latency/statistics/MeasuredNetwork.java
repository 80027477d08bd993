package dev.sartor.latency.statistics;

import dev.sartor.network.Network;
import dev.sartor.network.Segment;
import java.util.stream.Collectors;

/**
 * A whole network that was measured.
 *
 * @param segments    the texts of stem, blocks and head, joined by {@code |}
 * @param measuredMs  median over rounds
 * @param predictedMs what the table says without having seen this network
 */
public record MeasuredNetwork(String segments, double measuredMs, double predictedMs) {
    public MeasuredNetwork {
        if (!(measuredMs > 0) || !Double.isFinite(predictedMs)) {
            throw new IllegalArgumentException(
                    "A network cannot have taken " + measuredMs + " ms, predicted " + predictedMs);
        }
    }

    public static MeasuredNetwork of(Network network, double measuredMs, double predictedMs) {
        return new MeasuredNetwork(
                text(network), LatencyRounding.rounded(measuredMs), LatencyRounding.rounded(predictedMs));
    }

    public static String text(Network network) {
        return network.segments().stream().map(Segment::text).collect(Collectors.joining("|"));
    }
}

package dev.sartor.report.drawing;

import dev.sartor.network.Network;
import java.util.List;

/**
 * What each segment of a network has of a total, to be drawn as bars under the boxes.
 *
 * @param quantity what is shared: {@code latency}
 * @param unit     its unit: {@code ms}
 * @param values   one per segment, none negative
 */
public record SegmentShares(String quantity, String unit, List<Double> values) {
    public SegmentShares {
        values = List.copyOf(values);
        for (double value : values) {
            if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("A share must be finite and not negative, not " + value);
            }
        }
    }

    /** The multiply-accumulates of each segment, in millions. */
    public static SegmentShares macs(Network network) {
        return new SegmentShares(
                "multiply-accumulates",
                "M",
                network.segments().stream()
                        .map(s -> SymbolSheet.macs(network, s) / 1e6)
                        .toList());
    }

    /** The sum of all. */
    public double total() {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }

    /** A segment's value over the greatest one's, in [0, 1]. */
    double relative(int segment) {
        double max = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        return max == 0 ? 0 : values.get(segment) / max;
    }
}

package dev.sartor.network;

import dev.sartor.arch.Block;
import dev.sartor.arch.Shape;
import java.util.HashMap;
import java.util.Map;

/**
 * Peak memory of the activations of one image (MobileNetV2, arXiv 1801.04381, section 5.1): the minimum over all execution
 * orders of the maximum over all operations of the total size of live tensors, including the operation's inputs and output.
 * An operation is a convolution or linear layer with the batch norm and pointwise functions that follow it. Sums, scalings and
 * pointwise functions overwrite an input that no later operation reads.
 *
 * <p>Segments run one after another, so the network's peak is the maximum over its segments. Tensors that are written before a
 * segment and read only after it are added. Within a segment, dynamic programming over the sets of operations that are done
 * covers all orders.
 */
public final class PeakMemory {
    /** The number of groups if all channels are computed together. */
    private static final int UNGROUPED = 1;

    private PeakMemory() {}

    /** The peak in bytes for a number format, including the network's input and output. */
    public static long bytes(Network network, Precision precision) {
        return bytes(network, UNGROUPED, precision);
    }

    /**
     * The peak if every inverted residual without squeeze-excite is computed in {@code groups} groups of its expanded channels,
     * one after another, and summed into the output (section 5.1, "bottleneck residual block"). Then a block needs its input,
     * its output, and the slices of one group before and after the depthwise convolution.
     */
    public static long bytes(Network network, int groups, Precision precision) {
        return network.segments().stream()
                .mapToLong(s -> bytes(network, s, groups, precision))
                .max()
                .orElse(precision.bytes(network.input().size()));
    }

    /** The peak while one segment runs, in bytes. */
    public static long bytes(Network network, Segment segment, int groups, Precision precision) {
        if (groups < 1) {
            throw new IllegalArgumentException("Channel groups must be at least 1, not " + groups);
        }
        long passing = passThroughValues(network, segment);
        if (segment.isEmpty()) {
            return precision.bytes(passing + segment.input().size());
        }
        long plain = peak(FusedOperations.of(network, segment));
        long values = groups == UNGROUPED ? plain : Math.min(plain, groupedPeak(network, segment, groups));
        return precision.bytes(passing + values);
    }

    /** The number of values that a segment does not read but that must stay in memory: later segments read them, or they are outputs. */
    private static long passThroughValues(Network network, Segment segment) {
        int[] lastUse = FusedOperations.lastUse(network);
        return network.layers().subList(0, segment.from()).stream()
                .filter(l -> lastUse[l.id()] >= segment.to() && !segment.reads(l.id()))
                .mapToLong(l -> l.output().size())
                .sum();
    }

    /** The number of values in memory while an inverted residual is computed in groups; impossible for other blocks. */
    private static long groupedPeak(Network network, Segment segment, int groups) {
        if (!(segment.part() instanceof Block.InvertedResidual block)
                || block.se().isPresent()) {
            return Long.MAX_VALUE;
        }
        long slices = network.layers().subList(segment.from(), segment.to()).stream()
                .filter(l -> l.op() instanceof Op.Conv c && c.depthwise())
                .mapToLong(l -> slice(network.inputShape(l), groups) + slice(l.output(), groups))
                .sum();
        return segment.input().size() + segment.output().size() + slices;
    }

    /** The number of values of one group of channels. */
    private static long slice(Shape shape, int groups) {
        return shape.withChannels((shape.channels() + groups - 1) / groups).size();
    }

    /** The minimum over all orders: for sets of operations of increasing size, the smallest peak with which they can be done. */
    private static long peak(FusedOperations operations) {
        // by set of operations that are done, as bits: the smallest peak, in values
        Map<Long, Long> reached = Map.of(0L, 0L);
        for (int done = 0; done < operations.count(); done++) {
            Map<Long, Long> next = new HashMap<>();
            reached.forEach((set, peak) -> {
                for (int o = 0; o < operations.count(); o++) {
                    if (operations.isReady(set, o)) {
                        next.merge(set | 1L << o, Math.max(peak, operations.liveValues(set, o)), Math::min);
                    }
                }
            });
            reached = next;
        }
        return reached.values().iterator().next();
    }
}

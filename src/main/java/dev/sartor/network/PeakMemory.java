package dev.sartor.network;

import dev.sartor.arch.Block;
import dev.sartor.arch.Shape;
import java.util.HashMap;
import java.util.Map;

/**
 * The least memory that the activations of one image need at once (MobileNetV2, arXiv 1801.04381, section 5.1): the
 * minimum over all execution orders of the maximum over operations of the sum of the tensors alive, the operation's
 * inputs and outputs included. An operation here is a convolution or linear layer with the batch norm and pointwise
 * functions that follow it; sums, gates and functions write over an input that nobody reads again.
 *
 * <p>Segments run one after another, so the network's peak is the largest of its segments', each with the tensors that are
 * written before it and read behind it alone. Within a segment the search over orders is exhaustive, by the set of
 * operations done.
 */
public final class PeakMemory {
    private PeakMemory() {}

    /** Bytes of activations that one image needs at once in a number format, input and output included. */
    public static long bytes(Network network, Precision precision) {
        return bytes(network, 1, precision);
    }

    /**
     * The same where every inverted residual without squeeze-excite is computed in {@code groups} groups of its expanded
     * channels, one after another, summed into the output (section 5.1's "bottleneck residual block"): input + output +
     * one group's slices before and after the depthwise convolution.
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
        long passing = passing(network, segment);
        if (segment.isEmpty()) {
            return precision.bytes(passing + segment.input().size());
        }
        long plain = peak(FusedOperations.of(network, segment));
        long values = groups == 1 ? plain : Math.min(plain, grouped(network, segment, groups));
        return precision.bytes(passing + values);
    }

    /** Values that are kept while a segment runs which does not read them: others behind it do, or they are a result. */
    private static long passing(Network network, Segment segment) {
        int[] lastUse = FusedOperations.lastUse(network);
        return network.layers().subList(0, segment.from()).stream()
                .filter(l -> lastUse[l.id()] >= segment.to() && !segment.reads(l.id()))
                .mapToLong(l -> l.output().size())
                .sum();
    }

    private static long grouped(Network network, Segment segment, int groups) {
        if (!(segment.part() instanceof Block.InvertedResidual block)
                || block.se().isPresent()) {
            return Long.MAX_VALUE;
        }
        long slices = network.layers().subList(segment.from(), segment.to()).stream()
                .filter(l -> l.op() instanceof Op.Conv c && c.depthwise())
                .mapToLong(l -> slice(network.inputOf(l), groups) + slice(l.output(), groups))
                .sum();
        return segment.input().size() + segment.output().size() + slices;
    }

    private static long slice(Shape shape, int groups) {
        return shape.withChannels((shape.channels() + groups - 1) / groups).size();
    }

    /** Minimax over orders: the best peak with which each set of operations can be done, by the size of the set. */
    private static long peak(FusedOperations operations) {
        Map<Long, Long> reached = Map.of(0L, 0L);
        for (int done = 0; done < operations.count(); done++) {
            Map<Long, Long> next = new HashMap<>();
            reached.forEach((set, peak) -> {
                for (int o = 0; o < operations.count(); o++) {
                    if (operations.ready(set, o)) {
                        next.merge(set | 1L << o, Math.max(peak, operations.alive(set, o)), Math::min);
                    }
                }
            });
            reached = next;
        }
        return reached.values().iterator().next();
    }
}

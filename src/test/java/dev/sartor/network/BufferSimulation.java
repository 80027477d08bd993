package dev.sartor.network;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A slow alternative to {@link PeakMemory} for tests. It simulates all orders of a segment's layers, with a buffer for each
 * tensor that will still be read. Layers are not fused; a pointwise layer, a sum or a scaling overwrites an input of the same
 * size that no later layer reads.
 */
final class BufferSimulation {
    private final Network network;
    private final Segment segment;
    private long best = Long.MAX_VALUE;

    private BufferSimulation(Network network, Segment segment) {
        this.network = network;
        this.segment = segment;
    }

    /** The minimum peak over all orders, as a number of values. */
    static long minimumPeak(Network network, Segment segment) {
        var simulation = new BufferSimulation(network, segment);
        Map<Integer, Integer> reads = new HashMap<>();
        for (int id = segment.from(); id < segment.to(); id++) {
            network.layers().get(id).inputs().forEach(i -> reads.merge(i, 1, Integer::sum));
        }
        // the next segment reads what the last layer writes
        reads.merge(segment.to() - 1, 1, Integer::sum);
        Set<Integer> buffers = new HashSet<>(reads.keySet());
        buffers.removeIf(id -> id >= segment.from());
        simulation.run(new HashSet<>(), buffers, reads, 0);
        return simulation.best;
    }

    private void run(Set<Integer> done, Set<Integer> buffers, Map<Integer, Integer> reads, long peak) {
        if (peak >= best) {
            return;
        }
        if (done.size() == segment.to() - segment.from()) {
            best = peak;
            return;
        }
        for (int id = segment.from(); id < segment.to(); id++) {
            Layer layer = network.layers().get(id);
            if (!done.contains(id) && buffers.containsAll(layer.inputs())) {
                var readsLeft = new HashMap<>(reads);
                layer.inputs().forEach(i -> readsLeft.merge(i, -1, Integer::sum));
                boolean overwrites = writesInPlace(layer.op())
                        && layer.inputs().stream().anyMatch(i -> readsLeft.get(i) == 0 && size(i) == size(layer.id()));
                long needed = buffers.stream().mapToLong(this::size).sum() + (overwrites ? 0 : size(id));
                Set<Integer> after = new HashSet<>(buffers);
                after.add(id);
                after.removeIf(i -> readsLeft.get(i) == 0);
                done.add(id);
                run(done, after, readsLeft, Math.max(peak, needed));
                done.remove(id);
            }
        }
    }

    private long size(int layer) {
        return network.layers().get(layer).output().size();
    }

    private static boolean writesInPlace(Op op) {
        return op instanceof Op.BatchNorm
                || op instanceof Op.Activate
                || op instanceof Op.Dropout
                || op instanceof Op.Add
                || op instanceof Op.Scale;
    }
}

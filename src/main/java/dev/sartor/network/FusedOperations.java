package dev.sartor.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A segment's operations as memory sees them. Tensor 0 is the segment's input, tensor i + 1 what operation i writes; sets
 * of operations and tensors are bit sets in a long.
 */
final class FusedOperations {
    private static final int MAX_OPERATIONS = 62;

    private final List<Operation> list = new ArrayList<>();
    private final List<Long> sizes = new ArrayList<>();

    private record Operation(long reads, boolean inPlace) {}

    private FusedOperations() {}

    static FusedOperations of(Network network, Segment segment) {
        var operations = new FusedOperations();
        operations.sizes.add(segment.input().size());
        int[] readers = new int[segment.to()];
        List<Layer> layers = network.layers().subList(segment.from(), segment.to());
        layers.forEach(l -> l.inputs().forEach(i -> readers[i]++));
        int[] tensor = new int[segment.to()];
        for (Layer layer : layers) {
            int source = layer.inputs().getFirst();
            boolean joins = joins(layer) && readers[source] == 1 && source >= segment.from();
            tensor[layer.id()] = joins ? tensor[source] : operations.add(layer, tensor);
        }
        if (operations.count() > MAX_OPERATIONS) {
            throw new IllegalArgumentException(
                    "Segment " + segment.text() + " has " + operations.count() + " operations");
        }
        return operations;
    }

    private int add(Layer layer, int[] tensor) {
        long reads = 0;
        for (int input : layer.inputs()) {
            reads |= 1L << tensor[input];
        }
        list.add(new Operation(reads, joins(layer) || layer.op() instanceof Op.Add || layer.op() instanceof Op.Scale));
        sizes.add(layer.output().size());
        return list.size();
    }

    /** Pointwise layers with one input run inside the operation that wrote it. */
    private static boolean joins(Layer layer) {
        return switch (layer.op()) {
            case Op.BatchNorm _, Op.Activate _, Op.Dropout _ -> true;
            case Op.Input _,
                    Op.Conv _,
                    Op.Add _,
                    Op.Scale _,
                    Op.Concat _,
                    Op.Shuffle _,
                    Op.AveragePool _,
                    Op.MaxPool _,
                    Op.GlobalAveragePool _,
                    Op.Linear _ -> false;
        };
    }

    int count() {
        return list.size();
    }

    /** Whether an operation is still to be done, and all it reads is written. */
    boolean ready(long done, int operation) {
        long written = done << 1 | 1;
        return (done >> operation & 1) == 0 && (list.get(operation).reads() & ~written) == 0;
    }

    /** Values alive while an operation runs: all written tensors still to be read, and what it writes. */
    long alive(long done, int operation) {
        long before = (done << 1 | 1) & needed(done);
        long after = needed(done | 1L << operation);
        Operation o = list.get(operation);
        long sum = sizes.get(operation + 1);
        boolean reuses = false;
        for (int t = 0; t < sizes.size(); t++) {
            if ((before >> t & 1) == 1) {
                sum += sizes.get(t);
                reuses |= o.inPlace()
                        && (o.reads() >> t & 1) == 1
                        && (after >> t & 1) == 0
                        && sizes.get(t).equals(sizes.get(operation + 1));
            }
        }
        return reuses ? sum - sizes.get(operation + 1) : sum;
    }

    /** Tensors that an operation not yet done reads, and the segment's output. */
    private long needed(long done) {
        long needed = 1L << list.size();
        for (int o = 0; o < list.size(); o++) {
            if ((done >> o & 1) == 0) {
                needed |= list.get(o).reads();
            }
        }
        return needed;
    }
}

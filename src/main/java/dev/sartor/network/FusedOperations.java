package dev.sartor.network;

import java.util.ArrayList;
import java.util.List;

/**
 * The operations of a segment and the tensors that they read and write, to compute {@link PeakMemory}. A pointwise layer is
 * part of the operation before it. The tensors are the segment's inputs, then one output for each operation. Sets of
 * operations and of tensors are bit sets in a long.
 */
final class FusedOperations {
    private static final int MAX_TENSORS = 63;

    private final List<Operation> operations = new ArrayList<>();
    /** The number of values of each tensor. */
    private final List<Long> sizes = new ArrayList<>();
    /** The number of the segment's inputs. */
    private final int inputs;
    /** The set of tensors that later segments read. */
    private long liveAtEnd;

    /**
     * An operation.
     *
     * @param reads   the set of tensors that it reads
     * @param inPlace whether its output can overwrite an input
     */
    private record Operation(long reads, boolean inPlace) {}

    private FusedOperations(Segment segment) {
        inputs = segment.inputs().size();
        segment.inputs().forEach(i -> sizes.add(i.shape().size()));
    }

    static FusedOperations of(Network network, Segment segment) {
        var operations = new FusedOperations(segment);
        int[] lastUse = lastUse(network);
        int[] readers = new int[segment.to()];
        List<Layer> layers = network.layers().subList(segment.from(), segment.to());
        layers.forEach(l -> l.inputs().forEach(i -> readers[i]++));
        // by layer id: the index of the tensor that holds the layer's output
        int[] tensor = new int[segment.to()];
        for (int i = 0; i < operations.inputs; i++) {
            tensor[segment.inputs().get(i).layer()] = i;
            operations.addIfLiveAtEnd(segment, segment.inputs().get(i).layer(), i, lastUse);
        }
        for (Layer layer : layers) {
            int source = layer.inputs().getFirst();
            boolean fuses = fusesWithInput(layer)
                    && readers[source] == 1
                    && source >= segment.from()
                    && lastUse[source] < segment.to();
            tensor[layer.id()] = fuses ? tensor[source] : operations.add(layer, tensor);
            operations.addIfLiveAtEnd(segment, layer.id(), tensor[layer.id()], lastUse);
        }
        if (operations.count() + operations.inputs > MAX_TENSORS) {
            throw new IllegalArgumentException(
                    "Segment " + segment.text() + " has " + operations.count() + " operations");
        }
        return operations;
    }

    /** For each layer the id of the last layer that reads it; the number of layers for an output of the network. */
    static int[] lastUse(Network network) {
        int[] last = new int[network.layers().size()];
        network.layers().forEach(l -> l.inputs().forEach(i -> last[i] = l.id()));
        network.outputs().forEach(o -> last[o] = last.length);
        return last;
    }

    /** Adds a tensor to those that are alive at the end of the segment, if a later segment reads it. */
    private void addIfLiveAtEnd(Segment segment, int layer, int tensor, int[] lastUse) {
        if (lastUse[layer] >= segment.to()) {
            liveAtEnd |= 1L << tensor;
        }
    }

    /** Adds the operation that a layer begins; returns the index of its output tensor. */
    private int add(Layer layer, int[] tensor) {
        long reads = 0;
        for (int input : layer.inputs()) {
            reads |= 1L << tensor[input];
        }
        boolean inPlace = fusesWithInput(layer) || layer.op() instanceof Op.Add || layer.op() instanceof Op.Scale;
        operations.add(new Operation(reads, inPlace));
        sizes.add(layer.output().size());
        return sizes.size() - 1;
    }

    /** Whether a layer is pointwise with one input, so that it runs within the operation that writes this input. */
    private static boolean fusesWithInput(Layer layer) {
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
        return operations.size();
    }

    /**
     * Whether an operation is not yet done and all its inputs are written.
     *
     * @param done the set of operations that are done
     */
    boolean isReady(long done, int operation) {
        long written = writtenTensors(done);
        return (done >> operation & 1) == 0 && (operations.get(operation).reads() & ~written) == 0;
    }

    /**
     * The number of values in memory while an operation runs: tensors that will still be read, and its output.
     *
     * @param done the set of operations that are done before
     */
    long liveValues(long done, int operation) {
        long before = writtenTensors(done) & liveAfter(done);
        long after = liveAfter(done | 1L << operation);
        Operation o = operations.get(operation);
        long sum = sizes.get(inputs + operation);
        boolean reuses = false;
        for (int t = 0; t < sizes.size(); t++) {
            if ((before >> t & 1) == 1) {
                sum += sizes.get(t);
                reuses |= o.inPlace()
                        && (o.reads() >> t & 1) == 1
                        && (after >> t & 1) == 0
                        && sizes.get(t).equals(sizes.get(inputs + operation));
            }
        }
        return reuses ? sum - sizes.get(inputs + operation) : sum;
    }

    /** The tensors in existence: the inputs and the outputs of the operations that are done. */
    private long writtenTensors(long done) {
        return done << inputs | (1L << inputs) - 1;
    }

    /** The tensors that an operation not yet done, or a later segment, reads. */
    private long liveAfter(long done) {
        long needed = liveAtEnd;
        for (int o = 0; o < operations.size(); o++) {
            if ((done >> o & 1) == 0) {
                needed |= operations.get(o).reads();
            }
        }
        return needed;
    }
}

package dev.sartor.executor.plan;

import dev.sartor.network.Layer;
import dev.sartor.network.Network;

/** The number of times each layer's value is read, by layer id; being an output of the network counts as one. */
record ConsumerCounts(int[] counts) {

    static ConsumerCounts of(Network network) {
        int[] counts = new int[network.layers().size()];
        for (Layer layer : network.layers()) {
            layer.inputs().forEach(id -> counts[id]++);
        }
        network.outputs().forEach(id -> counts[id]++);
        return new ConsumerCounts(counts);
    }

    /** Whether a layer's value is read once. */
    boolean hasSingleConsumer(int id) {
        return counts[id] == 1;
    }
}

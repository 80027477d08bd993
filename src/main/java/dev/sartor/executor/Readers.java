package dev.sartor.executor;

import dev.sartor.network.Layer;
import dev.sartor.network.Network;

/** Of each of a network's layers, by id, how many inputs of layers its value is; to be a result of the network counts as one. */
record Readers(int[] counts) {

    static Readers of(Network network) {
        int[] counts = new int[network.layers().size()];
        for (Layer layer : network.layers()) {
            layer.inputs().forEach(id -> counts[id]++);
        }
        network.outputs().forEach(id -> counts[id]++);
        return new Readers(counts);
    }

    /** Whether a layer's value is read once: as one input of one layer. */
    boolean one(int id) {
        return counts[id] == 1;
    }
}

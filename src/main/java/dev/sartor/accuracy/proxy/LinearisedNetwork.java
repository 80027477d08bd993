package dev.sartor.accuracy.proxy;

import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import java.util.ArrayList;
import java.util.List;

/**
 * Linear version of a network: batch norm, activations and dropout are removed, and so are the channel scales of
 * squeeze-and-excitation with the layers that compute them. Parameters keep their names.
 */
final class LinearisedNetwork {
    private final Network network;
    /** For each layer id, the id of the layer that others read in its place: its own unless it is removed. */
    private final int[] replacement;

    /** For each layer id, whether an output depends on the layer. */
    private final boolean[] kept;

    private LinearisedNetwork(Network network) {
        this.network = network;
        replacement = new int[network.layers().size()];
        kept = new boolean[replacement.length];
    }

    static Network of(Network network) {
        return new LinearisedNetwork(network).build();
    }

    private Network build() {
        network.layers()
                .forEach(l -> replacement[l.id()] =
                        isRemoved(l.op()) ? replacement[l.inputs().getFirst()] : l.id());
        network.outputs().forEach(o -> keep(replacement[o]));
        int[] newId = new int[replacement.length];
        List<Layer> layers = new ArrayList<>();
        for (Layer layer : network.layers()) {
            if (kept[layer.id()]) {
                newId[layer.id()] = layers.size();
                layers.add(new Layer(
                        layers.size(),
                        layer.name(),
                        layer.op(),
                        layer.inputs().stream().map(i -> newId[replacement[i]]).toList(),
                        layer.output()));
            }
        }
        return new Network(
                network.name() + "-linearised",
                layers,
                List.of(),
                network.outputs().stream().map(o -> newId[replacement[o]]).toList());
    }

    /** Keeps a layer and all layers that it depends on. */
    private void keep(int id) {
        if (!kept[id]) {
            kept[id] = true;
            network.layer(id).inputs().forEach(i -> keep(replacement[i]));
        }
    }

    private static boolean isRemoved(Op op) {
        return switch (op) {
            case Op.BatchNorm _, Op.Activate _, Op.Dropout _, Op.Scale _ -> true;
            case Op.Input _,
                    Op.Conv _,
                    Op.Linear _,
                    Op.Add _,
                    Op.Concat _,
                    Op.Shuffle _,
                    Op.AveragePool _,
                    Op.MaxPool _,
                    Op.GlobalAveragePool _ -> false;
        };
    }
}

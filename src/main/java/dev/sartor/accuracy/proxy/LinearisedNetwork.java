package dev.sartor.accuracy.proxy;

import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left of a network when it is made linear: batch norm, activations and dropout hand on what they read, and a gate
 * is open, so that what computed it goes too. Weights keep their names.
 */
final class LinearisedNetwork {
    private final Network network;
    /** For each layer the one that its readers read instead. */
    private final int[] source;

    private final boolean[] alive;

    private LinearisedNetwork(Network network) {
        this.network = network;
        source = new int[network.layers().size()];
        alive = new boolean[source.length];
    }

    static Network of(Network network) {
        return new LinearisedNetwork(network).build();
    }

    private Network build() {
        network.layers()
                .forEach(l ->
                        source[l.id()] = handsOn(l.op()) ? source[l.inputs().getFirst()] : l.id());
        network.outputs().forEach(o -> keep(source[o]));
        int[] place = new int[source.length];
        List<Layer> layers = new ArrayList<>();
        for (Layer layer : network.layers()) {
            if (alive[layer.id()]) {
                place[layer.id()] = layers.size();
                layers.add(new Layer(
                        layers.size(),
                        layer.name(),
                        layer.op(),
                        layer.inputs().stream().map(i -> place[source[i]]).toList(),
                        layer.output()));
            }
        }
        return new Network(
                network.name() + " made linear",
                layers,
                List.of(),
                network.outputs().stream().map(o -> place[source[o]]).toList());
    }

    private void keep(int id) {
        if (!alive[id]) {
            alive[id] = true;
            network.layer(id).inputs().forEach(i -> keep(source[i]));
        }
    }

    private static boolean handsOn(Op op) {
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

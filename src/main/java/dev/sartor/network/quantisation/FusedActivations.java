package dev.sartor.network.quantisation;

import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import java.util.Optional;

/**
 * The activation functions that an 8-bit network does not compute separately (fused), because the layer before writes their output:
 * its result is clamped to the range of the tensor anyway. These are ReLU and ReLU6 after a convolution, linear layer, sum or
 * concatenation, and hard sigmoid, (x + 3) / 6 clamped to [0, 1], after a convolution or linear layer. The weights and bias of that
 * layer then contain the (x + 3) / 6.
 */
public final class FusedActivations {
    private final Network network;
    /** By layer id. */
    private final boolean[] fused;

    private FusedActivations(Network network) {
        this.network = network;
        fused = new boolean[network.layers().size()];
    }

    /** Those of a network whose batch norms are folded. */
    public static FusedActivations of(Network network) {
        var activations = new FusedActivations(network);
        int[] readers = new int[network.layers().size()];
        network.layers().forEach(l -> l.inputs().forEach(i -> readers[i]++));
        network.outputs().forEach(o -> readers[o]++);
        for (Layer layer : network.layers()) {
            activations.fused[layer.id()] = layer.op() instanceof Op.Activate a
                    && readers[layer.inputs().getFirst()] == 1
                    && fuses(network.layer(layer.inputs().getFirst()).op(), a.function());
        }
        return activations;
    }

    /** Whether a function can be fused with the operation before it. */
    private static boolean fuses(Op op, Op.Function function) {
        boolean weighted = op instanceof Op.Conv || op instanceof Op.Linear;
        return switch (function) {
            case RELU, RELU6 -> weighted || op instanceof Op.Add || op instanceof Op.Concat;
            case HARD_SIGMOID -> weighted;
            case HSWISH, SWISH, SIGMOID -> false;
        };
    }

    /** Whether the layer before computes this activation. */
    boolean isFused(Layer layer) {
        return fused[layer.id()];
    }

    /** The fused activation after a layer. */
    public Optional<Layer> after(Layer layer) {
        return network.layers().stream()
                .filter(l -> fused[l.id()] && l.inputs().getFirst() == layer.id())
                .findFirst();
    }
}

package dev.sartor.onnx;

import dev.sartor.arch.Shape;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides which tensors of an exported network are N x C (batch, channels) instead of N x C x 1 x 1: those of the linear layers at its
 * end.
 */
final class VectorLayers {
    private final Network network;
    /** Ids of the linear layers whose output is N x C. */
    private final Set<Integer> linear;

    private VectorLayers(Network network) {
        this.network = network;
        linear = network.outputs().stream()
                .flatMap(o -> linearLayers(network, o))
                .collect(Collectors.toSet());
    }

    static VectorLayers of(Network network) {
        return new VectorLayers(network);
    }

    /** Whether a layer is a linear layer whose output is N x C. */
    boolean isVectorLinear(Layer layer) {
        return linear.contains(layer.id());
    }

    /** Declares an output of the graph with the shape of a layer's output. */
    void declareOutput(OnnxGraph graph, String name, Layer layer) {
        Shape shape = layer.output();
        if (isVector(layer.id())) {
            graph.output(name, shape.channels());
        } else {
            graph.output(name, shape.channels(), shape.height(), shape.width());
        }
    }

    /** Whether a layer's output is N x C: that of a linear layer before an output, or of pointwise layers after one. */
    boolean isVector(int id) {
        Layer layer = network.layer(id);
        return linear.contains(id)
                || preservesVector(layer.op())
                        && !(layer.op() instanceof Op.Linear)
                        && isVector(layer.inputs().getFirst());
    }

    /** The linear layers that, except for pointwise layers, are the last ones before an output. */
    private static Stream<Integer> linearLayers(Network network, int output) {
        return Stream.iterate(
                        network.layer(output),
                        l -> preservesVector(l.op()),
                        l -> network.layer(l.inputs().getFirst()))
                .filter(l -> l.op() instanceof Op.Linear)
                .map(Layer::id);
    }

    /** Whether the output of an operation is N x C if its input is. */
    private static boolean preservesVector(Op op) {
        return switch (op) {
            case Op.Linear _, Op.Activate _, Op.Dropout _ -> true;
            case Op.Input _,
                    Op.Conv _,
                    Op.BatchNorm _,
                    Op.Add _,
                    Op.Scale _,
                    Op.Concat _,
                    Op.Shuffle _,
                    Op.AveragePool _,
                    Op.MaxPool _,
                    Op.GlobalAveragePool _ -> false;
        };
    }
}

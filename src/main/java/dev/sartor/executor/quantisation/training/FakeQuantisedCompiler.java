package dev.sartor.executor.quantisation.training;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.node.ActivationTransform;
import dev.sartor.executor.node.BiasTransform;
import dev.sartor.executor.node.Node;
import dev.sartor.executor.node.NodeInput;
import dev.sartor.executor.node.ReadTransform;
import dev.sartor.executor.node.Value;
import dev.sartor.executor.plan.CompiledNetwork;
import dev.sartor.executor.plan.LayerNode;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Parameter.Role;
import dev.sartor.network.quantisation.QuantisedNetwork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compiles a folded network into nodes with a {@link FakeQuantisation} after each tensor that its 8-bit form quantises. Which tensors
 * these are depends on the network alone; their quantisations are set before each pass.
 */
final class FakeQuantisedCompiler {
    private final QuantisedNetwork quantised;
    private final Network network;
    private final int chunks;
    private final Kernels kernels;
    /** How many layers read each layer's value, by layer id; a network output counts as one. */
    private final int[] readers;

    private final List<Node> nodes = new ArrayList<>();
    /** The values that nodes write, by layer id. */
    private final Map<Integer, Value> written = new HashMap<>();
    /** The values that later layers read, by layer id. */
    private final Map<Integer, Value> readable = new HashMap<>();

    private final Map<Integer, FakeQuantisation> roundings = new TreeMap<>();
    /** The last layer that reads each layer's value, which is the first to write its gradient in the backward pass. */
    private final Map<Integer, Layer> lastReaders = new HashMap<>();

    private FakeQuantisedCompiler(QuantisedNetwork quantised, int capacity, Kernels kernels) {
        this.quantised = quantised;
        this.network = quantised.network();
        this.chunks = Chunk.count(capacity);
        this.kernels = kernels;
        readers = new int[network.layers().size()];
        for (Layer layer : network.layers()) {
            layer.inputs().forEach(i -> readers[i]++);
            layer.inputs().forEach(i -> lastReaders.put(i, layer));
        }
        network.outputs().forEach(o -> readers[o]++);
    }

    /**
     * The nodes of a network.
     *
     * @param roundings the nodes that round, by the id of the layer whose quantisation they have
     */
    record Compiled(CompiledNetwork network, Map<Integer, FakeQuantisation> roundings) {}

    /** @param capacity the largest batch */
    static Compiled compile(QuantisedNetwork quantised, int capacity, Kernels kernels) {
        var compiler = new FakeQuantisedCompiler(quantised, capacity, kernels);
        compiler.network.layers().forEach(compiler::add);
        return new Compiled(new CompiledNetwork(compiler.nodes, compiler.written), compiler.roundings);
    }

    private void add(Layer layer) {
        if (quantised.isFused(layer)) {
            // the layer before computes it
            Layer before = network.layer(layer.inputs().getFirst());
            readable.put(layer.id(), readable.get(before.id()));
            written.put(layer.id(), readable.get(layer.id()));
            return;
        }
        Value output = new Value(layer.output(), transform(layer), kernels);
        if (!(layer.op() instanceof Op.Input)) {
            nodes.add(LayerNode.of(layer, inputs(layer), output, kernels));
        }
        written.put(layer.id(), output);
        readable.put(layer.id(), isRounded(layer) ? addRounding(layer, output) : output);
        if (layer.id() == network.outputLayer().id()) {
            // the 8-bit network's outputs are rounded as well
            written.put(layer.id(), readable.get(layer.id()));
        }
    }

    /** Values that were chosen among, or moved from, quantised ones are quantised already. */
    private boolean isRounded(Layer layer) {
        return !quantised.isFloatOutput(layer)
                && switch (layer.op()) {
                    case Op.MaxPool _, Op.Shuffle _ -> false;
                    case Op.Input _,
                            Op.Conv _,
                            Op.Linear _,
                            Op.Activate _,
                            Op.Add _,
                            Op.Scale _,
                            Op.Concat _,
                            Op.AveragePool _,
                            Op.GlobalAveragePool _ -> true;
                    case Op.BatchNorm _, Op.Dropout _ ->
                        throw new IllegalArgumentException("Layer " + layer.name() + " is not folded");
                };
    }

    private Value addRounding(Layer layer, Value value) {
        Value output = new Value(layer.output(), identity(layer), kernels);
        boolean soleReader = true; // later layers read the rounded value
        var mode = layer.op() instanceof Op.Input ? NodeInput.GradientMode.NONE : NodeInput.GradientMode.STORE;
        var node = new FakeQuantisation(new NodeInput(value, mode, soleReader), output, chunks, kernels);
        nodes.add(node);
        roundings.put(layer.id(), node);
        return output;
    }

    private List<NodeInput> inputs(Layer layer) {
        List<NodeInput> inputs = new ArrayList<>();
        for (int i = 0; i < layer.inputs().size(); i++) {
            int id = layer.inputs().get(i);
            // a layer that reads a value twice stores its gradient first and then adds to it
            boolean first = lastReaders.get(id) == layer && layer.inputs().indexOf(id) == i;
            inputs.add(new NodeInput(
                    readable.get(id),
                    first ? NodeInput.GradientMode.STORE : NodeInput.GradientMode.ADD,
                    first && readers[id] == 1));
        }
        return inputs;
    }

    private ReadTransform transform(Layer layer) {
        ActivationFunction function = layer.op() instanceof Op.Activate a
                ? ActivationFunction.of(a.function())
                : quantised
                        .fusedActivation(layer)
                        .map(FakeQuantisedCompiler::functionUnlessClamp)
                        .orElse(ActivationFunction.LINEAR);
        boolean hasBias = layer.op() instanceof Op.Linear || layer.op() instanceof Op.Conv c && c.bias();
        int channels = layer.output().channels();
        return hasBias
                ? new BiasTransform(channels, Parameter.name(layer.name(), Role.BIAS), function)
                : new ActivationTransform(channels, function);
    }

    /** The function of a fused activation; the range of the tensor clamps as ReLU and ReLU6 do. */
    private static ActivationFunction functionUnlessClamp(Layer activation) {
        return switch (((Op.Activate) activation.op()).function()) {
            case RELU, RELU6 -> ActivationFunction.LINEAR;
            case HARD_SIGMOID -> ActivationFunction.of(Op.Function.HARD_SIGMOID);
            case HSWISH, SWISH, SIGMOID -> throw new IllegalStateException(activation.name() + " is not fused");
        };
    }

    private static ReadTransform identity(Layer layer) {
        return new ActivationTransform(layer.output().channels(), ActivationFunction.LINEAR);
    }
}

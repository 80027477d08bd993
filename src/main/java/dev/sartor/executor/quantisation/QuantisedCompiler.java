package dev.sartor.executor.quantisation;

import dev.sartor.arch.Shape;
import dev.sartor.executor.convolution.DepthwiseConv;
import dev.sartor.executor.convolution.GroupSlice;
import dev.sartor.executor.convolution.Im2col;
import dev.sartor.executor.convolution.Im2colConv;
import dev.sartor.executor.convolution.ImplicitGemmConv;
import dev.sartor.executor.convolution.PointwiseConv;
import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.node.ActivationTransform;
import dev.sartor.executor.node.ChannelGather;
import dev.sartor.executor.node.ChannelScale;
import dev.sartor.executor.node.MaxPool;
import dev.sartor.executor.node.Node;
import dev.sartor.executor.node.NodeInput;
import dev.sartor.executor.node.ReadTransform;
import dev.sartor.executor.node.Requantisation;
import dev.sartor.executor.node.Value;
import dev.sartor.executor.plan.CompiledNetwork;
import dev.sartor.network.Layer;
import dev.sartor.network.Op;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.network.quantisation.QuantisedWeights;
import dev.sartor.network.quantisation.SumBound;
import dev.sartor.network.quantisation.TensorQuantisation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles an 8-bit network into nodes (steps). Values are integers stored as 32-bit floats, as differences from their zero
 * points. So the executor's convolutions sum them exactly, and zero padding is right. Winograd convolutions would not be
 * exact.
 */
final class QuantisedCompiler {
    private final QuantisedNetwork quantised;
    private final Kernels kernels;
    private final Map<Integer, Value> values = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();

    private QuantisedCompiler(QuantisedNetwork quantised, Kernels kernels) {
        this.quantised = quantised;
        this.kernels = kernels;
    }

    static CompiledNetwork compile(QuantisedNetwork quantised, Kernels kernels) {
        var compiler = new QuantisedCompiler(quantised, kernels);
        quantised.network().layers().forEach(compiler::add);
        return new CompiledNetwork(compiler.nodes, compiler.values);
    }

    private void add(Layer layer) {
        if (quantised.isFused(layer)) {
            values.put(layer.id(), values.get(layer.inputs().getFirst()));
            return;
        }
        Value output = new Value(layer.output(), transform(layer), kernels);
        if (!(layer.op() instanceof Op.Input)) {
            nodes.add(node(layer, inputs(layer), output));
        }
        values.put(layer.id(), output);
    }

    private List<NodeInput> inputs(Layer layer) {
        return layer.inputs().stream().map(i -> input(values.get(i))).toList();
    }

    private static NodeInput input(Value value) {
        boolean soleReader = false;
        return new NodeInput(value, NodeInput.GradientMode.NONE, soleReader);
    }

    /** How the raw output of a layer is rounded to quantised values. */
    private ReadTransform transform(Layer layer) {
        TensorQuantisation own = quantised.tensor(layer.id());
        return switch (layer.op()) {
            case Op.Conv _, Op.Linear _ ->
                quantised.isFloatOutput(layer) ? identity(layer) : weightedRequantisation(layer);
            case Op.Scale _ ->
                requantisation(
                        layer,
                        quantised.input(layer).scale()
                                * quantised.tensor(layer.inputs().get(1)).scale()
                                / own.scale());
            case Op.GlobalAveragePool _ -> {
                Shape plane = quantised.network().inputShape(layer);
                float pixels = (float) plane.height() * plane.width();
                yield requantisation(layer, quantised.input(layer).scale() / (own.scale() * pixels));
            }
            case Op.Input _,
                    Op.Add _,
                    Op.Activate _,
                    Op.Concat _,
                    Op.Shuffle _,
                    Op.MaxPool _,
                    Op.AveragePool _,
                    Op.BatchNorm _,
                    Op.Dropout _ -> identity(layer);
        };
    }

    private static ReadTransform identity(Layer layer) {
        return new ActivationTransform(layer.output().channels(), ActivationFunction.LINEAR);
    }

    private Requantisation requantisation(Layer layer, float scale) {
        float[] scales = new float[layer.output().channels()];
        Arrays.fill(scales, scale);
        return requantisation(layer, scales, new float[scales.length]);
    }

    private Requantisation requantisation(Layer layer, float[] scales, float[] biases) {
        int zeroPoint = quantised.tensor(layer.id()).zeroPoint();
        return new Requantisation(scales, biases, -zeroPoint, TensorQuantisation.MAX - zeroPoint);
    }

    /** The requantisation of a layer with weights. */
    private Requantisation weightedRequantisation(Layer layer) {
        QuantisedWeights weights = quantised.weights(layer);
        float[] scales = new float[weights.channels()];
        float[] biases = new float[weights.channels()];
        for (int c = 0; c < scales.length; c++) {
            scales[c] = quantised.input(layer).scale()
                    * weights.scale(c)
                    / quantised.tensor(layer.id()).scale();
            biases[c] = isWide(layer) ? 0 : weights.biases()[c];
        }
        return requantisation(layer, scales, biases);
    }

    /** Whether a layer's sums can exceed the integers that a 32-bit float holds exactly. */
    private boolean isWide(Layer layer) {
        return SumBound.of(quantised, layer).sum() > SumBound.MAX_EXACT_IN_FLOAT;
    }

    private Node node(Layer layer, List<NodeInput> in, Value out) {
        NodeInput first = in.getFirst();
        TensorQuantisation own = quantised.tensor(layer.id());
        return switch (layer.op()) {
            case Op.Conv c -> convolution(layer, c, first, out);
            case Op.Linear l -> convolution(layer, l.asConvolution(), first, out);
            case Op.Add _ ->
                new QuantisedSum(
                        in,
                        quantised.input(layer),
                        quantised.tensor(layer.inputs().get(1)),
                        own,
                        out);
            case Op.Activate a ->
                new LookupNode(
                        LookupTable.of(a.function(), quantised.input(layer), own),
                        quantised.input(layer),
                        own,
                        first,
                        out);
            case Op.Scale _ -> new ChannelScale(first, in.get(1), out, kernels);
            case Op.Concat _ -> ChannelGather.concat(requantisedInputs(layer, in), out, kernels);
            case Op.Shuffle s -> ChannelGather.shuffle(s.groups(), first, out, kernels);
            case Op.AveragePool p -> new QuantisedAveragePool(p, own, first, out);
            case Op.MaxPool p -> new MaxPool(p, first, out, kernels);
            case Op.GlobalAveragePool _ -> new PlaneSum(first, out, kernels);
            case Op.Input _, Op.BatchNorm _, Op.Dropout _ ->
                throw new IllegalArgumentException("Layer " + layer.name() + " has no 8-bit form");
        };
    }

    private Node convolution(Layer layer, Op.Conv conv, NodeInput input, Value output) {
        if (isWide(layer)) {
            return new WideConv(conv, quantised.weights(layer), input, output);
        }
        if (conv.depthwise()) {
            return new DepthwiseConv(layer, conv, input, output, kernels);
        }
        if (conv.kernel() == 1 && conv.stride() == 1) {
            return new PointwiseConv(layer, GroupSlice.of(conv, kernels), input, output, kernels);
        }
        return Im2col.hasFewChannels(conv.in())
                ? new Im2colConv(layer, conv, input, output, kernels)
                : new ImplicitGemmConv(layer, conv, input, output, kernels);
    }

    /** The inputs of a concatenation in the quantisation of its output. */
    private List<NodeInput> requantisedInputs(Layer concat, List<NodeInput> in) {
        TensorQuantisation own = quantised.tensor(concat.id());
        List<NodeInput> result = new ArrayList<>();
        for (int i = 0; i < in.size(); i++) {
            TensorQuantisation from = quantised.tensor(concat.inputs().get(i));
            Value requantised = new Value(
                    in.get(i).value().shape,
                    new ActivationTransform(in.get(i).value().shape.channels(), ActivationFunction.LINEAR),
                    kernels);
            nodes.add(new LookupNode(LookupTable.requantise(from, own), from, own, in.get(i), requantised));
            result.add(input(requantised));
        }
        return result;
    }
}

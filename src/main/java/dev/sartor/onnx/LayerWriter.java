package dev.sartor.onnx;

import dev.sartor.arch.Shape;
import dev.sartor.network.Layer;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.ArrayList;
import java.util.List;

/** Adds the nodes and weights of layers to an ONNX graph. */
final class LayerWriter {
    /** Boolean attributes are integers in ONNX. */
    static final int FALSE = 0;

    static final int TRUE = 1;

    private final OnnxGraph graph;
    private final Weights weights;
    private final ActivationOperators operators;

    LayerWriter(OnnxGraph graph, Weights weights, ActivationOperators operators) {
        this.graph = graph;
        this.weights = weights;
        this.operators = operators;
    }

    /**
     * Adds a layer whose tensors are N x C x H x W (batch, channels, height, width); a linear layer becomes a 1x1 convolution.
     *
     * @param in  names of the layer's input tensors
     * @param out name for the layer's output tensor
     * @return the name of the output tensor: {@code out}, or the name of the input if the layer is left out
     */
    String write(Layer layer, List<String> in, String out) {
        String name = layer.name();
        switch (layer.op()) {
            case Op.Input _ -> input(layer.output(), out);
            case Op.Conv c -> convolution(layer, in, out, c.kernel(), c.stride(), c.groups());
            case Op.Linear l -> linear(layer, l, in, out);
            case Op.BatchNorm _ ->
                graph.add(new OnnxNode(OnnxOperator.BATCH_NORMALIZATION, name, withParameters(layer, in), out)
                        .with(OnnxAttribute.EPSILON, Op.BatchNorm.EPSILON));
            case Op.Activate a -> new ActivationWriter(graph, operators).write(name, a.function(), in, out);
            case Op.Add _ -> addNode(OnnxOperator.ADD, name, in, out);
            case Op.Scale _ -> addNode(OnnxOperator.MUL, name, in, out);
            case Op.Concat _ ->
                graph.add(new OnnxNode(OnnxOperator.CONCAT, name, in, out)
                        .with(OnnxAttribute.AXIS, OnnxGraph.CHANNEL_AXIS));
            case Op.Shuffle s -> graph.shuffle(name, s.groups(), layer.output(), in.getFirst(), out);
            case Op.AveragePool p ->
                graph.add(withWindow(new OnnxNode(OnnxOperator.AVERAGE_POOL, name, in, out), p.kernel(), p.stride())
                        .with(OnnxAttribute.COUNT_INCLUDE_PAD, FALSE));
            case Op.MaxPool p ->
                graph.add(withWindow(new OnnxNode(OnnxOperator.MAX_POOL, name, in, out), p.kernel(), p.stride()));
            case Op.GlobalAveragePool _ -> addNode(OnnxOperator.GLOBAL_AVERAGE_POOL, name, in, out);
            case Op.Dropout _ -> {
                return in.getFirst();
            }
        }
        return out;
    }

    /** Adds a node that turns N x C x 1 x 1 into N x C. */
    String writeFlatten(String layer, String in) {
        String out = layer + ".flat";
        graph.add(new OnnxNode(OnnxOperator.FLATTEN, out, List.of(in), out)
                .with(OnnxAttribute.AXIS, OnnxGraph.CHANNEL_AXIS));
        return out;
    }

    /** Adds a linear layer whose tensors are N x C. */
    void writeVectorLinear(Layer layer, String in, String out) {
        graph.add(new OnnxNode(OnnxOperator.GEMM, layer.name(), withParameters(layer, List.of(in)), out)
                .with(OnnxAttribute.TRANS_B, TRUE));
    }

    private void input(Shape shape, String out) {
        graph.input(out, shape.channels(), shape.height(), shape.width());
    }

    private void convolution(Layer layer, List<String> in, String out, int kernel, int stride, int groups) {
        graph.add(withWindow(
                        new OnnxNode(OnnxOperator.CONV, layer.name(), withParameters(layer, in), out), kernel, stride)
                .with(OnnxAttribute.GROUP, groups));
    }

    private void linear(Layer layer, Op.Linear l, List<String> in, String out) {
        String weight = Parameter.name(layer.name(), Parameter.Role.WEIGHT);
        String bias = Parameter.name(layer.name(), Parameter.Role.BIAS);
        Op.Conv convolution = l.asConvolution();
        graph.floatTensor(weight, weights.tensor(weight), List.of(l.out(), l.in(), 1, 1));
        graph.floatTensor(bias, weights.tensor(bias), List.of(l.out()));
        graph.add(withWindow(
                        new OnnxNode(OnnxOperator.CONV, layer.name(), List.of(in.getFirst(), weight, bias), out),
                        convolution.kernel(),
                        convolution.stride())
                .with(OnnxAttribute.GROUP, convolution.groups()));
    }

    /** The node with the attributes of a window, padded as {@link Op} says. */
    static OnnxNode withWindow(OnnxNode node, int kernel, int stride) {
        int pad = (kernel - 1) / 2;
        return node.with(OnnxAttribute.KERNEL_SHAPE, kernel, kernel)
                .with(OnnxAttribute.STRIDES, stride, stride)
                .with(OnnxAttribute.PADS, pad, pad, pad, pad);
    }

    private void addNode(OnnxOperator operator, String name, List<String> in, String out) {
        graph.add(new OnnxNode(operator, name, in, out));
    }

    /** The names of a layer's inputs, followed by those of its parameters, which is also the order in ONNX. */
    private List<String> withParameters(Layer layer, List<String> in) {
        List<String> names = new ArrayList<>(in);
        for (Parameter p : layer.parameters()) {
            names.add(graph.floatTensor(p.name(), weights.tensor(p), p.dims()));
        }
        return names;
    }
}

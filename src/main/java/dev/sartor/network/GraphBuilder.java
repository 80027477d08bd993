package dev.sartor.network;

import dev.sartor.arch.Activation;
import dev.sartor.arch.ArchitecturePart;
import dev.sartor.arch.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Builder of a network. Layers are appended; each reads the layer before it unless its inputs are given. Layers are named within the
 * segment (stem, block or head) that is being built.
 */
final class GraphBuilder {
    /** Limits of a layer's values, weights and MACs, so that sums over all layers are below 2^63. */
    private static final long MAX_VALUES = 1L << 40;

    private static final long MAX_COST = 1L << 48;
    private final List<Layer> layers = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();
    /** The prefix of layer names in the current segment. */
    private String scope = "";

    private ArchitecturePart part;
    private int segmentStart;
    private Segment.Input segmentInput;
    private int last;

    GraphBuilder(Shape input) {
        layers.add(new Layer(0, "input", new Op.Input(), List.of(), input));
    }

    /**
     * Begins the segment of a part, whose input is the last layer.
     *
     * @param scope prefix of the names of its layers
     */
    void beginSegment(String scope, ArchitecturePart part) {
        this.scope = scope;
        this.part = part;
        segmentStart = layers.size();
        segmentInput = new Segment.Input(last, shape());
    }

    void endSegment() {
        segments.add(new Segment(part, segmentStart, layers.size(), List.of(segmentInput), shape()));
    }

    /** The id of the layer that the next one reads. */
    int last() {
        return last;
    }

    /** Makes an earlier layer the input of the next one, to begin a branch. */
    GraphBuilder branchFrom(int id) {
        last = id;
        return this;
    }

    /** The output shape of the last layer. */
    Shape shape() {
        return layers.get(last).output();
    }

    /** @param inputs ids of the layers that it reads */
    GraphBuilder add(String name, Op op, Shape output, Integer... inputs) {
        last = layers.size();
        Layer layer = new Layer(last, scope + "." + name, op, Arrays.asList(inputs), output);
        if (output.size() > MAX_VALUES || layer.weights() > MAX_COST || layer.macs() > MAX_COST) {
            throw new IllegalArgumentException(
                    "Layer " + layer.name() + " with an output of " + output + " is too large");
        }
        layers.add(layer);
        return this;
    }

    /** An ungrouped convolution. */
    GraphBuilder conv(String name, int out, int kernel, int stride) {
        return conv(name, out, kernel, stride, 1);
    }

    /** A 1x1 convolution of stride 1. */
    GraphBuilder pointwise(String name, int out) {
        return stridedPointwise(name, out, 1);
    }

    GraphBuilder stridedPointwise(String name, int out, int stride) {
        return conv(name, out, 1, stride, 1);
    }

    GraphBuilder groupedPointwise(String name, int out, int groups) {
        return conv(name, out, 1, 1, groups);
    }

    GraphBuilder conv(String name, int out, int kernel, int stride, int groups) {
        Shape in = shape();
        boolean bias = false;
        return add(
                name,
                new Op.Conv(in.channels(), out, kernel, stride, groups, bias),
                in.convolutionOutput(stride, out),
                last);
    }

    GraphBuilder depthwise(String name, int kernel, int stride) {
        int channels = shape().channels();
        return conv(name, channels, kernel, stride, channels);
    }

    GraphBuilder norm(String name) {
        return add(name + ".norm", new Op.BatchNorm(shape().channels()), shape(), last);
    }

    GraphBuilder activate(String name, Activation activation) {
        return function(
                name + ".act",
                switch (activation) {
                    case RELU -> Op.Function.RELU;
                    case RELU6 -> Op.Function.RELU6;
                    case HSWISH -> Op.Function.HSWISH;
                    case SWISH -> Op.Function.SWISH;
                });
    }

    GraphBuilder function(String name, Op.Function function) {
        return add(name, new Op.Activate(function), shape(), last);
    }

    GraphBuilder globalAveragePool(String name) {
        return add(name, new Op.GlobalAveragePool(), new Shape(shape().channels(), 1, 1), last);
    }

    GraphBuilder linear(String name, int out) {
        return add(name, new Op.Linear(shape().channels(), out), new Shape(out, 1, 1), last);
    }

    /** The sum of the outputs of two layers. */
    GraphBuilder sum(String name, int a, int b) {
        return add(name, new Op.Add(), layers.get(a).output(), a, b);
    }

    Shape shapeOf(int id) {
        return layers.get(id).output();
    }

    /** The network; its output is the last layer. */
    Network network(String name) {
        return new Network(name, layers, segments, List.of(last));
    }
}

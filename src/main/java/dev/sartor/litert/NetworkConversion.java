package dev.sartor.litert;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.litert.OperationOptions.FusedActivation;
import dev.sartor.litert.OperationOptions.None;
import dev.sartor.litert.OperationOptions.Padding;
import dev.sartor.litert.OperationOptions.Pool2D;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.quantisation.FloatStem;
import dev.sartor.network.quantisation.QuantisedNetwork;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Converts a network, whose batch norms are folded, to a LiteRT graph for one image. Images are 1 x H x W x C; an output is
 * 1 x C if it is that of a linear layer, or of pointwise layers after one.
 */
final class NetworkConversion {
    static final String INPUT = "input";
    static final String OUTPUT = "output";

    /** The dimension of the channels. */
    private static final int CHANNELS = 3;

    private static final boolean KEEP_DIMENSIONS = true;

    /** Maximum of ReLU6; a hard sigmoid is ReLU6(x + 3) / 6. */
    private static final int CLIP = 6;

    /** The version of CONV_2D that has groups of channels. */
    private static final int GROUPED_CONVOLUTION = 6;

    private final Network network;
    private final NumberFormat format;
    private final LiteRtGraph graph;
    /** Ids of the layers whose tensors are outputs of the model. */
    private final List<Integer> outputs;
    /** The index of each layer's output tensor; null until it is converted. */
    private final Integer[] tensors;

    /** The layers whose outputs are 1 x C. */
    private final Set<Integer> vectors = new HashSet<>();

    private NetworkConversion(Network network, NumberFormat format, LiteRtGraph graph, List<Integer> outputs) {
        this.network = network;
        this.format = format;
        this.graph = graph;
        this.outputs = outputs;
        tensors = new Integer[network.layers().size()];
        for (int output : network.outputs()) {
            addVectors(network.layer(output));
        }
    }

    private void addVectors(Layer output) {
        List<Integer> pointwise = new ArrayList<>();
        Layer layer = output;
        while (layer.op() instanceof Op.Activate) {
            pointwise.add(layer.id());
            layer = network.layer(layer.inputs().getFirst());
        }
        if (layer.op() instanceof Op.Linear) {
            vectors.addAll(pointwise);
            vectors.add(layer.id());
        }
    }

    /** @throws UserError if LiteRT lacks an operator */
    static LiteRtModel of(Network network, NumberFormat format) {
        if (network.outputs().contains(0)) {
            throw new IllegalArgumentException("Network " + network.name() + " has no layers to export");
        }
        var conversion = new NetworkConversion(network, format, new LiteRtGraph(), network.outputs());
        conversion.addLayers();
        return conversion.model(conversion.tensors[0]);
    }

    /** Converts a network in 8-bit integers. If its stem is in floats, so is the model's input. */
    static LiteRtModel of(QuantisedNetwork quantised) {
        Network network = quantised.network();
        var format = new Int8Format(quantised);
        if (quantised.stem().isEmpty()) {
            return of(network, format);
        }
        var conversion = new NetworkConversion(network, format, new LiteRtGraph(), network.outputs());
        int input = conversion.addStem(quantised.stem().get());
        conversion.addLayers();
        return conversion.model(input);
    }

    /** Adds a float stem, whose quantised output is the input of the other layers, and returns the index of the image's tensor. */
    private int addStem(FloatStem stem) {
        List<Integer> none = List.of();
        var floats =
                new NetworkConversion(stem.network(), new FloatFormat(stem.network(), stem.weights()), graph, none);
        floats.addLayers();
        Layer output = stem.network().outputLayer();
        Layer input = network.layer(0);
        tensors[0] = graph.add(
                LiteRtOperator.QUANTIZE,
                new None(),
                format.output(input, output.name() + ".quantised", shape(input)),
                floats.tensors[output.id()]);
        return floats.tensors[0];
    }

    private void addLayers() {
        for (Layer layer : network.layers()) {
            if (tensors[layer.id()] == null) {
                tensors[layer.id()] = add(layer);
            }
        }
    }

    private LiteRtModel model(int input) {
        return graph.model(
                network.name(),
                List.of(input),
                outputs.stream().map(o -> tensors[o]).toList());
    }

    /** Adds the operations of a layer and returns the index of its output tensor. */
    private int add(Layer layer) {
        return switch (layer.op()) {
            case Op.Input _ -> graph.add(result(layer));
            case Op.Conv c -> convolution(layer, c);
            case Op.Linear l -> linear(layer, l);
            case Op.Activate a -> activation(layer, a.function());
            case Op.Add _ -> binary(layer, LiteRtOperator.ADD, OperationOptions.Add::new);
            case Op.Scale _ -> binary(layer, LiteRtOperator.MUL, OperationOptions.Mul::new);
            case Op.Concat _ -> concat(layer);
            case Op.Shuffle s -> shuffle(layer, s.groups());
            case Op.AveragePool p -> averagePool(layer, WindowPadding.of(p.kernel(), p.stride(), inputShape(layer)));
            case Op.MaxPool p -> maxPool(layer, WindowPadding.of(p.kernel(), p.stride(), inputShape(layer)));
            case Op.GlobalAveragePool _ ->
                graph.add(
                        LiteRtOperator.MEAN,
                        new OperationOptions.Reducer(KEEP_DIMENSIONS),
                        result(layer),
                        input(layer),
                        graph.shared("spatial axes", 1, 2));
            case Op.Dropout _ -> input(layer);
            case Op.BatchNorm _ ->
                throw new UserError(
                        "LiteRT has no operator for batch normalisation",
                        "layer " + layer.name(),
                        "put it directly after a convolution that nothing else reads, or export to a file .onnx");
        };
    }

    private int convolution(Layer layer, Op.Conv c) {
        WindowPadding window = WindowPadding.of(c.kernel(), c.stride(), inputShape(layer));
        int input = addPadding(layer, window, LiteRtOperator.PAD);
        Padding padding = window.padding();
        if (c.depthwise()) {
            return weighted(
                    layer,
                    LiteRtOperator.DEPTHWISE_CONV_2D,
                    version(LiteRtOperator.DEPTHWISE_CONV_2D, input),
                    a -> new OperationOptions.DepthwiseConv2D(padding, c.stride(), a),
                    WeightOrder.depthwise(c),
                    input);
        }
        return weighted(
                layer,
                LiteRtOperator.CONV_2D,
                c.groups() > 1 ? GROUPED_CONVOLUTION : version(LiteRtOperator.CONV_2D, input),
                a -> new OperationOptions.Conv2D(padding, c.stride(), a),
                WeightOrder.convolution(c),
                input);
    }

    private int linear(Layer layer, Op.Linear l) {
        int input = input(layer);
        if (vectors.contains(layer.id()) && format.hasMatrixProduct(layer)) {
            return weighted(
                    layer,
                    LiteRtOperator.FULLY_CONNECTED,
                    version(LiteRtOperator.FULLY_CONNECTED, input),
                    OperationOptions.FullyConnected::new,
                    WeightOrder.matrix(l),
                    input);
        }
        int stride = 1;
        return weighted(
                layer,
                LiteRtOperator.CONV_2D,
                version(LiteRtOperator.CONV_2D, input),
                a -> new OperationOptions.Conv2D(Padding.VALID, stride, a),
                WeightOrder.pointwise(l),
                input);
    }

    private int version(LiteRtOperator operator, int input) {
        return operator.version(graph.tensor(input).type());
    }

    /**
     * Adds an operation with weights and bias, and the activation function that it can include.
     *
     * @param options makes the options from that function
     * @return the index of the output tensor, as for the methods below
     */
    private int weighted(
            Layer layer,
            LiteRtOperator operator,
            int version,
            Function<FusedActivation, OperationOptions> options,
            WeightOrder order,
            int input) {
        Layer last = withActivation(layer);
        LiteRtTensor result = result(last);
        int weight = graph.add(format.weight(layer, order));
        int bias = graph.add(format.bias(layer));
        // a convolution writes an image, also where the network's output is 1 x C
        boolean reshaped = operator != LiteRtOperator.FULLY_CONNECTED && vectors.contains(last.id());
        LiteRtTensor written = reshaped ? result.like(layer.name() + ".image", image(last.output())) : result;
        int index =
                graph.add(operator, version, options.apply(activationOf(layer, last)), written, input, weight, bias);
        tensors[last.id()] = reshaped ? reshape(result, index) : index;
        return tensors[last.id()];
    }

    private int binary(Layer layer, LiteRtOperator operator, Function<FusedActivation, OperationOptions> options) {
        Layer last = withActivation(layer);
        tensors[last.id()] = graph.add(
                operator, options.apply(activationOf(layer, last)), result(last), input(layer), input(layer, 1));
        return tensors[last.id()];
    }

    /** The activation layer that an operation computes with its own output; the layer itself if there is none. */
    private Layer withActivation(Layer layer) {
        return format.fusedActivation(layer).orElse(layer);
    }

    private static FusedActivation activationOf(Layer layer, Layer last) {
        if (layer == last || !(last.op() instanceof Op.Activate(Op.Function function))) {
            return FusedActivation.NONE;
        }
        return switch (function) {
            case RELU -> FusedActivation.RELU;
            case RELU6 -> FusedActivation.RELU6;
            // only in 8 bits, where the range of the output's integers clamps it
            case HARD_SIGMOID -> FusedActivation.NONE;
            case HSWISH, SWISH, SIGMOID -> throw new IllegalStateException(last.name() + " cannot be fused");
        };
    }

    private int activation(Layer layer, Op.Function function) {
        int in = input(layer);
        List<Integer> shape = shape(layer);
        LiteRtTensor result = result(layer);
        return switch (function) {
            case RELU -> graph.add(LiteRtOperator.RELU, new None(), result, in);
            case RELU6 -> graph.add(LiteRtOperator.RELU6, new None(), result, in);
            case HSWISH -> graph.add(LiteRtOperator.HARD_SWISH, new None(), result, in);
            case SIGMOID ->
                graph.requantised(LiteRtOperator.LOGISTIC, new None(), logistic(result.name(), shape), result, in);
            case SWISH -> {
                int gate = graph.add(LiteRtOperator.LOGISTIC, new None(), logistic(layer.name() + ".gate", shape), in);
                yield graph.add(LiteRtOperator.MUL, new OperationOptions.Mul(FusedActivation.NONE), result, in, gate);
            }
            case HARD_SIGMOID -> {
                int clipped = graph.add(
                        LiteRtOperator.ADD,
                        new OperationOptions.Add(FusedActivation.RELU6),
                        format.between(0, CLIP, layer.name() + ".clipped", shape),
                        in,
                        sharedConstant("three", CLIP / 2f));
                yield graph.add(
                        LiteRtOperator.MUL,
                        new OperationOptions.Mul(FusedActivation.NONE),
                        result,
                        clipped,
                        sharedConstant("sixth", 1f / CLIP));
            }
        };
    }

    /** The output of a sigmoid, for which LiteRT requires the scale 1/256. */
    private LiteRtTensor logistic(String name, List<Integer> shape) {
        return format.between(0, 255f / 256, name, shape);
    }

    private int concat(Layer layer) {
        Layer last = withActivation(layer);
        LiteRtTensor result = result(last);
        Integer[] inputs = new Integer[layer.inputs().size()];
        for (int i = 0; i < inputs.length; i++) {
            // if there is an activation, the output's range begins at 0, so that requantisation clamps like a ReLU
            inputs[i] = graph.withScalesOf(result, input(layer, i), layer.name() + ".input" + (i + 1));
        }
        tensors[last.id()] =
                graph.add(LiteRtOperator.CONCATENATION, new OperationOptions.Concatenation(CHANNELS), result, inputs);
        return tensors[last.id()];
    }

    /** The channels of each pixel as a matrix of groups x n, transposed. */
    private int shuffle(Layer layer, int groups) {
        int input = graph.withScalesOf(result(layer), input(layer), layer.name() + ".input");
        Shape shape = layer.output();
        int pixels = shape.height() * shape.width();
        int n = shape.channels() / groups;
        int grouped = reshape(graph.tensor(input).like(layer.name() + ".grouped", List.of(pixels, groups, n)), input);
        int transposed = graph.add(
                LiteRtOperator.TRANSPOSE,
                new None(),
                graph.tensor(input).like(layer.name() + ".transposed", List.of(pixels, n, groups)),
                grouped,
                graph.shared("transposition", 0, 2, 1));
        return reshape(result(layer), transposed);
    }

    private int reshape(LiteRtTensor result, int input) {
        int[] shape = result.shape().stream().mapToInt(Integer::intValue).toArray();
        return graph.add(
                LiteRtOperator.RESHAPE,
                new OperationOptions.Reshape(result.shape()),
                result,
                input,
                graph.shared("shape " + result.shape(), shape));
    }

    /**
     * An average over the pixels within the image. If zeros are added before the operation, LiteRT counts them; then the
     * averages at the border are multiplied by window size / number of pixels within the image.
     */
    private int averagePool(Layer layer, WindowPadding window) {
        int input = addPadding(layer, window, LiteRtOperator.PAD);
        LiteRtTensor in = graph.tensor(input);
        var options = new Pool2D(window.padding(), window.stride(), window.kernel());
        if (window.padding() == Padding.SAME) {
            LiteRtTensor pooled = in.like(layer.name() + ".pooled", shape(layer));
            return graph.requantised(LiteRtOperator.AVERAGE_POOL_2D, options, pooled, result(layer), input);
        }
        int pooled = graph.add(
                LiteRtOperator.AVERAGE_POOL_2D, options, in.like(layer.name() + ".counted", shape(layer)), input);
        Shape out = layer.output();
        int factors = graph.add(format.constant(
                layer.name() + ".factors",
                List.of(1, out.height(), out.width(), 1),
                window.averageFactors(inputShape(layer), out)));
        return graph.add(
                LiteRtOperator.MUL, new OperationOptions.Mul(FusedActivation.NONE), result(layer), pooled, factors);
    }

    private int maxPool(Layer layer, WindowPadding window) {
        int input = addPadding(layer, window, LiteRtOperator.PADV2);
        return graph.requantised(
                LiteRtOperator.MAX_POOL_2D,
                new Pool2D(window.padding(), window.stride(), window.kernel()),
                graph.tensor(input).like(layer.name() + ".pooled", shape(layer)),
                result(layer),
                input);
    }

    /** The input of a layer with the padding that LiteRT's SAME does not add: zeros, or with PADV2 the lowest values. */
    private int addPadding(Layer layer, WindowPadding window, LiteRtOperator operator) {
        int input = input(layer);
        if (window.padding() == Padding.SAME) {
            return input;
        }
        Shape s = inputShape(layer);
        LiteRtTensor padded = graph.tensor(input)
                .like(
                        layer.name() + ".padded",
                        List.of(
                                1,
                                s.height() + window.top() + window.bottom(),
                                s.width() + window.left() + window.right(),
                                s.channels()));
        // before and after each dimension of N x H x W x C
        int amounts = graph.add(LiteRtTensor.constant(layer.name() + ".padding", List.of(4, 2), new int[] {
            0, 0, window.top(), window.bottom(), window.left(), window.right(), 0, 0
        }));
        return operator == LiteRtOperator.PADV2
                ? graph.add(
                        operator,
                        new None(),
                        padded,
                        input,
                        amounts,
                        graph.add(format.lowest(padded, layer.name() + ".lowest")))
                : graph.add(operator, new None(), padded, input, amounts);
    }

    private int sharedConstant(String name, float value) {
        return graph.shared(name, () -> format.constant(name, List.of(1), value));
    }

    private int input(Layer layer) {
        return input(layer, 0);
    }

    private int input(Layer layer, int index) {
        return tensors[layer.inputs().get(index)];
    }

    private Shape inputShape(Layer layer) {
        return network.inputShape(layer);
    }

    private LiteRtTensor result(Layer layer) {
        return format.output(layer, name(layer), shape(layer));
    }

    private String name(Layer layer) {
        int output = outputs.indexOf(layer.id());
        if (output < 0) {
            return layer.id() == 0 ? INPUT : layer.name();
        }
        return outputs.size() == 1 ? OUTPUT : OUTPUT + (output + 1);
    }

    private List<Integer> shape(Layer layer) {
        return vectors.contains(layer.id()) ? List.of(1, layer.output().channels()) : image(layer.output());
    }

    private static List<Integer> image(Shape shape) {
        return List.of(1, shape.height(), shape.width(), shape.channels());
    }
}

package dev.sartor.onnx;

import dev.sartor.arch.Shape;
import dev.sartor.network.Layer;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.quantisation.FloatStem;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.network.quantisation.QuantisedWeights;
import dev.sartor.network.quantisation.TensorQuantisation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Adds the nodes and weights of an 8-bit network's layers to an ONNX graph. The quantised tensor of a layer is named {@code
 * LAYER.quantised}. Max pool, shuffle and flatten work on quantised tensors, which ONNX allows.
 */
final class QuantisedLayerWriter {
    /** The axis of weights and biases along which their scales differ. */
    private static final int OUTPUT_CHANNEL_AXIS = 0;

    private static final String QUANTISED = ".quantised";
    private static final String DEQUANTISED = ".dequantised";

    private final OnnxGraph graph;
    private final QuantisedNetwork network;
    private final VectorLayers vectors;
    private final Map<Integer, String> outputs;
    /** The names of the quantised and of the dequantised tensor of each layer; null where none is written yet. */
    private final String[] quantised;

    private final String[] dequantised;

    /** @param outputs the names of the graph's outputs by layer id */
    QuantisedLayerWriter(
            OnnxGraph graph, QuantisedNetwork network, VectorLayers vectors, Map<Integer, String> outputs) {
        this.outputs = outputs;
        this.graph = graph;
        this.network = network;
        this.vectors = vectors;
        quantised = new String[network.tensors().size()];
        dequantised = new String[network.tensors().size()];
    }

    /** Adds a layer. */
    void write(Layer layer) {
        String name = layer.name();
        switch (layer.op()) {
            case Op.Input _ -> input(layer);
            case Op.Conv c -> convolution(layer, c, List.of(c.out(), c.in() / c.groups(), c.kernel(), c.kernel()));
            case Op.Linear l -> {
                if (vectors.isVectorLinear(layer)) {
                    vectorLinear(layer, l);
                } else {
                    convolution(layer, l.asConvolution(), List.of(l.out(), l.in(), 1, 1));
                }
            }
            case Op.Activate a -> activation(layer, a.function());
            case Op.Add _ -> addQuantised(layer, new OnnxNode(OnnxOperator.ADD, name, dequantisedInputs(layer), name));
            case Op.Scale _ ->
                addQuantised(layer, new OnnxNode(OnnxOperator.MUL, name, dequantisedInputs(layer), name));
            case Op.Concat _ ->
                addQuantised(
                        layer,
                        new OnnxNode(OnnxOperator.CONCAT, name, dequantisedInputs(layer), name)
                                .with(OnnxAttribute.AXIS, OnnxGraph.CHANNEL_AXIS));
            case Op.Shuffle s -> shuffle(layer, s.groups());
            case Op.AveragePool p ->
                addQuantised(
                        layer,
                        LayerWriter.withWindow(
                                        new OnnxNode(OnnxOperator.AVERAGE_POOL, name, dequantisedInputs(layer), name),
                                        p.kernel(),
                                        p.stride())
                                .with(OnnxAttribute.COUNT_INCLUDE_PAD, LayerWriter.FALSE));
            case Op.MaxPool p -> {
                quantised[layer.id()] = name + QUANTISED;
                graph.add(LayerWriter.withWindow(
                        new OnnxNode(OnnxOperator.MAX_POOL, name, List.of(quantisedInput(layer)), name + QUANTISED),
                        p.kernel(),
                        p.stride()));
            }
            case Op.GlobalAveragePool _ ->
                addQuantised(
                        layer, new OnnxNode(OnnxOperator.GLOBAL_AVERAGE_POOL, name, dequantisedInputs(layer), name));
            case Op.BatchNorm _, Op.Dropout _ ->
                throw new IllegalArgumentException("Layer " + name + " has no 8-bit form");
        }
    }

    /** Adds an output of the graph, unless the layer itself has written it. */
    void writeOutput(Layer layer, String name) {
        if (!network.isFloatOutput(layer)) {
            graph.add(dequantiseNode(quantised[layer.id()], name, network.tensor(layer.id())));
        }
    }

    /** Adds the input, and the float stem if there is one, whose output is quantised instead of the image. */
    private void input(Layer layer) {
        if (network.stem().isPresent()) {
            String output = stem(network.stem().get());
            addQuantise(layer, output, output);
            return;
        }
        Shape shape = layer.output();
        graph.input(OnnxExport.INPUT, shape.channels(), shape.height(), shape.width());
        addQuantise(layer, OnnxExport.INPUT, OnnxExport.INPUT);
    }

    /** Adds the layers of a float stem, and returns the name of its output. */
    private String stem(FloatStem stem) {
        var writer = new LayerWriter(graph, stem.weights(), ActivationOperators.STANDARD);
        List<String> tensors = new ArrayList<>();
        for (Layer layer : stem.network().layers()) {
            tensors.add(writer.write(
                    layer,
                    layer.inputs().stream().map(tensors::get).toList(),
                    layer.id() == 0 ? OnnxExport.INPUT : layer.name()));
        }
        return tensors.getLast();
    }

    /** Adds an operator whose output, a tensor of the layer's name, is quantised. */
    private void addQuantised(Layer layer, OnnxNode node) {
        graph.add(node);
        addQuantise(layer, layer.name(), layer.name());
    }

    /**
     * Adds the node that quantises a layer's output.
     *
     * @param tensor the name of the float tensor
     * @param name   the beginning of the quantised tensor's name
     */
    private void addQuantise(Layer layer, String tensor, String name) {
        quantised[layer.id()] = name + QUANTISED;
        graph.add(quantiseNode(tensor, name + QUANTISED, network.tensor(layer.id())));
    }

    private OnnxNode quantiseNode(String tensor, String out, TensorQuantisation quantisation) {
        return new OnnxNode(
                OnnxOperator.QUANTIZE_LINEAR, out, List.of(tensor, scale(quantisation), zeroPoint(quantisation)), out);
    }

    private OnnxNode dequantiseNode(String tensor, String out, TensorQuantisation quantisation) {
        return new OnnxNode(
                OnnxOperator.DEQUANTIZE_LINEAR,
                out,
                List.of(tensor, scale(quantisation), zeroPoint(quantisation)),
                out);
    }

    private String scale(TensorQuantisation quantisation) {
        return graph.scalar("scale." + quantisation.scale(), quantisation.scale());
    }

    private String zeroPoint(TensorQuantisation quantisation) {
        return graph.uint8Scalar("zero." + quantisation.zeroPoint(), quantisation.zeroPoint());
    }

    private String quantisedInput(Layer layer) {
        return quantised[layer.inputs().getFirst()];
    }

    /** The dequantised tensor of a layer, which all its readers share. */
    private String dequantisedTensor(int layer) {
        if (dequantised[layer] == null) {
            String name = quantised[layer].replace(QUANTISED, DEQUANTISED);
            graph.add(dequantiseNode(quantised[layer], name, network.tensor(layer)));
            dequantised[layer] = name;
        }
        return dequantised[layer];
    }

    private List<String> dequantisedInputs(Layer layer) {
        return layer.inputs().stream().map(this::dequantisedTensor).toList();
    }

    private void convolution(Layer layer, Op.Conv c, List<Integer> dims) {
        List<String> in = new ArrayList<>(dequantisedInputs(layer));
        addWeights(layer, dims, in);
        addQuantised(
                layer,
                LayerWriter.withWindow(
                                new OnnxNode(OnnxOperator.CONV, layer.name(), in, layer.name()), c.kernel(), c.stride())
                        .with(OnnxAttribute.GROUP, c.groups()));
    }

    /** Adds a linear layer whose tensors have two dimensions, batch and channels. */
    private void vectorLinear(Layer layer, Op.Linear l) {
        int source = layer.inputs().getFirst();
        List<String> in = new ArrayList<>();
        if (vectors.isVector(source)) {
            in.add(dequantisedTensor(source));
        } else {
            String flat = layer.name() + ".flat";
            graph.add(new OnnxNode(OnnxOperator.FLATTEN, flat, List.of(quantised[source]), flat + QUANTISED)
                    .with(OnnxAttribute.AXIS, OnnxGraph.CHANNEL_AXIS));
            graph.add(dequantiseNode(flat + QUANTISED, flat + DEQUANTISED, network.tensor(source)));
            in.add(flat + DEQUANTISED);
        }
        addWeights(layer, List.of(l.out(), l.in()), in);
        if (network.isFloatOutput(layer)) {
            graph.add(gemm(layer, in, outputs.get(layer.id())));
        } else {
            addQuantised(layer, gemm(layer, in, layer.name()));
        }
    }

    private static OnnxNode gemm(Layer layer, List<String> in, String out) {
        return new OnnxNode(OnnxOperator.GEMM, layer.name(), in, out).with(OnnxAttribute.TRANS_B, LayerWriter.TRUE);
    }

    /** Adds the dequantised weights and biases of a layer, and their names to those of its inputs. */
    private void addWeights(Layer layer, List<Integer> dims, List<String> in) {
        QuantisedWeights weights = network.weights(layer);
        List<Integer> scaleDims = weights.isPerChannel() ? List.of(weights.channels()) : List.of();
        float[] biasScales = new float[weights.scales().length];
        for (int i = 0; i < biasScales.length; i++) {
            biasScales[i] = network.input(layer).scale() * weights.scale(i);
        }
        String weight = Parameter.name(layer.name(), Parameter.Role.WEIGHT);
        String bias = Parameter.name(layer.name(), Parameter.Role.BIAS);
        in.add(constant(
                weight,
                List.of(
                        graph.int8Tensor(weight, weights.values(), dims),
                        graph.floatTensor(weight + ".scale", weights.scales(), scaleDims),
                        graph.int8Tensor(weight + ".zero", new byte[weights.scales().length], scaleDims)),
                weights.isPerChannel()));
        in.add(constant(
                bias,
                List.of(
                        graph.int32Tensor(bias, weights.biases(), List.of(weights.channels())),
                        graph.floatTensor(bias + ".scale", biasScales, scaleDims)),
                weights.isPerChannel()));
    }

    /**
     * Adds the node that dequantises a constant; returns the name of its output.
     *
     * @param parts names of the constants: values and scales, and zero points if they are not left out
     */
    private String constant(String name, List<String> parts, boolean perChannel) {
        String out = name + DEQUANTISED;
        OnnxNode node = new OnnxNode(OnnxOperator.DEQUANTIZE_LINEAR, out, parts, out);
        graph.add(perChannel ? node.with(OnnxAttribute.AXIS, OUTPUT_CHANNEL_AXIS) : node);
        return out;
    }

    private void activation(Layer layer, Op.Function function) {
        String name = layer.name();
        if (network.isFused(layer)) {
            // the layer before computes it
            quantised[layer.id()] = quantisedInput(layer);
            dequantised[layer.id()] = dequantised[layer.inputs().getFirst()];
            return;
        }
        if (function == Op.Function.SWISH) {
            addQuantised(
                    layer,
                    new OnnxNode(
                            OnnxOperator.MUL,
                            name,
                            List.of(dequantisedInputs(layer).getFirst(), sigmoid(layer)),
                            name));
            return;
        }
        new ActivationWriter(graph, ActivationOperators.STANDARD).write(name, function, dequantisedInputs(layer), name);
        addQuantise(layer, name, name);
    }

    /** The quantised sigmoid of a swish. */
    private String sigmoid(Layer layer) {
        String sigmoid = layer.name() + ".sigmoid";
        graph.add(new OnnxNode(OnnxOperator.SIGMOID, sigmoid, dequantisedInputs(layer), sigmoid));
        graph.add(quantiseNode(sigmoid, sigmoid + QUANTISED, TensorQuantisation.SIGMOID));
        graph.add(dequantiseNode(sigmoid + QUANTISED, sigmoid + DEQUANTISED, TensorQuantisation.SIGMOID));
        return sigmoid + DEQUANTISED;
    }

    private void shuffle(Layer layer, int groups) {
        quantised[layer.id()] = layer.name() + QUANTISED;
        graph.shuffle(layer.name(), groups, layer.output(), quantisedInput(layer), layer.name() + QUANTISED);
    }
}

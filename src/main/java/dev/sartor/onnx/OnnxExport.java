package dev.sartor.onnx;

import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Weights;
import java.util.List;

/**
 * Export of networks as ONNX models (opset 17, 32-bit floats). The input {@code input} is N x C x H x W with a symbolic batch
 * size N. The output {@code output} is N x classes if the network ends in linear layers, otherwise N x C x H x W; several
 * outputs are named {@code output1}, {@code output2} and so on. Dropout is left out.
 */
public final class OnnxExport {
    /** The format of the exported files, for messages. */
    public static final String FORMAT = "ONNX opset " + OnnxOperator.OPSET + ", fp32";

    /** The name of the model's input. */
    public static final String INPUT = "input";
    /** The name of the model's output. */
    public static final String OUTPUT = "output";

    private final Network network;
    /** The ids of the layers whose tensors are the outputs. */
    private final List<Integer> outputs;

    private final VectorLayers vectors;
    /** The name of the output tensor of each layer. */
    private final String[] tensors;

    private OnnxExport(Network network) {
        this.network = network;
        outputs = network.outputs().stream().map(this::exportedLayer).toList();
        vectors = VectorLayers.of(network);
        tensors = new String[network.layers().size()];
    }

    /**
     * The content of the ONNX file of a network, before or after its batch norms are folded. The same network, weights and
     * metadata give the same bytes.
     *
     * @throws IllegalArgumentException if weights are missing or of the wrong size
     */
    public static byte[] bytes(Network network, Weights weights, OnnxMetadata metadata) {
        return bytes(network, weights, metadata, ActivationOperators.STANDARD);
    }

    /** {@link #bytes(Network, Weights, OnnxMetadata)} with a choice of operators. */
    public static byte[] bytes(Network network, Weights weights, OnnxMetadata metadata, ActivationOperators operators) {
        return OnnxModel.bytes(new OnnxExport(network).graph(weights, operators), metadata);
    }

    private OnnxGraph graph(Weights weights, ActivationOperators operators) {
        OnnxGraph graph = new OnnxGraph(network.name());
        LayerWriter writer = new LayerWriter(graph, weights, operators);
        int lastExported = outputs.stream().mapToInt(Integer::intValue).max().orElseThrow();
        for (Layer layer : network.layers().subList(0, lastExported + 1)) {
            int output = outputs.indexOf(layer.id());
            String name = layer.id() == 0 ? INPUT : output >= 0 ? outputName(output) : layer.name();
            tensors[layer.id()] = writeLayer(writer, layer, name);
        }
        for (int i = 0; i < outputs.size(); i++) {
            vectors.declareOutput(graph, outputName(i), network.layer(outputs.get(i)));
        }
        return graph;
    }

    private String outputName(int output) {
        return outputName(output, outputs.size());
    }

    /** The name of one of {@code count} output tensors; several are numbered from 1. */
    static String outputName(int output, int count) {
        return count == 1 ? OUTPUT : OUTPUT + (output + 1);
    }

    private String writeLayer(LayerWriter writer, Layer layer, String out) {
        List<String> in = layer.inputs().stream().map(i -> tensors[i]).toList();
        if (!vectors.isVectorLinear(layer)) {
            return writer.write(layer, in, out);
        }
        int source = layer.inputs().getFirst();
        writer.writeVectorLinear(
                layer,
                vectors.isVector(source) ? in.getFirst() : writer.writeFlatten(layer.name(), in.getFirst()),
                out);
        return out;
    }

    /** The layer whose tensor is exported for an output: if the output is dropout, which is left out, the layer before. */
    private int exportedLayer(int output) {
        int last = output;
        while (network.layer(last).op() instanceof Op.Dropout) {
            last = network.layer(last).inputs().getFirst();
        }
        if (last == 0) {
            throw new IllegalArgumentException("Network " + network.name() + " has no layers to export");
        }
        return last;
    }
}

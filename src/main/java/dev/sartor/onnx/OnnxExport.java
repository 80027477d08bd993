package dev.sartor.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import dev.sartor.arch.Shape;
import dev.sartor.base.Release;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Weights;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    private final List<Integer> outputs;
    private final Set<Integer> vectorLinearLayers;
    private final String[] tensors;

    private OnnxExport(Network network) {
        this.network = network;
        outputs = network.outputs().stream().map(this::exportedLayer).toList();
        vectorLinearLayers = network.outputs().stream()
                .flatMap(o -> vectorLinearLayers(network, o))
                .collect(Collectors.toSet());
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
        OnnxGraph graph = new OnnxExport(network).graph(weights, operators);
        var model = ModelProto.newBuilder()
                .setIrVersion(OnnxOperator.IR_VERSION)
                .setProducerName("sartor")
                .setProducerVersion(Release.version())
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OnnxOperator.OPSET))
                .setGraph(graph.proto());
        metadata.entries()
                .forEach((key, value) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }

    private OnnxGraph graph(Weights weights, ActivationOperators operators) {
        OnnxGraph graph = new OnnxGraph(network.name());
        LayerWriter writer = new LayerWriter(graph, weights, operators);
        int last = outputs.stream().mapToInt(Integer::intValue).max().orElseThrow();
        for (Layer layer : network.layers().subList(0, last + 1)) {
            int output = outputs.indexOf(layer.id());
            String name = layer.id() == 0 ? INPUT : output >= 0 ? outputName(output) : layer.name();
            tensors[layer.id()] = writeLayer(writer, layer, name);
        }
        for (int i = 0; i < outputs.size(); i++) {
            Shape shape = network.layer(outputs.get(i)).output();
            if (isVector(outputs.get(i))) {
                graph.output(outputName(i), shape.channels());
            } else {
                graph.output(outputName(i), shape.channels(), shape.height(), shape.width());
            }
        }
        return graph;
    }

    /** The name of an output tensor; several are numbered from 1. */
    private String outputName(int output) {
        return outputs.size() == 1 ? OUTPUT : OUTPUT + (output + 1);
    }

    private String writeLayer(LayerWriter writer, Layer layer, String out) {
        List<String> in = layer.inputs().stream().map(i -> tensors[i]).toList();
        if (!vectorLinearLayers.contains(layer.id())) {
            return writer.write(layer, in, out);
        }
        int source = layer.inputs().getFirst();
        writer.writeVectorLinear(
                layer, isVector(source) ? in.getFirst() : writer.writeFlatten(layer.name(), in.getFirst()), out);
        return out;
    }

    /** Whether a layer's output is N x C: that of a linear layer before an output, or of pointwise layers after one. */
    private boolean isVector(int id) {
        Layer layer = network.layer(id);
        return vectorLinearLayers.contains(id)
                || preservesVector(layer.op())
                        && !(layer.op() instanceof Op.Linear)
                        && isVector(layer.inputs().getFirst());
    }

    /** The last layer before an output that is exported: dropout is left out. */
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

    /** The linear layers that, except for pointwise layers, are the last ones before an output. */
    private static Stream<Integer> vectorLinearLayers(Network network, int output) {
        return Stream.iterate(
                        network.layer(output),
                        l -> preservesVector(l.op()),
                        l -> network.layer(l.inputs().getFirst()))
                .filter(l -> l.op() instanceof Op.Linear)
                .map(Layer::id);
    }

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

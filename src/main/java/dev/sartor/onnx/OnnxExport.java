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

/**
 * Networks as ONNX models (opset 17, 32-bit floats). The input {@code input} is N x C x H x W with N left open; the output
 * {@code output} is N x classes for a network that ends in linear layers, else N x C x H x W. Dropout is left out.
 */
public final class OnnxExport {
    /** What kind of models these are, in a few words. */
    public static final String FORMAT = "ONNX opset " + OnnxOperator.OPSET + ", fp32";

    /** The name of the model's input. */
    public static final String INPUT = "input";
    /** The name of the model's output. */
    public static final String OUTPUT = "output";

    private final Network network;
    private final int firstFlat;
    private final String[] tensors;

    private OnnxExport(Network network) {
        this.network = network;
        firstFlat = firstFlat(network);
        tensors = new String[network.layers().size()];
    }

    /**
     * The model file of a network, as it is before or after batch norm was folded. The same network, weights and
     * metadata give the same bytes.
     *
     * @throws IllegalArgumentException when weights are missing or of the wrong size
     */
    public static byte[] bytes(Network network, Weights weights, OnnxMetadata metadata) {
        OnnxGraph graph = new OnnxExport(network).graph(weights);
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

    private OnnxGraph graph(Weights weights) {
        OnnxGraph graph = new OnnxGraph(network.name());
        LayerWriter writer = new LayerWriter(graph, weights);
        int last = lastWritten();
        for (Layer layer : network.layers().subList(0, last + 1)) {
            String name = layer.id() == 0 ? INPUT : layer.id() == last ? OUTPUT : layer.name();
            tensors[layer.id()] = write(writer, layer, name);
        }
        Shape shape = network.output();
        if (firstFlat <= last) {
            graph.output(OUTPUT, shape.channels());
        } else {
            graph.output(OUTPUT, shape.channels(), shape.height(), shape.width());
        }
        return graph;
    }

    private String write(LayerWriter writer, Layer layer, String out) {
        List<String> in = layer.inputs().stream().map(i -> tensors[i]).toList();
        if (layer.id() < firstFlat || !(layer.op() instanceof Op.Linear)) {
            return writer.write(layer, in, out);
        }
        String flat = layer.id() == firstFlat ? writer.flatten(layer.name(), in.getFirst()) : in.getFirst();
        writer.flatLinear(layer, flat, out);
        return out;
    }

    private int lastWritten() {
        int last = network.layers().size() - 1;
        while (network.layer(last).op() instanceof Op.Dropout) {
            last = network.layer(last).inputs().getFirst();
        }
        if (last == 0) {
            throw new IllegalArgumentException("Network " + network.name() + " does nothing that could be exported");
        }
        return last;
    }

    /** The first of the linear layers that the network ends in, or the number of layers where it ends otherwise. */
    private static int firstFlat(Network network) {
        int first = network.layers().size();
        for (Layer l = network.layers().getLast();
                keepsVectors(l.op());
                l = network.layer(l.inputs().getFirst())) {
            if (l.op() instanceof Op.Linear) {
                first = l.id();
            }
        }
        return first;
    }

    private static boolean keepsVectors(Op op) {
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

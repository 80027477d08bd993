package dev.sartor.onnx;

import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.quantisation.QuantisedNetwork;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Export of 8-bit networks as ONNX models (opset 17) in QDQ form (quantise, dequantise), which has only standard operators. Every operator
 * reads tensors through {@code DequantizeLinear} and writes through {@code QuantizeLinear}, and a runtime replaces each such group by an integer
 * kernel. Input and output are those of {@link OnnxExport}, 32-bit floats.
 */
public final class QuantisedExport {
    /** The format of the exported files, for messages. */
    public static final String FORMAT = "ONNX opset " + OnnxOperator.OPSET + ", int8 (QDQ)";

    private final QuantisedNetwork quantised;
    private final Network network;
    private final VectorLayers vectors;

    private QuantisedExport(QuantisedNetwork quantised) {
        this.quantised = quantised;
        network = quantised.network();
        vectors = VectorLayers.of(network);
    }

    /** The content of the ONNX file. The same network and metadata give the same bytes. */
    public static byte[] bytes(QuantisedNetwork quantised, OnnxMetadata metadata) {
        return OnnxModel.bytes(new QuantisedExport(quantised).graph(), metadata);
    }

    /**
     * The content of a file that computes only the float stem of a network, and quantises its output: the values that the other layers
     * read, as 32-bit floats.
     *
     * @throws IllegalArgumentException if the network has none
     */
    public static byte[] stemBytes(QuantisedNetwork quantised) {
        if (quantised.stem().isEmpty()) {
            throw new IllegalArgumentException("Network " + quantised.network().name() + " has no float stem");
        }
        var export = new QuantisedExport(quantised);
        Layer input = quantised.network().layer(0);
        OnnxGraph graph = new OnnxGraph(quantised.network().name());
        var writer = new QuantisedLayerWriter(graph, quantised, export.vectors, Map.of());
        writer.write(input);
        writer.writeOutput(input, OnnxExport.OUTPUT);
        export.vectors.declareOutput(graph, OnnxExport.OUTPUT, input);
        return OnnxModel.bytes(graph, OnnxMetadata.none());
    }

    private OnnxGraph graph() {
        OnnxGraph graph = new OnnxGraph(network.name());
        Map<Integer, String> outputs = new LinkedHashMap<>();
        for (int i = 0; i < network.outputs().size(); i++) {
            outputs.put(
                    network.outputs().get(i),
                    OnnxExport.outputName(i, network.outputs().size()));
        }
        var writer = new QuantisedLayerWriter(graph, quantised, vectors, outputs);
        network.layers().forEach(writer::write);
        outputs.forEach((id, name) -> {
            writer.writeOutput(network.layer(id), name);
            vectors.declareOutput(graph, name, network.layer(id));
        });
        return graph;
    }
}

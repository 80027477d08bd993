package dev.sartor.network.safetensors;

import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.json.Json;
import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writer of safetensors files (https://huggingface.co/docs/safetensors): the length of a header in 8 bytes, the header as JSON
 * with type, shape and offsets of each tensor, and the values of all tensors, everything in little endian.
 */
public final class SafetensorsFile {
    /** The header is padded to a multiple of this number of bytes. */
    private static final int ALIGNMENT = 8;

    private SafetensorsFile() {}

    /**
     * Writes the weights of an architecture's network, under the names that PyTorch Image Models (timm) uses ({@link TimmNames}).
     *
     * @param metadata texts for the header's {@code __metadata__}
     */
    public static void write(Path file, Network network, Weights weights, Map<String, String> metadata) {
        TimmNames names = TimmNames.of(network);
        List<Parameter> parameters = network.parameters();
        AtomicFile.write(file, out -> {
            byte[] header = header(parameters, names, metadata);
            out.write(littleEndian(Long.BYTES).putLong(header.length).array());
            out.write(header);
            for (Parameter p : parameters) {
                write(out, weights.tensor(p));
            }
        });
    }

    private static byte[] header(List<Parameter> parameters, TimmNames names, Map<String, String> metadata) {
        ObjectNode header = Json.COMPACT.createObjectNode();
        ObjectNode texts = header.putObject("__metadata__").put("format", "pt");
        metadata.forEach(texts::put);
        long offset = 0;
        for (Parameter p : parameters) {
            ObjectNode tensor = header.putObject(names.name(p)).put("dtype", "F32");
            names.dims(p).forEach(tensor.putArray("shape")::add);
            long end = offset + p.size() * Float.BYTES;
            tensor.putArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        String text = Json.COMPACT.writeValueAsString(header);
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        return (text + " ".repeat(Math.floorMod(-length, ALIGNMENT))).getBytes(StandardCharsets.UTF_8);
    }

    private static void write(OutputStream out, float[] values) throws IOException {
        ByteBuffer bytes = littleEndian(Math.multiplyExact(values.length, Float.BYTES));
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}

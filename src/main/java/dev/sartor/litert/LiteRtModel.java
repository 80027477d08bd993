package dev.sartor.litert;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The content of a LiteRT file: one graph, and metadata by name. Operations refer to tensors by their indices.
 *
 * @param operations in the order in which they run
 * @param inputs     indices of the tensors that the model reads
 * @param outputs    indices of the tensors that it writes
 */
record LiteRtModel(
        String name,
        List<LiteRtTensor> tensors,
        List<LiteRtOperation> operations,
        List<Integer> inputs,
        List<Integer> outputs,
        SortedMap<String, ByteBuffer> metadata) {
    LiteRtModel {
        tensors = List.copyOf(tensors);
        operations = List.copyOf(operations);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        SortedMap<String, ByteBuffer> readOnly = new TreeMap<>();
        metadata.forEach((key, value) -> readOnly.put(key, value.asReadOnlyBuffer()));
        metadata = Collections.unmodifiableSortedMap(readOnly);
    }

    LiteRtModel withMetadata(String key, byte[] value) {
        Map<String, ByteBuffer> more = new TreeMap<>(metadata);
        more.put(key, ByteBuffer.wrap(value));
        return new LiteRtModel(name, tensors, operations, inputs, outputs, new TreeMap<>(more));
    }

    List<LiteRtTensor> tensors(List<Integer> indices) {
        return indices.stream().map(tensors::get).toList();
    }

    /** Bytes of all constants. */
    long constantBytes() {
        return tensors.stream()
                .filter(t -> t.data().isPresent())
                .mapToLong(LiteRtTensor::bytes)
                .sum();
    }
}

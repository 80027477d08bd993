package dev.sartor.litert;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * A tensor of a LiteRT graph; images are N x H x W x C.
 *
 * @param scales what the integers stand for; empty for floats and for integers that are not scaled, such as indices
 * @param data   the values of a constant in row-major order, little-endian; empty for an activation
 */
record LiteRtTensor(
        String name, TensorType type, List<Integer> shape, Optional<TensorScales> scales, Optional<ByteBuffer> data) {
    LiteRtTensor {
        shape = List.copyOf(shape);
        data = data.map(ByteBuffer::asReadOnlyBuffer);
        long bytes = elements(shape) * type.bytes();
        data.ifPresent(d -> {
            if (d.remaining() != bytes) {
                throw new IllegalArgumentException("A constant has " + d.remaining() + " bytes instead of " + bytes);
            }
        });
    }

    static LiteRtTensor activation(String name, List<Integer> shape) {
        return new LiteRtTensor(name, TensorType.FLOAT32, shape, Optional.empty(), Optional.empty());
    }

    static LiteRtTensor activation(String name, List<Integer> shape, TensorScales scales) {
        return new LiteRtTensor(name, TensorType.INT8, shape, Optional.of(scales), Optional.empty());
    }

    static LiteRtTensor constant(String name, List<Integer> shape, float... values) {
        ByteBuffer data = littleEndian(values.length, Float.BYTES);
        data.asFloatBuffer().put(values);
        return new LiteRtTensor(name, TensorType.FLOAT32, shape, Optional.empty(), Optional.of(data));
    }

    static LiteRtTensor constant(String name, List<Integer> shape, int... values) {
        return new LiteRtTensor(name, TensorType.INT32, shape, Optional.empty(), Optional.of(bytes(values)));
    }

    static LiteRtTensor constant(String name, List<Integer> shape, TensorScales scales, int... values) {
        return new LiteRtTensor(name, TensorType.INT32, shape, Optional.of(scales), Optional.of(bytes(values)));
    }

    static LiteRtTensor constant(String name, List<Integer> shape, TensorScales scales, byte... values) {
        return new LiteRtTensor(
                name, TensorType.INT8, shape, Optional.of(scales), Optional.of(ByteBuffer.wrap(values)));
    }

    private static ByteBuffer bytes(int... values) {
        ByteBuffer data = littleEndian(values.length, Integer.BYTES);
        data.asIntBuffer().put(values);
        return data;
    }

    private static ByteBuffer littleEndian(int count, int size) {
        return ByteBuffer.allocate(Math.multiplyExact(count, size)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** An activation with the type and scales of this tensor. */
    LiteRtTensor like(String otherName, List<Integer> otherShape) {
        return new LiteRtTensor(otherName, type, otherShape, scales, Optional.empty());
    }

    /** The size of its values in bytes. */
    long bytes() {
        return elements(shape) * type.bytes();
    }

    private static long elements(List<Integer> shape) {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }
}

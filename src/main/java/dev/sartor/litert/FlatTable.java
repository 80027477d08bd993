package dev.sartor.litert;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A table of a FlatBuffers file: values by the number of their field in the schema. A field without a value has the schema's
 * default. Children are written before the table that refers to them.
 */
final class FlatTable {
    /** Alignment of byte vectors, which the schema requires for a buffer's data. */
    private static final int BYTES_ALIGNMENT = 16;

    /** A file that is being built, with the positions of vectors that tables share. */
    private static final class FileBuilder extends FlatBufferBuilder {
        private final Map<List<Integer>, Integer> longVectors = new HashMap<>();

        FileBuilder(int expectedBytes) {
            super(expectedBytes);
        }
    }

    /**
     * Writes the value of a field in two steps. First comes what the value refers to, such as a text. Then the returned function
     * writes the value, or the reference, into the table.
     */
    private interface Field {
        Consumer<FlatBufferBuilder> write(FileBuilder file);
    }

    private final Map<Integer, Field> fields = new TreeMap<>();

    FlatTable withByte(int field, int value) {
        return with(field, _ -> file -> file.addByte((byte) value));
    }

    FlatTable withInt(int field, int value) {
        return with(field, _ -> file -> file.addInt(value));
    }

    FlatTable withBoolean(int field, boolean value) {
        return with(field, _ -> file -> file.addBoolean(value));
    }

    FlatTable withText(int field, String value) {
        return withReference(field, file -> file.createString(value));
    }

    FlatTable withTable(int field, FlatTable value) {
        return withReference(field, value::write);
    }

    FlatTable withTables(int field, List<FlatTable> values) {
        return withReference(field, file -> {
            int[] offsets = new int[values.size()];
            for (int i = 0; i < offsets.length; i++) {
                offsets[i] = values.get(i).write(file);
            }
            return file.createVectorOfTables(offsets);
        });
    }

    /** A table and, in the field before it, the number of its kind in the union. */
    FlatTable withUnion(int field, int kind, FlatTable value) {
        return withByte(field - 1, kind).withTable(field, value);
    }

    FlatTable withInts(int field, List<Integer> values) {
        return withVector(field, values.size(), Integer.BYTES, bytes -> values.forEach(bytes::putInt));
    }

    /** Equal vectors are written once: most are zero points of weights, which are all 0. */
    FlatTable withLongs(int field, List<Integer> values) {
        return withReference(
                field,
                file -> file.longVectors.computeIfAbsent(
                        values, _ -> vector(file, values.size(), Long.BYTES, bytes -> values.forEach(bytes::putLong))));
    }

    FlatTable withFloats(int field, List<Float> values) {
        return withVector(field, values.size(), Float.BYTES, bytes -> values.forEach(bytes::putFloat));
    }

    FlatTable withBytes(int field, ByteBuffer values) {
        return withReference(field, file -> {
            file.createUnintializedVector(Byte.BYTES, values.remaining(), BYTES_ALIGNMENT)
                    .put(values.duplicate());
            return file.endVector();
        });
    }

    private FlatTable withVector(int field, int count, int size, Consumer<ByteBuffer> values) {
        return withReference(field, file -> vector(file, count, size, values));
    }

    private static int vector(FileBuilder file, int count, int size, Consumer<ByteBuffer> values) {
        values.accept(file.createUnintializedVector(size, count, size).order(ByteOrder.LITTLE_ENDIAN));
        return file.endVector();
    }

    /** Writes an object and returns its position in the file. */
    private interface Reference {
        int write(FileBuilder file);
    }

    private FlatTable withReference(int field, Reference reference) {
        return with(field, file -> {
            int offset = reference.write(file);
            return table -> table.addOffset(offset);
        });
    }

    private FlatTable with(int field, Field value) {
        if (fields.put(field, value) != null) {
            throw new IllegalArgumentException("Field " + field + " has two values");
        }
        return this;
    }

    /** The file whose root this table is. */
    byte[] file(String identifier, int expectedBytes) {
        var file = new FileBuilder(expectedBytes);
        file.finish(write(file), identifier);
        return file.sizedByteArray();
    }

    private int write(FileBuilder file) {
        SortedMap<Integer, Consumer<FlatBufferBuilder>> writers = new TreeMap<>();
        fields.forEach((field, value) -> writers.put(field, value.write(file)));
        file.startTable(fields.isEmpty() ? 0 : writers.lastKey() + 1);
        writers.forEach((field, writer) -> {
            writer.accept(file);
            file.slot(field);
        });
        return file.endTable();
    }
}

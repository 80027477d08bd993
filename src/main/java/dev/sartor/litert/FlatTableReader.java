package dev.sartor.litert;

import com.google.flatbuffers.Table;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Reads a table of a FlatBuffers file by the numbers of its fields. A field without a value is read as 0, false or empty.
 */
final class FlatTableReader extends Table {
    private FlatTableReader(int position, ByteBuffer file) {
        __reset(position, file);
    }

    /**
     * The root table of a file.
     *
     * @throws IllegalArgumentException if the file has another identifier
     */
    static FlatTableReader root(ByteBuffer bytes, String identifier) {
        ByteBuffer file = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        if (file.remaining() < 2 * Integer.BYTES || !__has_identifier(file, identifier)) {
            throw new IllegalArgumentException("The file has not the identifier " + identifier);
        }
        return new FlatTableReader(file.getInt(0), file);
    }

    int byteAt(int field) {
        int offset = offset(field);
        return offset == 0 ? 0 : bb.get(bb_pos + offset);
    }

    boolean booleanAt(int field) {
        return byteAt(field) != 0;
    }

    /** The value of a field; 0 if it has none. */
    int intAt(int field) {
        int ifAbsent = 0;
        return intAt(field, ifAbsent);
    }

    int intAt(int field, int ifAbsent) {
        int offset = offset(field);
        return offset == 0 ? ifAbsent : bb.getInt(bb_pos + offset);
    }

    String textAt(int field) {
        int offset = offset(field);
        return offset == 0 ? "" : __string(bb_pos + offset);
    }

    boolean has(int field) {
        return offset(field) != 0;
    }

    FlatTableReader tableAt(int field) {
        return new FlatTableReader(__indirect(bb_pos + requiredOffset(field)), bb);
    }

    List<FlatTableReader> tablesAt(int field) {
        return vector(field, Integer.BYTES, position -> new FlatTableReader(__indirect(position), bb));
    }

    List<Integer> intsAt(int field) {
        return vector(field, Integer.BYTES, bb::getInt);
    }

    List<Integer> longsAt(int field) {
        return vector(field, Long.BYTES, position -> Math.toIntExact(bb.getLong(position)));
    }

    List<Float> floatsAt(int field) {
        return vector(field, Float.BYTES, bb::getFloat);
    }

    /** The bytes of a vector, as a view; empty if the field has no value. */
    ByteBuffer bytesAt(int field) {
        int offset = offset(field);
        return offset == 0
                ? ByteBuffer.allocate(0)
                : bb.slice(__vector(offset), __vector_len(offset)).order(ByteOrder.LITTLE_ENDIAN);
    }

    private <T> List<T> vector(int field, int size, IntFunction<T> element) {
        List<T> values = new ArrayList<>();
        int offset = offset(field);
        if (offset != 0) {
            int start = __vector(offset);
            for (int i = 0; i < __vector_len(offset); i++) {
                values.add(element.apply(start + i * size));
            }
        }
        return values;
    }

    private int requiredOffset(int field) {
        int offset = offset(field);
        if (offset == 0) {
            throw new IllegalArgumentException("Field " + field + " has no value");
        }
        return offset;
    }

    private int offset(int field) {
        // a vtable begins with its own size and that of the table
        return __offset(2 * Short.BYTES + field * Short.BYTES);
    }
}

package dev.sartor.litert;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A ZIP archive of one file that follows a model in the same file. Readers of LiteRT's metadata expect it uncompressed, with
 * positions counted from the start of the model. {@link java.util.zip.ZipOutputStream} counts them from the start of the archive.
 */
final class AppendedArchive {
    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int DIRECTORY_ENTRY = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int HEADER_BYTES = 30;
    private static final int ENTRY_BYTES = 46;
    private static final int END_BYTES = 22;
    private static final short NONE = 0;
    private static final short ONE_ENTRY = 1;
    /** Version 2.0 of the format. */
    private static final short VERSION = 20;
    /** The flag that names are in UTF-8. */
    private static final short UTF_8 = 1 << 11;

    private static final short STORED = 0;
    /** 1 January 1980, the first date that can be expressed. */
    private static final int DATE = 0x00210000;

    private AppendedArchive() {}

    /** The model followed by the archive. */
    static byte[] append(byte[] model, String name, byte[] content) {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(Math.addExact(
                        model.length, HEADER_BYTES + ENTRY_BYTES + END_BYTES + 2 * nameBytes.length + content.length))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(model);
        file.putInt(LOCAL_HEADER);
        putDescription(file, nameBytes, content);
        file.put(nameBytes).put(content);
        int directory = file.position();
        file.putInt(DIRECTORY_ENTRY).putShort(VERSION);
        putDescription(file, nameBytes, content);
        // comment length, disk, two kinds of attributes; then the position of the local header
        file.putShort(NONE).putShort(NONE).putShort(NONE).putInt(NONE).putInt(model.length);
        file.put(nameBytes);
        int directoryBytes = file.position() - directory;
        // disks, then the number of entries on this disk and in all; at the end the comment length
        file.putInt(END).putInt(NONE).putShort(ONE_ENTRY).putShort(ONE_ENTRY);
        file.putInt(directoryBytes).putInt(directory).putShort(NONE);
        return file.array();
    }

    /** The fields that a local header and an entry of the directory share. */
    private static void putDescription(ByteBuffer file, byte[] name, byte[] content) {
        var checksum = new CRC32();
        checksum.update(content);
        file.putShort(VERSION).putShort(UTF_8).putShort(STORED).putInt(DATE);
        file.putInt((int) checksum.getValue()).putInt(content.length).putInt(content.length);
        // length of the name, then of further fields
        file.putShort((short) name.length).putShort(NONE);
    }
}

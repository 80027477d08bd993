package dev.sartor.litert;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * A ZIP archive of one file after a model, as readers of LiteRT's metadata expect it: not compressed, and with positions from the
 * begin of the model. {@link java.util.zip.ZipOutputStream} counts them from its own begin.
 */
final class AppendedArchive {
    private static final int LOCAL_HEADER = 0x04034b50;
    private static final int DIRECTORY_ENTRY = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int HEADER_BYTES = 30;
    private static final int ENTRY_BYTES = 46;
    private static final int END_BYTES = 22;
    /** Version 2.0 of the format; the flag says that names are UTF-8. */
    private static final short VERSION = 20;

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
        file.putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(0)
                .putInt(model.length);
        file.put(nameBytes);
        int directoryBytes = file.position() - directory;
        // disks, then the number of entries on this disk and in all
        file.putInt(END).putInt(0).putShort((short) 1).putShort((short) 1);
        file.putInt(directoryBytes).putInt(directory).putShort((short) 0);
        return file.array();
    }

    /** The fields that a local header and an entry of the directory share. */
    private static void putDescription(ByteBuffer file, byte[] name, byte[] content) {
        var checksum = new CRC32();
        checksum.update(content);
        file.putShort(VERSION).putShort(UTF_8).putShort(STORED).putInt(DATE);
        file.putInt((int) checksum.getValue()).putInt(content.length).putInt(content.length);
        // length of the name, then of further fields
        file.putShort((short) name.length).putShort((short) 0);
    }
}

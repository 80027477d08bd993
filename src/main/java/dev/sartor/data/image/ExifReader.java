package dev.sartor.data.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads the EXIF orientation of an image file: APP1 of JPEG, {@code eXIf} of PNG, {@code EXIF} of WebP. It reads only the
 * headers of segments and the entries of one directory, so that damaged files cost no memory. Damaged EXIF data are ignored, as in
 * image viewers.
 */
final class ExifReader {
    private static final byte[] JPEG_PREFIX = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int ORIENTATION_TAG = 0x0112;
    private static final int MAX_SEGMENTS = 10_000;

    private static final int JPEG_HEADER_BYTES = 2;
    private static final int PNG_HEADER_BYTES = 8;
    private static final int WEBP_HEADER_BYTES = 12;

    /** Bytes of a PNG chunk beside its data. */
    private static final int PNG_CHUNK_OVERHEAD = 12;

    private static final int RIFF_CHUNK_HEADER = 8;

    /** Where TIFF data say at which offset their first directory is. */
    private static final int TIFF_DIRECTORY_OFFSET_AT = 4;

    /** Bytes between the tag of a directory entry and its value. */
    private static final int TYPE_AND_COUNT_BYTES = 6;

    /** The value field has 4 bytes, of which a value of 16 bits uses the first two. */
    private static final int UNUSED_VALUE_BYTES = 2;

    /** Markers of JPEG segments. */
    private static final int APP1 = 0xffe1;

    private static final int START_OF_SCAN = 0xffda;
    private static final int END_OF_IMAGE = 0xffd9;
    private static final int PADDING = 0xffff;

    private final ImageInputStream in;

    private ExifReader(ImageInputStream in) {
        this.in = in;
    }

    /** The orientation of the image in a stream, which is reset to its start. */
    static Orientation orientation(ImageInputStream in, ImageFormat format) throws IOException {
        ExifReader reader = new ExifReader(in);
        try {
            return switch (format) {
                case JPEG -> reader.ofJpeg();
                case PNG -> reader.ofPng();
                case WEBP -> reader.ofWebp();
                case BMP -> Orientation.UPRIGHT;
            };
        } catch (IOException | IndexOutOfBoundsException e) {
            return Orientation.UPRIGHT;
        } finally {
            in.setByteOrder(ByteOrder.BIG_ENDIAN);
            in.seek(0);
        }
    }

    /** Segments: a marker of 2 bytes, a length of 2 bytes that counts itself, the data. */
    private Orientation ofJpeg() throws IOException {
        long position = JPEG_HEADER_BYTES;
        for (int i = 0; i < MAX_SEGMENTS; i++) {
            in.seek(position);
            int marker = in.readUnsignedShort();
            if (marker == START_OF_SCAN || marker == END_OF_IMAGE || marker < 0xff00) {
                return Orientation.UPRIGHT;
            }
            if (marker == PADDING) {
                // any number of 0xff may precede a marker
                position++;
                continue;
            }
            int length = in.readUnsignedShort();
            if (marker == APP1 && length > 2 + JPEG_PREFIX.length && hasPrefix()) {
                return ofTiff(in.getStreamPosition());
            }
            position += 2 + Math.max(2, length);
        }
        return Orientation.UPRIGHT;
    }

    /** Chunks: a length of 4 bytes, a type of 4, the data, a checksum of 4. */
    private Orientation ofPng() throws IOException {
        long position = PNG_HEADER_BYTES;
        for (int i = 0; i < MAX_SEGMENTS; i++) {
            in.seek(position);
            long length = in.readUnsignedInt();
            String type = fourCharacters();
            if (type.equals("eXIf")) {
                return ofTiff(in.getStreamPosition());
            }
            position += PNG_CHUNK_OVERHEAD + length;
        }
        return Orientation.UPRIGHT;
    }

    /** RIFF chunks: a type of 4 bytes, a length of 4, the data, padded to an even length. */
    private Orientation ofWebp() throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        long position = WEBP_HEADER_BYTES;
        for (int i = 0; i < MAX_SEGMENTS; i++) {
            in.seek(position);
            String type = fourCharacters();
            long length = in.readUnsignedInt();
            if (type.equals("EXIF")) {
                long start = in.getStreamPosition();
                return ofTiff(hasPrefix() ? start + JPEG_PREFIX.length : start);
            }
            position += RIFF_CHUNK_HEADER + length + (length & 1);
        }
        return Orientation.UPRIGHT;
    }

    private boolean hasPrefix() throws IOException {
        byte[] head = new byte[JPEG_PREFIX.length];
        in.readFully(head);
        return Arrays.equals(head, JPEG_PREFIX);
    }

    private String fourCharacters() throws IOException {
        byte[] type = new byte[4];
        in.readFully(type);
        return new String(type, StandardCharsets.ISO_8859_1);
    }

    /** The orientation in the first directory of TIFF data: entries of 12 bytes (tag 2, type 2, count 4, value 4). */
    private Orientation ofTiff(long start) throws IOException {
        in.seek(start);
        in.setByteOrder(in.readUnsignedByte() == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        in.seek(start + TIFF_DIRECTORY_OFFSET_AT);
        in.seek(start + in.readUnsignedInt());
        for (int entries = in.readUnsignedShort(); entries > 0; entries--) {
            int tag = in.readUnsignedShort();
            in.skipBytes(TYPE_AND_COUNT_BYTES);
            int value = in.readUnsignedShort();
            if (tag == ORIENTATION_TAG) {
                return new Orientation(value);
            }
            in.skipBytes(UNUSED_VALUE_BYTES);
        }
        return Orientation.UPRIGHT;
    }
}

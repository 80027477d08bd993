package dev.sartor.data.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Images and image files for tests. */
public final class ImageFiles {
    private ImageFiles() {}

    /** The packed RGB value or grey level of every pixel. */
    @FunctionalInterface
    public interface Pixels {
        int at(int x, int y);
    }

    public static BufferedImage rgb(int width, int height, Pixels pixels) {
        return image(BufferedImage.TYPE_INT_RGB, width, height, pixels);
    }

    /** Sets raw samples, because {@code setRGB} would apply a gamma. */
    public static BufferedImage grey(int width, int height, Pixels pixels) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < width * height; i++) {
            image.getRaster().setSample(i % width, i / width, 0, pixels.at(i % width, i / width));
        }
        return image;
    }

    public static BufferedImage image(int type, int width, int height, Pixels pixels) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, pixels.at(i % width, i / width));
        }
        return image;
    }

    /** Grey noise, different for every seed. */
    public static BufferedImage noise(int width, int height, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return grey(width, height, (x, y) -> random.nextInt(256));
    }

    /** Writes an image in the format of the file's suffix; creates missing folders. */
    public static Path write(Path file, BufferedImage image) throws IOException {
        Files.createDirectories(file.getParent());
        String name = file.getFileName().toString();
        if (!ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile())) {
            throw new IOException("no writer for " + file);
        }
        return file;
    }

    /** EXIF data with an orientation, little endian. */
    public static byte[] exif(int orientation) {
        return ByteBuffer.allocate(26)
                .order(ByteOrder.LITTLE_ENDIAN)
                // byte order and the position of a directory of one entry: tag 0x112 (orientation), type 3 (16 bits),
                // count, value
                .put(new byte[] {'I', 'I', 42, 0})
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putInt(orientation)
                .putInt(0)
                .array();
    }

    /** A chunk of a PNG file. */
    public static byte[] pngChunk(String type, byte[] data) {
        CRC32 crc = new CRC32();
        crc.update(type.getBytes(StandardCharsets.US_ASCII));
        crc.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }

    /** A segment APP1 of a JPEG file with EXIF data. */
    public static byte[] jpegSegment(byte[] exif) {
        return ByteBuffer.allocate(10 + exif.length)
                .putShort((short) 0xffe1)
                .putShort((short) (8 + exif.length))
                .put(new byte[] {'E', 'x', 'i', 'f', 0, 0})
                .put(exif)
                .array();
    }

    /** Inserts bytes into a file. */
    public static void insert(Path file, int position, byte[] bytes) throws IOException {
        byte[] old = Files.readAllBytes(file);
        Files.write(
                file,
                ByteBuffer.allocate(old.length + bytes.length)
                        .put(old, 0, position)
                        .put(bytes)
                        .put(old, position, old.length - position)
                        .array());
    }
}

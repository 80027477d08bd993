package dev.sartor.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** IDX files for tests. */
final class IdxBytes {
    private IdxBytes() {}

    /** Random images of {@code size x size} pixels. */
    static byte[] images(int count, int size, long seed) {
        byte[] pixels = new byte[count * size * size];
        new SplittableRandom(seed).nextBytes(pixels);
        return ByteBuffer.allocate(16 + pixels.length)
                // the IDX format: magic number, images, height, width
                .putInt(0x803)
                .putInt(count)
                .putInt(size)
                .putInt(size)
                .put(pixels)
                .array();
    }

    /** Labels that cycle through the classes. */
    static byte[] labels(int count, int classes) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
        for (int i = 0; i < count; i++) {
            bytes.put((byte) (i % classes));
        }
        return bytes.array();
    }

    static byte[] gzipped(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Writes a folder with 60 training and 20 test images of 4x4 pixels in 3 classes. */
    static void writeFolder(Path folder) throws IOException {
        Files.write(folder.resolve("train-images-idx3-ubyte"), images(60, 4, 1));
        Files.write(folder.resolve("train-labels-idx1-ubyte"), labels(60, 3));
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), images(20, 4, 2));
        Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labels(20, 3));
    }
}

package dev.sartor.data.sequence;

import dev.sartor.base.UserError;
import dev.sartor.base.file.ReadErrors;
import dev.sartor.data.store.FileVersion;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of records: label bytes, then the pixels of one image.
 *
 * @param version    size, time and number of the file, from which a change is noticed
 * @param labelBytes number of label bytes of a record; the last one is the class
 * @param imageBytes number of pixel bytes of a record
 */
public record CifarFile(Path path, FileVersion version, int labelBytes, int imageBytes) {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final String DOWNLOAD_AGAIN = "copy or download the file again, in the binary form";
    /** Maximum size of a file: more than the 147 MiB of CIFAR-100's training images. */
    private static final long MAX_BYTES = 256L << 20;

    /** @throws UserError if the file is missing, or its size is not that of whole records */
    public static CifarFile open(Path folder, String name, int labelBytes, int imageBytes) {
        Path path = folder.resolve(name);
        if (!Files.isRegularFile(path)) {
            throw new UserError(
                    "'" + name + "' is missing",
                    path.toString(),
                    "add it: all files of the binary form must be in one folder");
        }
        CifarFile file = new CifarFile(path, ImageFile.version(folder, path), labelBytes, imageBytes);
        long bytes = file.version.bytes();
        if (bytes > MAX_BYTES) {
            throw ReadErrors.malformed(
                    path,
                    "has " + (bytes >> 20) + " MiB; files of this kind have at most " + (MAX_BYTES >> 20),
                    DOWNLOAD_AGAIN);
        }
        if (bytes == 0 || bytes % file.recordBytes() != 0) {
            throw ReadErrors.malformed(
                    path,
                    "is truncated or not a CIFAR file: " + bytes + " bytes are not a multiple of a record's "
                            + file.recordBytes(),
                    DOWNLOAD_AGAIN);
        }
        return file;
    }

    private int recordBytes() {
        return labelBytes + imageBytes;
    }

    /** The number of images. */
    public int count() {
        return (int) (version.bytes() / recordBytes());
    }

    /** The classes of all images, each below {@code classes}. */
    public int[] labels(int classes) {
        int[] labels = new int[count()];
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES))) {
            for (int i = 0; i < labels.length; i++) {
                in.skipNBytes(labelBytes - 1);
                labels[i] = in.readUnsignedByte();
                in.skipNBytes(imageBytes);
                if (labels[i] >= classes) {
                    throw ReadErrors.malformed(
                            path,
                            "is not a file of CIFAR-" + classes + ": image " + i + " has class " + labels[i],
                            DOWNLOAD_AGAIN);
                }
            }
            return labels;
        } catch (IOException e) {
            throw ReadErrors.of(path, e);
        }
    }

    /** A stream of the records from that of {@code image} on. */
    InputStream streamAt(int image) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(path), BUFFER_BYTES);
        in.skipNBytes((long) image * recordBytes());
        return in;
    }
}

package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.arch.Task;
import dev.sartor.base.UserError;
import dev.sartor.base.json.Json;
import dev.sartor.data.store.HeapPixels;
import dev.sartor.data.store.ImageCaches;
import dev.sartor.data.store.PixelFile;
import dev.sartor.data.store.PixelSource;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A data set in one file, for a machine that lacks its folder: the pixels of training, validation and test images in the
 * shape that they were converted to, their labels (4 bytes each), a JSON object with names and counts, and its length (4
 * bytes). Whoever opens it compares {@link Dataset#hash}, which is computed from the pixels and labels in the file.
 */
public final class PackedDataset {
    private static final int GROUP_BYTES = 1 << 20;

    private PackedDataset() {}

    /**
     * The object at the end of the file.
     *
     * @param counts numbers of training, validation and test images
     */
    private record Description(
            String name, List<String> classes, String shape, List<Integer> counts, boolean mirrorable) {

        int images() {
            return counts.stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** Writes a data set as it was opened: not a subset of it, whose hash would differ. */
    public static void write(Dataset dataset, OutputStream out) throws IOException {
        List<Images> parts = List.of(dataset.train(), dataset.validation(), dataset.test());
        for (Images part : parts) {
            writePixels(part, out);
        }
        var data = new DataOutputStream(out);
        for (Images part : parts) {
            ByteBuffer labels = ByteBuffer.allocate(Integer.BYTES * part.count());
            labels.asIntBuffer().put(part.labels());
            data.write(labels.array());
        }
        byte[] description = Json.COMPACT.writeValueAsBytes(
                switch (dataset.task()) {
                    case Task.Classification(List<String> classes) ->
                        new Description(
                                dataset.name(),
                                classes,
                                dataset.shape().toString(),
                                parts.stream().map(Images::count).toList(),
                                dataset.mirrorable());
                });
        data.write(description);
        data.writeInt(description.length);
        data.flush();
    }

    private static void writePixels(Images part, OutputStream out) throws IOException {
        int size = part.imageBytes();
        byte[] group = new byte[Math.max(1, GROUP_BYTES / size) * size];
        for (int first = 0; first < part.count(); first += group.length / size) {
            int count = Math.min(group.length / size, part.count() - first);
            for (int i = 0; i < count; i++) {
                part.copyPixels(first + i, group, i * size);
            }
            out.write(group, 0, count * size);
        }
    }

    /**
     * Opens a file that {@link #write} wrote. All its pixels are read, since the hash is computed from them.
     *
     * @throws UserError if the file cannot be read or is damaged
     */
    public static Dataset open(Path file) {
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(in.length() - Integer.BYTES);
            byte[] text = new byte[in.readInt()];
            long end = in.length() - Integer.BYTES - text.length;
            in.seek(end);
            in.readFully(text);
            Description description = Json.COMPACT.readValue(text, Description.class);
            Shape shape = Shape.parse(description.shape()).orElseThrow();
            byte[] labels = new byte[Integer.BYTES * description.images()];
            long pixelBytes = shape.size() * description.images();
            if (end != pixelBytes + labels.length) {
                throw new IOException("its length does not match its counts");
            }
            in.seek(pixelBytes);
            in.readFully(labels);
            return dataset(description, shape, pixels(file, in, shape, pixelBytes), labels);
        } catch (IOException | RuntimeException e) {
            throw e instanceof UserError error
                    ? error
                    : new UserError(
                            "the packed images are damaged: " + e.getMessage(),
                            file.toString(),
                            "delete the file; it is then sent again",
                            UserError.ExitCode.FAILED,
                            e);
        }
    }

    private static Dataset dataset(Description description, Shape shape, PixelSource pixels, byte[] labelBytes) {
        int[] labels = new int[description.images()];
        ByteBuffer.wrap(labelBytes).asIntBuffer().get(labels);
        Images all = Images.of(shape, pixels, IntStream.range(0, labels.length).toArray(), labels);
        int train = description.counts().get(0);
        int validation = train + description.counts().get(1);
        return Dataset.of(
                description.name(),
                description.classes(),
                all.slice(0, train),
                all.slice(train, validation),
                all.slice(validation, labels.length),
                description.mirrorable());
    }

    /** The pixels: in memory if they are few, like those of an {@link ImageFolder}. */
    private static PixelSource pixels(Path file, RandomAccessFile in, Shape shape, long bytes) throws IOException {
        if (ImageCaches.ofUser().storesOnDisk(bytes)) {
            return new UnverifiedPixels(new PixelFile(file, (int) shape.size()));
        }
        byte[] pixels = new byte[(int) bytes];
        in.seek(0);
        in.readFully(pixels);
        return new HeapPixels(pixels, (int) shape.size());
    }

    /** Pixels whose hash is computed at each opening, unlike that of a {@link PixelFile} in a cache of decoded images. */
    private record UnverifiedPixels(PixelFile file) implements PixelSource {
        @Override
        public void copy(int image, byte[] out, int at) {
            file.copy(image, out, at);
        }

        @Override
        public PixelSource readAhead(int[] images) {
            return file.readAhead(images);
        }
    }
}

package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.data.shapes.ShapePainter;
import dev.sartor.data.store.ImageCaches;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Prints how long a folder of many JPEG files takes to open, to open again, and to read through an epoch of random resized crops, with
 * the resident set of the process after each step. Draws the files first if the folder has none. Run its main with {@code
 * FOLDER IMAGES SIZE [EPOCH_IMAGES]}; see {@code src/bench/README.md}. The cache is in {@code FOLDER.cache}.
 */
final class ImageFolderBenchmark {
    private static final int CLASSES = 10;
    private static final int BATCH = 64;

    private ImageFolderBenchmark() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int images = Integer.parseInt(args[1]);
        int size = Integer.parseInt(args[2]);
        int epoch = args.length > 3 ? Integer.parseInt(args[3]) : images;
        draw(folder, images, size);
        System.out.println(
                "| step | images | seconds | resident set MiB | largest resident set MiB |\n|---|---|---|---|---|");
        DatasetOptions options = DatasetOptions.defaults()
                .withShape(new Shape(3, size, size))
                .withCaches(new ImageCaches(Path.of(folder + ".cache"), Long.MAX_VALUE, 0));
        Dataset dataset = null;
        for (String step : new String[] {"open", "open again"}) {
            long start = System.nanoTime();
            dataset = Datasets.open(folder.toString(), options);
            report(step, images, start);
        }
        long start = System.nanoTime();
        Augmentation augmentation =
                new Augmentation(0, Augmentation.Border.REFLECT, true, 0, Optional.of(new RandomCrop(0.35)));
        Batches batches = Batches.shuffled(dataset.train(), dataset.normalisation(), augmentation, BATCH, 1, 0);
        float[] nchw = new float[BATCH * dataset.train().imageBytes()];
        int[] labels = new int[BATCH];
        int count = Math.min(batches.count(), epoch / BATCH);
        for (int b = 0; b < count; b++) {
            int batch = b;
            IntStream.range(0, BATCH).parallel().forEach(i -> batches.fill(batch, i, i + 1, nchw, labels));
        }
        report("fill batches", count * BATCH, start);
    }

    /** Draws images at a quarter of their size and enlarges them, because drawing takes longer than encoding. */
    private static void draw(Path folder, int images, int size) throws IOException {
        Shape small = new Shape(3, Math.ceilDiv(size, 4), Math.ceilDiv(size, 4));
        ShapePainter painter = new ShapePainter(small);
        for (int c = 0; c < CLASSES; c++) {
            Files.createDirectories(folder.resolve("class" + c));
        }
        IntStream.range(0, images).parallel().forEach(i -> {
            Path file = folder.resolve("class" + i % CLASSES).resolve(i + ".jpg");
            if (!Files.exists(file)) {
                byte[] pixels = new byte[(int) small.size()];
                painter.paint(i % CLASSES, new SplittableRandom(i), pixels, 0);
                write(file, pixels, small, size);
            }
        });
    }

    private static void write(Path file, byte[] pixels, Shape small, int size) {
        int plane = small.height() * small.width();
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int p = y / 4 * small.width() + x / 4;
                image.setRGB(
                        x, y, (pixels[p] & 255) << 16 | (pixels[plane + p] & 255) << 8 | pixels[2 * plane + p] & 255);
            }
        }
        try {
            ImageIO.write(image, "jpg", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void report(String step, int images, long start) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.2f | %d | %d |%n",
                step,
                images,
                (System.nanoTime() - start) * 1e-9,
                residentMiB("VmRSS"),
                residentMiB("VmHWM"));
    }

    /** A figure of this process in MiB, on Linux; elsewhere -1. */
    private static long residentMiB(String key) throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith(key))
                        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                        .findFirst()
                        .orElse(-1L)
                : -1;
    }
}

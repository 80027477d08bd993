package dev.sartor.data;

import com.sun.management.OperatingSystemMXBean;
import dev.sartor.arch.Shape;
import dev.sartor.data.shapes.ShapePainter;
import dev.sartor.data.store.ImageCaches;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * Prints how long it takes to open a folder of many JPEG files, to open it again, and to read an epoch of random resized crops, with the
 * memory (resident set) of the process after each step. The cache of decoded images is in {@code FOLDER.cache}.
 *
 * <p>Arguments: {@code FOLDER IMAGES SIZE [EPOCH_IMAGES]}. If FOLDER does not contain them, IMAGES random images of SIZE x SIZE pixels are
 * drawn first. EPOCH_IMAGES (default IMAGES) are read in the last step; with 0, the images are only drawn.
 */
final class ImageFolderBenchmark {
    private static final int CLASSES = 10;
    private static final int BATCH = 64;
    private static final long NO_LIMIT = Long.MAX_VALUE;
    private static final long CACHE_ALWAYS = 0;
    /** Side of the texture in pixels, a power of two. */
    private static final int TEXTURE = 1024;

    private ImageFolderBenchmark() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int images = Integer.parseInt(args[1]);
        int size = Integer.parseInt(args[2]);
        int epochImages = args.length > 3 ? Integer.parseInt(args[3]) : images;
        draw(folder, images, size);
        if (epochImages == 0) {
            return;
        }
        System.out.println(
                "| step | images | wall-clock seconds | CPU seconds | resident set, MiB | peak resident set, MiB |\n"
                        + "|---|---|---|---|---|---|");
        DatasetOptions options = DatasetOptions.defaults()
                .withShape(new Shape(3, size, size))
                .withCaches(new ImageCaches(Path.of(folder + ".cache"), NO_LIMIT, CACHE_ALWAYS));
        Dataset dataset = null;
        for (String step : new String[] {"open for the first time", "open again"}) {
            Stopwatch start = Stopwatch.start();
            dataset = Datasets.open(folder.toString(), options);
            report(step, images, start);
        }
        Stopwatch start = Stopwatch.start();
        int noShift = 0;
        boolean mirror = true;
        int noCutout = 0;
        double smallestArea = 0.35;
        var augmentation = new Augmentation(
                noShift, Augmentation.Border.REFLECT, mirror, noCutout, Optional.of(new RandomCrop(smallestArea)));
        long seed = 1;
        int epoch = 0;
        Batches batches = Batches.shuffled(dataset.train(), dataset.normalisation(), augmentation, BATCH, seed, epoch);
        float[] nchw = new float[BATCH * dataset.train().imageBytes()];
        int[] labels = new int[BATCH];
        int count = Math.min(batches.count(), epochImages / BATCH);
        for (int b = 0; b < count; b++) {
            int batch = b;
            IntStream.range(0, BATCH).parallel().forEach(i -> batches.fill(batch, i, i + 1, nchw, labels));
        }
        report("fill batches", count * BATCH, start);
    }

    /** Draws images at a quarter of their size and enlarges them, because drawing takes longer than encoding. */
    private static void draw(Path folder, int images, int size) throws IOException {
        Shape small = new Shape(3, Math.ceilDiv(size, 4) + 1, Math.ceilDiv(size, 4) + 1);
        ShapePainter painter = new ShapePainter(small);
        float[] texture = texture();
        for (int c = 0; c < CLASSES; c++) {
            Files.createDirectories(folder.resolve("class" + c));
        }
        IntStream.range(0, images).parallel().forEach(i -> {
            Path file = folder.resolve("class" + i % CLASSES).resolve(i + ".jpg");
            if (!Files.exists(file)) {
                byte[] pixels = new byte[(int) small.size()];
                SplittableRandom random = new SplittableRandom(i);
                painter.paint(i % CLASSES, random, pixels, 0);
                write(file, enlarged(pixels, small, size, texture, random));
            }
        });
    }

    /** Fractal noise with a period of {@link #TEXTURE} pixels, so that files are about as large as those of photographs. */
    private static float[] texture() {
        float[] texture = new float[TEXTURE * TEXTURE];
        SplittableRandom random = new SplittableRandom(1);
        for (int cell = 64; cell >= 1; cell /= 2) {
            int cells = TEXTURE / cell;
            float[] values = new float[cells * cells];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextDouble(-1, 1) * (11 + 2 * Math.sqrt(cell)));
            }
            for (int y = 0; y < TEXTURE; y++) {
                for (int x = 0; x < TEXTURE; x++) {
                    texture[y * TEXTURE + x] += bilinear(values, cells, (float) x / cell, (float) y / cell);
                }
            }
        }
        return texture;
    }

    /** The value between four neighbours in a square of values; beyond its edge it repeats. */
    private static float bilinear(float[] values, int side, float x, float y) {
        int left = (int) x;
        int top = (int) y;
        int right = (left + 1) % side;
        int bottom = (top + 1) % side;
        float upper = values[top * side + left] + (x - left) * (values[top * side + right] - values[top * side + left]);
        float lower = values[bottom * side + left]
                + (x - left) * (values[bottom * side + right] - values[bottom * side + left]);
        return upper + (y - top) * (lower - upper);
    }

    /** A drawn image, enlarged by 4 to {@code size} and covered with a random part of the texture. */
    private static BufferedImage enlarged(
            byte[] pixels, Shape small, int size, float[] texture, SplittableRandom random) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        int[] rgb = new int[size * size];
        int side = small.height();
        int start = random.nextInt(texture.length);
        for (int c = 0; c < 3; c++) {
            float[] plane = new float[side * side];
            for (int i = 0; i < plane.length; i++) {
                plane[i] = pixels[c * plane.length + i] & 255;
            }
            for (int i = 0; i < rgb.length; i++) {
                int y = i / size;
                int x = i % size;
                float value =
                        bilinear(plane, side, x / 4f, y / 4f) + texture[(start + y * TEXTURE + x) % texture.length];
                rgb[i] = rgb[i] << 8 | Math.clamp((int) value, 0, 255);
            }
        }
        image.setRGB(0, 0, size, size, rgb, 0, size);
        return image;
    }

    private static void write(Path file, BufferedImage image) {
        try {
            ImageIO.write(image, "jpg", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Wall-clock and CPU time of this process since a moment. */
    private record Stopwatch(long nanos, long cpuNanos) {
        private static final OperatingSystemMXBean SYSTEM =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

        static Stopwatch start() {
            return new Stopwatch(System.nanoTime(), SYSTEM.getProcessCpuTime());
        }

        double seconds() {
            return (System.nanoTime() - nanos) * 1e-9;
        }

        double cpuSeconds() {
            return (SYSTEM.getProcessCpuTime() - cpuNanos) * 1e-9;
        }
    }

    private static void report(String step, int images, Stopwatch start) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "| %s | %d | %.2f | %.2f | %d | %d |%n",
                step,
                images,
                start.seconds(),
                start.cpuSeconds(),
                residentMiB("VmRSS"),
                residentMiB("VmHWM"));
    }

    /** A value of {@code /proc/self/status} in MiB, on Linux; elsewhere -1. */
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

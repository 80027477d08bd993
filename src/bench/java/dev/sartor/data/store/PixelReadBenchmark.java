package dev.sartor.data.store;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Prints how fast images of 3x224x224 are read in random order from a file, with positional reads and through a memory mapping, and the
 * memory (resident set) of the process. The file is in the page cache of the operating system (warm) or not (cold).
 *
 * <p>Arguments: {@code FOLDER IMAGES ROUNDS}. A file of IMAGES random images is written to FOLDER, read in ROUNDS rounds, and deleted.
 */
final class PixelReadBenchmark {
    private static final int IMAGE_BYTES = 3 * 224 * 224;
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private PixelReadBenchmark() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path path = Files.createDirectories(Path.of(args[0])).resolve("pixels");
        int images = Integer.parseInt(args[1]);
        PixelFile file = new PixelFile(path, IMAGE_BYTES);
        byte[] image = new byte[IMAGE_BYTES];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < images; i++) {
            random.nextBytes(image);
            file.write(i, image);
        }
        file.force();
        System.out.println(
                "| method | page cache | microseconds per image | CPU microseconds per image | resident set, MiB |\n"
                        + "|---|---|---|---|---|");
        for (int round = 0; round < Integer.parseInt(args[2]); round++) {
            for (String cache : new String[] {"cold", "warm"}) {
                measure("positional read", file, images, round, cache, path);
            }
            measureMapped(path, images, round);
        }
        Files.delete(path);
    }

    /** Measures reads through a memory mapping. The mapping is closed afterwards, because its pages stay in the page cache. */
    private static void measureMapped(Path path, int images, int round) throws IOException, InterruptedException {
        try (FileChannel channel = FileChannel.open(path);
                Arena arena = Arena.ofConfined()) {
            MemorySegment mapping = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            PixelSource mapped = (i, out, at) ->
                    MemorySegment.copy(mapping, ValueLayout.JAVA_BYTE, (long) i * IMAGE_BYTES, out, at, IMAGE_BYTES);
            for (String cache : new String[] {"cold", "warm"}) {
                measure("memory mapping", mapped, images, round, cache, path);
            }
        }
    }

    private static void measure(String name, PixelSource source, int images, int round, String cache, Path path)
            throws IOException, InterruptedException {
        if (cache.equals("cold")) {
            dropFromPageCache(path);
        }
        int[] order = new SplittableRandom(round).ints(images, 0, images).toArray();
        byte[] out = new byte[IMAGE_BYTES];
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        IntStream.of(order).forEach(i -> source.copy(i, out, 0));
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.1f | %.1f | %d |%n",
                name,
                cache,
                (System.nanoTime() - start) / 1e3 / images,
                (SYSTEM.getProcessCpuTime() - cpu) / 1e3 / images,
                residentMiB());
    }

    /** Removes a file, which must not be mapped, from the page cache of the operating system. */
    private static void dropFromPageCache(Path path) throws IOException, InterruptedException {
        new ProcessBuilder("dd", "if=" + path, "iflag=nocache", "count=0", "status=none")
                .inheritIO()
                .start()
                .waitFor();
    }

    private static long residentMiB() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS"))
                        .map(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                        .findFirst()
                        .orElse(-1L)
                : -1;
    }
}

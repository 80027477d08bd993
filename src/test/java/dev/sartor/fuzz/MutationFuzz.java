package dev.sartor.fuzz;

import com.sun.management.ThreadMXBean;
import dev.sartor.base.file.FolderTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Reads random changes of the corpus, and of what the Jazzer fuzzer collected in {@code target/fuzz}, without measuring coverage,
 * which makes ten times as many inputs: {@code TARGET,…|all SECONDS [SEED [INPUTS]]}. The seconds are shared among the targets, each of
 * which reads at most so many inputs. Counts are
 * appended to {@code target/fuzz/counts.csv}: the target, inputs, seconds, seconds of the reading thread on a processor, and
 * faults; an input that finds a fault is written beside it.
 */
public final class MutationFuzz {
    private static final Path FOLDER = Fuzz.FOLDER;
    private static final long MAX_NANOS = 5_000_000_000L;
    private static final long MAX_BYTES = 512L << 20;
    private static final int INPUTS_PER_CHECK = 16;
    /** A target ends after this number of faults. */
    private static final int MAX_FAULTS = 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final FuzzTarget target;
    private final Path files;
    private final List<byte[]> seeds;
    private final SplittableRandom random;
    private long inputs;
    private int faults;
    private final Thread readingThread = Thread.currentThread();
    /** The input that is being read; null at the end. */
    private volatile byte[] current;
    /** CPU time of the reading thread when it began to read the input; other processes do not delay it. */
    private volatile long startCpuNanos;

    private MutationFuzz(FuzzTarget target, Path files, long seed) throws IOException {
        this.target = target;
        this.files = files;
        this.seeds = new ArrayList<>(target.corpus());
        Path collected = FOLDER.resolve(target.word());
        if (Files.isDirectory(collected)) {
            try (Stream<Path> found = Files.list(collected)) {
                found.sorted().map(MutationFuzz::bytes).forEach(seeds::add);
            }
        }
        random = new SplittableRandom(seed);
    }

    public static void main(String[] args) throws IOException {
        List<FuzzTarget> targets = FuzzTarget.ofWords(args[0]);
        long nanos = (long) (Double.parseDouble(args[1]) * 1e9) / targets.size();
        long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
        long maxInputs = args.length > 3 ? Long.parseLong(args[3]) : Long.MAX_VALUE;
        Files.createDirectories(FOLDER);
        Path files = Fuzz.temporaryFolder();
        int faults = 0;
        for (FuzzTarget target : targets) {
            Path folder = Files.createDirectory(files.resolve(target.word()));
            var fuzz = new MutationFuzz(target, folder, seed);
            fuzz.run(nanos, maxInputs);
            faults += fuzz.faults;
        }
        FolderTree.delete(files);
        System.exit(faults == 0 ? 0 : 1);
    }

    private void run(long nanos, long maxInputs) throws IOException {
        long begin = System.nanoTime();
        long beginCpu = THREADS.getCurrentThreadCpuTime();
        startCpuNanos = beginCpu;
        Thread.ofPlatform().daemon().start(this::watch);
        while (System.nanoTime() - begin < nanos && inputs < maxInputs && faults < MAX_FAULTS) {
            for (int i = 0; i < INPUTS_PER_CHECK; i++) {
                read(new Mutations(random).mutate(seeds));
            }
        }
        current = null;
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpuSeconds = (THREADS.getCurrentThreadCpuTime() - beginCpu) / 1e9;
        String line =
                String.format(Locale.ROOT, "%s,%d,%.1f,%.1f,%d%n", target.word(), inputs, seconds, cpuSeconds, faults);
        Files.writeString(FOLDER.resolve("counts.csv"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.out.print(line);
    }

    private void read(byte[] input) throws IOException {
        startCpuNanos = THREADS.getCurrentThreadCpuTime();
        current = input;
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            target.read(input, files);
            long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
            if (bytes > MAX_BYTES) {
                report(input, bytes + " bytes were allocated");
            }
        } catch (IOException | RuntimeException | Error e) {
            e.printStackTrace();
            report(input, e.toString());
        }
        inputs++;
    }

    /** Ends the process if an input takes too long. */
    private void watch() {
        try {
            while (true) {
                Thread.sleep(500);
                byte[] input = current;
                if (input != null && THREADS.getThreadCpuTime(readingThread.threadId()) - startCpuNanos > MAX_NANOS) {
                    report(input, "it takes more than 5 s of CPU time");
                    System.exit(1);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void report(byte[] input, String fault) throws IOException {
        faults++;
        Path file = FOLDER.resolve(target.word() + "-fault-" + Integer.toHexString(Arrays.hashCode(input)));
        Files.write(file, input);
        System.out.println("FAULT " + file + ": " + fault);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

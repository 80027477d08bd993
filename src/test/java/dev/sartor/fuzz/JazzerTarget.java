package dev.sartor.fuzz;

import dev.sartor.base.file.FolderTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The entry of the Jazzer fuzzer, which finds it by its name. {@code -Dsartor.fuzz.target} names the {@link FuzzTarget}; without it
 * the first byte of an input chooses one.
 */
public final class JazzerTarget {
    private static final long MAX_CPU_NANOS = 5_000_000_000L;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /** The targets that the first byte of an input chooses from. The page is slow, and the only one that needs a connection. */
    static final List<FuzzTarget> TOGETHER = Stream.of(FuzzTarget.values())
            .filter(t -> t != FuzzTarget.LIVE_PAGE)
            .toList();

    private static final Optional<FuzzTarget> ONLY_TARGET =
            Optional.ofNullable(System.getProperty("sartor.fuzz.target")).map(FuzzTarget::ofWord);
    private static final Path FOLDER = folder();
    /** Targets that have read an input. */
    private static final Set<FuzzTarget> STARTED_TARGETS = EnumSet.noneOf(FuzzTarget.class);

    private JazzerTarget() {}

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (ONLY_TARGET.isPresent()) {
            read(ONLY_TARGET.get(), input);
        } else if (input.length > 0) {
            read(TOGETHER.get((input[0] & 255) % TOGETHER.size()), Arrays.copyOfRange(input, 1, input.length));
        }
    }

    /** Called by the fuzzer at its end. */
    public static void fuzzerTearDown() throws IOException {
        FolderTree.delete(FOLDER);
    }

    /** An input as {@link #fuzzerTestOneInput} expects it if no target is named. */
    static byte[] inputFor(FuzzTarget target, byte[] input) {
        byte[] all = new byte[input.length + 1];
        all[0] = (byte) TOGETHER.indexOf(target);
        System.arraycopy(input, 0, all, 1, input.length);
        return all;
    }

    private static void read(FuzzTarget target, byte[] input) throws IOException {
        // the first input of a target also loads and instruments its classes
        boolean isFirst = STARTED_TARGETS.add(target);
        long start = THREADS.getCurrentThreadCpuTime();
        target.read(input, FOLDER.resolve(target.word()));
        if (!isFirst && THREADS.getCurrentThreadCpuTime() - start > MAX_CPU_NANOS) {
            throw new IllegalStateException("it takes more than 5 s of CPU time");
        }
    }

    /** A temporary folder with a folder for each target. */
    private static Path folder() {
        try {
            Path folder = Fuzz.temporaryFolder();
            for (FuzzTarget target : FuzzTarget.values()) {
                Files.createDirectory(folder.resolve(target.word()));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

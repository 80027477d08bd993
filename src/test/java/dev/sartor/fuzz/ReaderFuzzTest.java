package dev.sartor.fuzz;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every reader returns or throws a {@link dev.sartor.base.UserError}, for the committed inputs and for changes of them, within five
 * seconds and half a gigabyte. More inputs: {@code -Dsartor.fuzz.inputs=100000}, and {@code mvn -Pfuzz} with Jazzer, see
 * {@code src/fuzz/README.md}.
 */
@Isolated
class ReaderFuzzTest {
    private static final int INPUTS = Integer.getInteger("sartor.fuzz.inputs", 150);
    private static final long FIRST_SEED = Long.getLong("sartor.fuzz.seed", 1);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long MAX_BYTES = 512L << 20;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void aReaderReturnsOrThrowsAUserError(FuzzTarget target) throws IOException {
        List<byte[]> corpus = target.corpus();
        assertTrue(!corpus.isEmpty(), "no corpus");
        for (byte[] input : corpus) {
            read(target, input, "the corpus");
        }
        for (long seed = FIRST_SEED; seed < FIRST_SEED + INPUTS; seed++) {
            read(target, new Mutations(new SplittableRandom(seed)).mutate(corpus), "seed " + seed);
        }
    }

    private void read(FuzzTarget target, byte[] input, String origin) {
        try {
            long bytes = assertTimeoutPreemptively(TIMEOUT, () -> allocated(() -> target.read(input, folder)));
            assertTrue(bytes < MAX_BYTES, bytes + " bytes were allocated");
        } catch (Throwable e) {
            throw new AssertionError(target + ", " + origin + ": " + new String(input, StandardCharsets.ISO_8859_1), e);
        }
    }

    /** Reads an input. */
    private interface Reading {
        void run() throws IOException;
    }

    private static long allocated(Reading reading) throws IOException {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        reading.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}

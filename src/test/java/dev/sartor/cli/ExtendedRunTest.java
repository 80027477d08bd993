package dev.sartor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A finished search is continued: with more trials, and with images that were moved. */
class ExtendedRunTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void writeSpace() throws IOException {
        Files.writeString(folder.resolve("tiny.yaml"), EndToEndTest.SPACE);
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private static void search(String run, String algorithm, int trials) {
        CommandRun.ok(
                "search",
                "--space",
                path("tiny.yaml"),
                "--accuracy",
                "most-params",
                "--algorithm",
                algorithm,
                "--population",
                "6",
                "--trials",
                Integer.toString(trials),
                "--out",
                path(run));
    }

    private static String trials(String run) throws IOException {
        return Files.readString(folder.resolve(run).resolve("trials.jsonl"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nsga2", "random"})
    void anExtendedRunHasTheBytesOfOneThatWasStartedWithMoreTrials(String algorithm) throws IOException {
        search(algorithm + "-long", algorithm, 24);
        search(algorithm, algorithm, 12);
        String first = trials(algorithm);
        CommandRun.ok("search", "--resume", path(algorithm), "--trials", "24");
        assertTrue(trials(algorithm).startsWith(first), "the first trials keep their bytes");
        assertEquals(trials(algorithm + "-long"), trials(algorithm));
        assertEquals(
                Files.readString(folder.resolve(algorithm + "-long/front.csv")),
                Files.readString(folder.resolve(algorithm + "/front.csv")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"regularised-evolution", "predictive", "local-search"})
    void whereGenerationsDependOnTheNumberOfTrialsTheFirstTrialsKeepTheirBytes(String algorithm) throws IOException {
        search(algorithm, algorithm, 12);
        String first = trials(algorithm);
        CommandRun.ok("search", "--resume", path(algorithm), "--trials", "20");
        assertTrue(trials(algorithm).startsWith(first) && !trials(algorithm).equals(first), trials(algorithm));
    }

    @Test
    void fewerTrialsAreRefused() {
        search("fewer", "random", 12);
        CommandRun run = CommandRun.of("search", "--resume", path("fewer"), "--trials", "11");
        assertEquals(2, run.status());
        assertTrue(run.err().contains("--trials 11 is less than the 12 trials that the run has"), run.err());
    }

    /** An IDX folder (MNIST's format) with images of noise. */
    private static void writeImages(Path data, long seed) throws IOException {
        Files.createDirectories(data);
        var random = new SplittableRandom(seed);
        for (String part : new String[] {"train", "t10k"}) {
            int count = part.equals("train") ? 40 : 20;
            // a header of 16 bytes, then images of 12 x 12 pixels
            byte[] pixels = new byte[16 + count * 144];
            random.nextBytes(pixels);
            System.arraycopy(
                    // the magic number of bytes in 3 dimensions, and these dimensions
                    new byte[] {0, 0, 8, 3, 0, 0, 0, (byte) count, 0, 0, 0, 12, 0, 0, 0, 12}, 0, pixels, 0, 16);
            byte[] labels = new byte[8 + count];
            System.arraycopy(new byte[] {0, 0, 8, 1, 0, 0, 0, (byte) count}, 0, labels, 0, 8);
            for (int i = 0; i < count; i++) {
                labels[8 + i] = (byte) (i % 10);
            }
            Files.write(data.resolve(part + "-images-idx3-ubyte"), pixels);
            Files.write(data.resolve(part + "-labels-idx1-ubyte"), labels);
        }
    }

    @Test
    void movedImagesAreFoundByTheirNewPathAndMustBeTheSame() throws IOException {
        Path data = folder.resolve("pictures");
        writeImages(data, 1);
        CommandRun.ok(
                "search",
                "--space",
                path("tiny.yaml"),
                "--data",
                data.toString(),
                "--accuracy",
                "naswot:images=8",
                "--trials",
                "4",
                "--out",
                path("moved"));
        String first = trials("moved");
        Files.move(data, folder.resolve("elsewhere"));

        CommandRun gone = CommandRun.of("search", "--resume", path("moved"), "--trials", "8");
        assertEquals(2, gone.status());
        assertTrue(gone.err().contains("are no longer in '") && gone.err().contains("--data"), gone.err());

        writeImages(folder.resolve("others"), 2);
        CommandRun others =
                CommandRun.of("search", "--resume", path("moved"), "--trials", "8", "--data", path("others"));
        assertNotEquals(0, others.status());
        assertTrue(others.err().contains("changed since the run was started: data"), others.err());
        assertEquals(first, trials("moved"));

        CommandRun.ok("search", "--resume", path("moved"), "--trials", "8", "--data", path("elsewhere"));
        assertTrue(trials("moved").startsWith(first));
        // the run remembers the new place
        CommandRun.ok("search", "--resume", path("moved"), "--trials", "9");
    }
}

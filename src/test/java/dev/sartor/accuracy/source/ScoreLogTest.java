package dev.sartor.accuracy.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.arch.Architecture;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreLogTest {
    private static final ScoreLog.Computation FORBIDDEN = () -> {
        throw new AssertionError("the score is computed again");
    };

    @TempDir
    Path temp;

    private final SearchSpace space = SpaceFile.find("small-28");
    private final Architecture first = architecture(1);
    private final Architecture second = architecture(2);

    private Architecture architecture(long seed) {
        return space.decode(space.sample(new SplittableRandom(seed)));
    }

    private Path file() {
        return temp.resolve("accuracy/scores.jsonl");
    }

    private ScoreLog log() {
        return ScoreLog.in(temp.resolve("accuracy"));
    }

    @Test
    void aScoreIsComputedOnceForAnArchitectureAndASeedAlsoByLaterProcesses() throws Exception {
        ScoreLog log = log();
        assertEquals(0.25, log.recordedOr(first, 1, () -> 0.25));
        assertEquals(0.25, log.recordedOr(first, 1, FORBIDDEN));
        ScoreLog later = log();
        assertEquals(0.25, later.recordedOr(first, 1, FORBIDDEN));
        assertEquals(0.5, later.recordedOr(first, 2, () -> 0.5), "another seed");
        assertEquals(0.75, later.recordedOr(second, 1, () -> 0.75), "another architecture");
        assertEquals(3, Files.readAllLines(file()).size());
    }

    @Test
    void scoresWithAllTheirDigitsAreRead() throws Exception {
        double score = 1 / 3.0;
        log().recordedOr(first, Long.MIN_VALUE, () -> score);
        assertEquals(score, log().recordedOr(first, Long.MIN_VALUE, FORBIDDEN));
    }

    @Test
    void damagedLinesAreSkippedAndTheOthersAreKept() throws Exception {
        log().recordedOr(first, 1, () -> 0.25);
        Files.writeString(file(), "garbage\n{\"architecture\":\"\"}\n{\"archi", StandardOpenOption.APPEND);
        ScoreLog later = log();
        assertEquals(0.25, later.recordedOr(first, 1, FORBIDDEN));
        later.recordedOr(second, 1, () -> 0.75);
        assertEquals(0.75, log().recordedOr(second, 1, FORBIDDEN));
    }

    @Test
    void aComputationThatFailsOrIsInterruptedRecordsNothing() throws Exception {
        assertThrows(
                IllegalStateException.class,
                () -> log().recordedOr(first, 1, () -> {
                    throw new IllegalStateException("no accuracy");
                }));
        assertThrows(
                InterruptedException.class,
                () -> log().recordedOr(first, 1, () -> {
                    throw new InterruptedException();
                }));
        assertFalse(Files.exists(file()));
        assertEquals(0.5, log().recordedOr(first, 1, () -> 0.5));
    }

    @Test
    void withoutAFolderNothingIsRecorded() throws Exception {
        ScoreLog none = ScoreLog.none();
        assertEquals(0.25, none.recordedOr(first, 1, () -> 0.25));
        assertEquals(0.5, none.recordedOr(first, 1, () -> 0.5));
    }

    @Test
    void deletingTheLogLeavesOtherFilesOfItsFolder() throws IOException, InterruptedException {
        Path folder = file().getParent();
        ScoreLog.delete(folder);
        log().recordedOr(first, 1, () -> 0.25);
        Files.writeString(folder.resolve("command.log"), "call 1");
        ScoreLog.delete(folder);
        assertFalse(Files.exists(file()));
        assertTrue(Files.exists(folder.resolve("command.log")));
        Files.delete(folder.resolve("command.log"));
        log().recordedOr(first, 1, () -> 0.25);
        ScoreLog.delete(folder);
        assertFalse(Files.exists(folder));
    }

    @Test
    void aCommandIsNotCalledAgainForAnAccuracyThatItPrinted() throws Exception {
        Path calls = temp.resolve("calls");
        var spec = (AccuracySpec.Command) AccuracySpec.parse("command:echo call >> '" + calls + "'; echo 0.5");
        for (int search = 0; search < 2; search++) {
            AccuracySource source = new CommandSource(spec, Optional.empty()).withCacheFolder(temp.resolve("accuracy"));
            assertEquals(0.5, source.score(first, 1));
        }
        assertEquals(1, Files.readAllLines(calls).size());
    }
}

package dev.sartor.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.base.UserError;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.SearchProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialLogTest {
    private final SearchProblem problem = ToyProblem.problem();
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<Trial> trials = List.of(trial(1), trial(2), trial(3));

    @TempDir
    private Path temp;

    private Path file;

    private Trial trial(int id) {
        Candidate candidate = problem.candidate(problem.space().sample(random));
        // Trial: id, generation, origin, genome, blocks, costs, feasible, prediction, score
        return new Trial(
                id,
                0,
                Trial.Origin.RANDOM,
                problem.space().format(candidate.genome()),
                problem.space().decode(candidate.genome()).blockStrings(),
                candidate.costs(),
                true,
                Optional.empty(),
                OptionalDouble.of(0.5));
    }

    private static Trial unscored(Trial trial) {
        return trial.withScore(OptionalDouble.empty());
    }

    private TrialLog open() {
        return TrialLog.open(file, EvaluationMetric.ACCURACY, Optional.empty());
    }

    private static List<Trial> read(Path file) {
        return TrialLog.read(file, EvaluationMetric.ACCURACY);
    }

    @BeforeEach
    void record() {
        file = temp.resolve("trials.jsonl");
        try (TrialLog log = open()) {
            assertEquals(0, log.size());
            assertEquals(Optional.empty(), log.recordedTrial(unscored(trials.getFirst())));
            trials.forEach(log::append);
        }
    }

    @Test
    void theTrialsOfAnEarlierSessionAreReadAgain() {
        assertEquals(trials, read(file));
        try (TrialLog log = open()) {
            assertEquals(3, log.size());
            assertFalse(log.lastLineDropped());
            for (Trial trial : trials) {
                assertEquals(Optional.of(trial), log.recordedTrial(unscored(trial)));
            }
            assertEquals(Optional.empty(), log.recordedTrial(unscored(trial(4))));
        }
    }

    @Test
    void anotherTrialThanTheRecordedOneIsAnError() {
        try (TrialLog log = open()) {
            UserError other = assertThrows(UserError.class, () -> log.recordedTrial(unscored(trial(2))));
            assertEquals(file + ":2", other.where());
            assertThrows(UserError.class, () -> log.recordedTrial(trials.get(1)));
        }
    }

    @Test
    void aDamagedLastLineIsDropped() throws IOException {
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 20) + "\n");
        try (TrialLog log = open()) {
            assertTrue(log.lastLineDropped());
            assertEquals(2, log.size());
            log.append(trials.getLast());
        }
        assertEquals(text, Files.readString(file));
    }

    @Test
    void aLineThatWasNotWrittenCompletelyIsDropped() throws IOException {
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 20));
        try (TrialLog log = open()) {
            assertTrue(log.lastLineDropped());
            assertEquals(2, log.size());
        }
    }

    @Test
    void aDamagedLineBeforeTheLastIsAnErrorThatNamesIt() throws IOException {
        List<String> lines = Files.readAllLines(file);
        Files.write(file, List.of(lines.get(0), lines.get(1).substring(5), lines.get(2)));
        assertEquals(file + ":2", assertThrows(UserError.class, this::open).where());
        Files.write(file, List.of(lines.get(1), lines.get(2)));
        UserError missing = assertThrows(UserError.class, () -> read(file));
        assertTrue(missing.getMessage().endsWith("trial 2 is in the place of trial 1"), missing.text());
        // the failed attempt has released the file
        Files.write(file, lines);
        open().close();
    }

    @Test
    void onlyOneSessionHasTheLogOpen() {
        try (TrialLog _ = open()) {
            assertThrows(UserError.class, this::open);
        }
    }
}

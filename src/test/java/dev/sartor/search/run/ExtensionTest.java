package dev.sartor.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Cancellation;
import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.base.UserError;
import dev.sartor.base.process.CommandConsent;
import dev.sartor.latency.prediction.MissingUnitPolicy;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.Objective;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Finished runs that are extended by more trials, and runs whose images were moved. */
class ExtensionTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void anExtendedRunKeepsItsFirstBytesAndReachesTheNewNumberOfTrials(Algorithm algorithm) throws IOException {
        Path run = finishedRun("run", algorithm, 30);
        byte[] before = trials(run);
        extend(run, 41);
        assertTrue(Arrays.mismatch(before, trials(run)) == before.length, "the first bytes stay");
        extend(run, 60);
        assertEquals(60, evaluated(run));
        assertEquals(60, RunFolder.open(run).config().budget().trials());
        assertEquals(List.of(30, 41), RunFolder.open(run).config().budget().earlierTrials());
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void anExtendedRunTruncatedAnywhereIsResumedToTheSameBytes(Algorithm algorithm) throws IOException {
        Path run = finishedRun("run", algorithm, 30);
        extend(run, 45);
        byte[] complete = trials(run);
        var random = new SplittableRandom(1);
        for (int i = 0; i < 4; i++) {
            int length = random.nextInt(complete.length + 1);
            Files.write(run.resolve("trials.jsonl"), Arrays.copyOf(complete, length));
            try (RunSession session = RunSession.resume(run, CommandConsent.refused())) {
                search(session);
            }
            assertEquals(-1, Arrays.mismatch(complete, trials(run)), "cut after " + length + " bytes");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"NSGA2", "LOCAL_SEARCH", "RANDOM"})
    void anExtensionAtTheEndOfAGenerationEqualsARunThatWasStartedWithAllTrials(Algorithm algorithm) throws IOException {
        Path extended = finishedRun("extended", algorithm, algorithm == Algorithm.LOCAL_SEARCH ? 1 : 32);
        extend(extended, 60);
        assertEquals(new String(trials(finishedRun("whole", algorithm, 60))), new String(trials(extended)));
    }

    @Test
    void theRandomBaselineGrowsWithTheRun() throws IOException {
        Path run = finishedRun("run", Algorithm.NSGA2, 30);
        byte[] before = Files.readAllBytes(run.resolve("random.jsonl"));
        extend(run, 45);
        byte[] after = Files.readAllBytes(run.resolve("random.jsonl"));
        assertEquals(before.length, Arrays.mismatch(before, after));
        assertEquals(
                45,
                RunFolder.open(run).baseline().stream()
                        .filter(t -> t.isScored())
                        .count());
    }

    @Test
    void fewerTrialsAreRefusedAndEquallyManyChangeNothing() throws IOException {
        Path run = finishedRun("run", Algorithm.NSGA2, 30);
        String config = Files.readString(run.resolve("config.yaml"));
        UserError e =
                assertThrows(UserError.class, () -> RunSession.resume(run, trialsOption(29), CommandConsent.refused()));
        assertTrue(e.getMessage().contains("29") && e.getMessage().contains("30 trials"), e.text());
        extend(run, 30);
        assertEquals(config, Files.readString(run.resolve("config.yaml")));
        // the refused session released its lock
        RunSession.resume(run, CommandConsent.refused()).close();
    }

    @Test
    void movedImagesAreFoundByTheirNewPathAndOthersAreRefused() throws IOException {
        Path data = temp.resolve("pictures");
        Files.createDirectories(data);
        Path run = temp.resolve("run");
        try (RunSession session = create(run, Algorithm.NSGA2, 30, Optional.of(data.toString()))) {
            search(session);
        }
        Path moved = temp.resolve("elsewhere");
        Files.move(data, moved);
        UserError missing = assertThrows(UserError.class, () -> RunSession.resume(run, CommandConsent.refused()));
        assertTrue(missing.fix().contains("--data"), missing.text());
        var options = new ResumeOptions(OptionalInt.of(35), Optional.of(moved.toString()));
        String config = Files.readString(run.resolve("config.yaml"));
        try (RunSession session = RunSession.resume(run, options, CommandConsent.refused())) {
            var others = new RunInputs(
                    ToyProblem.problem("latency<=0.7ms"),
                    ToyProblem.ACCURACY,
                    AccuracySpec.DEFAULT_TRAINING,
                    Optional.empty(),
                    new TreeMap<>(Map.of("space", "1", "data", "3")));
            UserError changed = assertThrows(
                    UserError.class,
                    () -> session.search(others, SearchListener.NONE, 1, System::nanoTime, Cancellation.NEVER));
            assertTrue(changed.getMessage().endsWith(": data"), changed.text());
            assertEquals(config, Files.readString(run.resolve("config.yaml")), "nothing is stored for other images");
            search(session);
        }
        assertEquals(moved.toString(), RunFolder.open(run).config().data().orElseThrow());
        assertEquals(35, evaluated(run));
        RunSession.resume(run, CommandConsent.refused()).close();
    }

    private static ResumeOptions trialsOption(int trials) {
        return new ResumeOptions(OptionalInt.of(trials), Optional.empty());
    }

    private void extend(Path run, int trials) {
        try (RunSession session = RunSession.resume(run, trialsOption(trials), CommandConsent.refused())) {
            search(session);
        }
    }

    private static void search(RunSession session) {
        RunSessionTest.search(session, ToyProblem.ACCURACY, 1, Cancellation.NEVER);
    }

    private Path finishedRun(String name, Algorithm algorithm, int trials) {
        Path run = temp.resolve(name);
        try (RunSession session = create(run, algorithm, trials, Optional.of("shapes"))) {
            search(session);
        }
        return run;
    }

    private static RunSession create(Path run, Algorithm algorithm, int trials, Optional<String> data) {
        // RunConfig: space, images, tables, missing units, objectives, limits, accuracy source, algorithm, budget, seed
        var config = new RunConfig(
                ToyProblem.SPACE_FILE,
                data,
                List.of(),
                MissingUnitPolicy.REFUSE,
                List.of(Objective.parse("accuracy"), Objective.parse("latency")),
                List.of(Limit.parse("latency<=0.7ms")),
                new AccuracySpec.Csv(Path.of("known.csv")),
                algorithm,
                // Budget: trials, time limit, population, offspring per generation
                new Budget(trials, Optional.empty(), 8, 4),
                1);
        return RunSession.create(run, config, RunSessionTest.ENVIRONMENT);
    }

    private static byte[] trials(Path run) throws IOException {
        return Files.readAllBytes(run.resolve("trials.jsonl"));
    }

    private static long evaluated(Path run) {
        return RunFolder.open(run).trials().stream().filter(t -> t.isScored()).count();
    }
}

package dev.sartor.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sartor.Cancellation;
import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.base.UserError;
import dev.sartor.base.UserError.ExitCode;
import dev.sartor.base.file.AppendLog;
import dev.sartor.base.process.CommandConsent;
import dev.sartor.latency.prediction.MissingUnitPolicy;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.Objective;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.SearchResult.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunSessionTest {
    private static final SortedMap<String, String> HASHES = new TreeMap<>(Map.of("space", "1", "data", "2"));
    /** The environment of all runs in the tests of this package. */
    static final RunEnvironment ENVIRONMENT =
            RunEnvironment.here(Instant.EPOCH, "sartor search", Map.of("sartor", "test"), HASHES);

    // Budget: trials, time limit, population, offspring per generation
    static final Budget BUDGET = new Budget(30, Optional.empty(), 8, 4);

    @TempDir
    Path temp;

    Path run;

    @BeforeEach
    void nameTheRun() {
        run = temp.resolve("run");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 13, 29})
    void aCancelledRunIsResumedToTheSameBytes(int evaluations) throws IOException {
        String complete = runUninterrupted();
        var evaluated = new AtomicInteger();
        AccuracySource stopping = ToyProblem.source(a -> {
            if (evaluated.incrementAndGet() > evaluations) {
                Thread.sleep(60_000);
            }
            return ToyProblem.ACCURACY.score(a, 1);
        });
        try (RunSession session = create(run)) {
            assertEquals(
                    End.INTERRUPTED,
                    search(session, stopping, 1, () -> evaluated.get() > evaluations)
                            .end());
        }
        assertTrue(complete.startsWith(Files.readString(run.resolve("trials.jsonl"))));
        assertEquals(complete, resume(2));
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void aRunTruncatedAtAnyByteIsResumedToTheSameBytes(Algorithm algorithm) throws IOException {
        byte[] complete = runUninterrupted(algorithm).getBytes();
        create(run, algorithm).close();
        var random = new SplittableRandom(1);
        for (int i = 0; i < 8; i++) {
            int length = random.nextInt(complete.length + 1);
            Files.write(run.resolve("trials.jsonl"), Arrays.copyOf(complete, length));
            assertEquals(new String(complete), resume(1 + i % 2), "cut after " + length + " bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage\n", "{\"id\":11}\n", "\0\0\0\0\0\n", "\0\0\0", "{\"id\":11,"})
    void aDamagedLastLineIsDroppedWithANote(String end) throws IOException {
        String complete = runUninterrupted();
        create(run).close();
        Files.writeString(run.resolve("trials.jsonl"), lines(complete, 10) + end);
        try (RunSession session = RunSession.resume(run, CommandConsent.refused())) {
            assertTrue(session.trials().lastLineDropped());
            assertEquals(10, session.trials().size());
        }
        assertTrue(Files.readString(run.resolve("trials.jsonl")).startsWith(lines(complete, 10)));
        assertEquals(complete, resume(1));
    }

    @Test
    void aDamagedLineInTheMiddleIsRefusedAndNamed() throws IOException {
        String complete = runUninterrupted();
        create(run).close();
        Files.writeString(
                run.resolve("trials.jsonl"),
                lines(complete, 4) + "garbage\n"
                        + complete.substring(lines(complete, 5).length()));
        UserError e = assertThrows(UserError.class, () -> RunSession.resume(run, CommandConsent.refused()));
        assertEquals(run.resolve("trials.jsonl") + ":5", e.where());
        RunSession.resume(copyWithLines(complete, 4), CommandConsent.refused()).close();
    }

    @Test
    void aRunOfAnotherVersionIsNotResumedAndStaysAsItIs() throws IOException {
        String complete = runUninterrupted();
        Path config = temp.resolve("whole").resolve("config.yaml");
        Files.writeString(config, Files.readString(config).replace("format: 4", "format: 5"));
        UserError e =
                assertThrows(UserError.class, () -> RunSession.resume(temp.resolve("whole"), CommandConsent.refused()));
        assertTrue(e.getMessage().contains("format 5") && e.fix().contains("version of Sartor"), e.text());
        assertEquals(complete, Files.readString(temp.resolve("whole").resolve("trials.jsonl")));
    }

    @Test
    void aRunOfTheFirstFormatIsResumedUnlessItPredicts() throws IOException {
        String complete = runUninterrupted();
        Path whole = temp.resolve("whole");
        Path config = whole.resolve("config.yaml");
        String first = Files.readString(config).replace("format: 4", "format: 1");
        Files.writeString(config, first);
        RunSession.resume(whole, CommandConsent.refused()).close();
        Files.writeString(config, first.replaceFirst("algorithm: .*", "algorithm: predictive"));
        UserError e = assertThrows(UserError.class, () -> RunSession.resume(whole, CommandConsent.refused()));
        assertTrue(e.getMessage().contains("estimated in another way"), e.text());
        assertEquals(complete, Files.readString(whole.resolve("trials.jsonl")));
    }

    @Test
    void aMissingLineIsRefused() throws IOException {
        String complete = runUninterrupted();
        create(run).close();
        Files.writeString(
                run.resolve("trials.jsonl"),
                lines(complete, 4) + complete.substring(lines(complete, 5).length()));
        assertTrue(assertThrows(UserError.class, () -> RunSession.resume(run, CommandConsent.refused()))
                .getMessage()
                .contains("in the place of trial 5"));
    }

    @Test
    void anEditedTrialIsNoticed() throws IOException {
        String complete = runUninterrupted();
        create(run).close();
        Files.writeString(run.resolve("trials.jsonl"), complete.replaceFirst("\"macs\":(\\d+)", "\"macs\":1$1"));
        try (RunSession session = RunSession.resume(run, CommandConsent.refused())) {
            UserError e =
                    assertThrows(UserError.class, () -> search(session, ToyProblem.ACCURACY, 1, Cancellation.NEVER));
            assertEquals(run.resolve("trials.jsonl") + ":1", e.where());
        }
    }

    @Test
    void aResumedRunEvaluatesNothingTwice() throws IOException {
        String complete = runUninterrupted();
        Path copy = copyWithLines(complete, (int) complete.lines().count());
        try (RunSession session = RunSession.resume(copy, CommandConsent.refused())) {
            SearchResult result = search(
                    session,
                    ToyProblem.source(a -> {
                        throw new AssertionError("evaluated for " + a.name());
                    }),
                    1,
                    Cancellation.NEVER);
            assertEquals(
                    complete.lines()
                            .map(l -> TrialJson.parse(l, EvaluationMetric.ACCURACY))
                            .toList(),
                    result.trials());
        }
    }

    @Test
    void aSecondSessionOnARunIsRefused() {
        try (RunSession session = create(run)) {
            assertTrue(assertThrows(UserError.class, () -> RunSession.resume(run, CommandConsent.refused()))
                    .getMessage()
                    .contains("another run"));
            assertTrue(assertThrows(UserError.class, () -> create(run))
                    .getMessage()
                    .contains("another run"));
            assertEquals(0, session.trials().size());
        }
    }

    @Test
    void aRunIsNotStartedInTheFolderOfAnother() {
        create(run).close();
        UserError e = assertThrows(UserError.class, () -> create(run));
        assertTrue(e.fix().contains("--resume " + run), e.text());
    }

    @Test
    void aFolderWithoutARunIsNotResumed() {
        assertTrue(assertThrows(UserError.class, () -> RunSession.resume(temp, CommandConsent.refused()))
                .getMessage()
                .contains("config.yaml"));
    }

    @Test
    void changedInputsAreNamed() {
        try (RunSession session = create(run)) {
            var changed = new RunInputs(
                    ToyProblem.problem(),
                    ToyProblem.ACCURACY,
                    AccuracySpec.DEFAULT_TRAINING,
                    Optional.empty(),
                    new TreeMap<>(Map.of("space", "1", "data", "3")));
            UserError e = assertThrows(
                    UserError.class,
                    () -> session.search(changed, SearchListener.NONE, 1, System::nanoTime, Cancellation.NEVER));
            assertTrue(e.getMessage().endsWith(": data"), e.text());
        }
    }

    @Test
    void aKilledProcessLosesNothingAndHoldsItsRunExclusively() throws IOException, InterruptedException {
        String complete = runUninterrupted();
        var random = new SplittableRandom(3);
        for (int kill = 0; kill < 3; kill++) {
            long before = recorded();
            int wanted = random.nextInt(1, 6);
            Process process = SlowSearch.builder(run).start();
            while (recorded() < before + wanted) {
                assertTrue(process.isAlive());
                Thread.sleep(1);
            }
            UserError e = assertThrows(UserError.class, () -> RunSession.resume(run, CommandConsent.refused()));
            assertTrue(e.getMessage().contains("another run"), e.text());
            process.destroyForcibly();
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        }
        assertEquals(complete, resume(1));
    }

    @Test
    void aFullDiskStopsTheSearchAndKeepsTheRecordedTrials() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/bin/bash")), "no bash to limit the size of files with");
        String complete = runUninterrupted();
        Path errors = temp.resolve("errors");
        // files of at most 4 blocks of 1024 bytes
        Process process = SlowSearch.builder(run, "/bin/bash", "-c", "ulimit -f 4; exec \"$@\"", "limited")
                .redirectError(errors.toFile())
                .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        assertTrue(Files.readString(errors).contains("cannot write 'trials.jsonl'"), Files.readString(errors));
        String kept = Files.readString(run.resolve("trials.jsonl"));
        assertTrue(
                kept.length() > 2048 && kept.length() <= 4096 && kept.endsWith("\n") && complete.startsWith(kept),
                kept);
        assertEquals(complete, resume(1));
    }

    @Test
    void aFailingWriterStopsTheSearchWithItsError() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no /dev/full on this machine");
        try (AppendLog log = AppendLog.open(full)) {
            var search = ToyProblem.search(ToyProblem.problem(), ToyProblem.ACCURACY, BUDGET, 1, new Journal() {
                @Override
                public Optional<Trial> recordedTrial(Trial expected) {
                    return Optional.empty();
                }

                @Override
                public void append(Trial trial) {
                    log.append(TrialJson.format(trial, EvaluationMetric.ACCURACY));
                }
            });
            UserError e = assertThrows(UserError.class, () -> search.run(2, Cancellation.NEVER));
            assertEquals(ExitCode.FAILED, e.exitCode());
            assertTrue(e.fix().contains("free space"), e.text());
        }
    }

    @Test
    void aFolderThatCannotBeCreatedIsAUserError() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "x");
        assertEquals(
                ExitCode.FAILED,
                assertThrows(UserError.class, () -> create(file.resolve("run"))).exitCode());
    }

    @Test
    void theFrontIsWrittenFromTheMostAccurateNetworkOnWithLatenciesInMs() throws IOException {
        runUninterrupted();
        List<String> rows = Files.readAllLines(temp.resolve("whole").resolve("front.csv"));
        assertEquals("id,accuracy,latency_ms:toy,macs,params,peak_activation_bytes,architecture", rows.getFirst());
        assertEquals(
                RunFolder.open(temp.resolve("whole")).trials().stream()
                        .filter(Trial::isScored)
                        .mapToDouble(t -> t.score().orElseThrow())
                        .max()
                        .orElseThrow(),
                Double.parseDouble(rows.get(1).split(",")[1]));
        assertFalse(rows.get(1).isEmpty());
    }

    private String runUninterrupted() throws IOException {
        return runUninterrupted(Algorithm.NSGA2);
    }

    private String runUninterrupted(Algorithm algorithm) throws IOException {
        Path complete = temp.resolve("whole");
        try (RunSession session = create(complete, algorithm)) {
            assertEquals(
                    End.BUDGET_SPENT,
                    search(session, ToyProblem.ACCURACY, 1, Cancellation.NEVER).end());
        }
        return Files.readString(complete.resolve("trials.jsonl"));
    }

    private String resume(int workers) throws IOException {
        try (RunSession session = RunSession.resume(run, CommandConsent.refused())) {
            assertEquals(
                    End.BUDGET_SPENT,
                    search(session, ToyProblem.ACCURACY, workers, Cancellation.NEVER)
                            .end());
        }
        return Files.readString(run.resolve("trials.jsonl"));
    }

    private Path copyWithLines(String complete, int count) throws IOException {
        Path copy = temp.resolve("copy");
        create(copy).close();
        Files.writeString(copy.resolve("trials.jsonl"), lines(complete, count), StandardOpenOption.TRUNCATE_EXISTING);
        return copy;
    }

    static RunSession create(Path path) {
        return create(path, Algorithm.NSGA2);
    }

    private static RunSession create(Path path, Algorithm algorithm) {
        // RunConfig: space, images, tables, missing units, objectives, limits, accuracy source, algorithm, budget, seed
        RunConfig config = new RunConfig(
                ToyProblem.SPACE_FILE,
                Optional.of("shapes"),
                List.of(),
                MissingUnitPolicy.REFUSE,
                List.of(Objective.parse("accuracy"), Objective.parse("latency")),
                List.of(Limit.parse("latency<=0.7ms")),
                AccuracySpec.DEFAULT_TRAINING,
                algorithm,
                BUDGET,
                1);
        return RunSession.create(path, config, ENVIRONMENT);
    }

    static SearchResult search(RunSession session, AccuracySource accuracy, int workers, BooleanSupplier cancelled) {
        SearchProblem problem = ToyProblem.problem(
                session.config().limits().stream().map(Limit::text).toArray(String[]::new));
        return session.search(
                new RunInputs(problem, accuracy, AccuracySpec.DEFAULT_TRAINING, Optional.empty(), HASHES),
                SearchListener.NONE,
                workers,
                System::nanoTime,
                cancelled);
    }

    private static String lines(String text, int count) {
        return String.join("\n", text.lines().limit(count).toList()) + "\n";
    }

    private long recorded() throws IOException {
        Path file = run.resolve("trials.jsonl");
        return Files.exists(file)
                ? Files.readString(file).chars().filter(c -> c == '\n').count()
                : 0;
    }
}

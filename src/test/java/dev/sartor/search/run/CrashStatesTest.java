package dev.sartor.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.Cancellation;
import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.arch.Architecture;
import dev.sartor.base.file.AbandonedFiles;
import dev.sartor.base.process.CommandConsent;
import dev.sartor.latency.prediction.MissingUnitPolicy;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.Objective;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every state in which a kill can leave the folder of a run: between any two renames, and within any appended line. The next start or
 * resumption completes each to the same files.
 */
class CrashStatesTest {
    /** The files of a run in the order in which they appear; logs grow by lines, other files appear by a rename. */
    private static final List<String> FILES =
            List.of("trials.jsonl", "environment.json", "config.yaml", "front.csv", "random.jsonl");

    @TempDir
    Path temp;

    /** Stands for a supernet: it has a fingerprint, which the environment of the run records before the first trial. */
    private static final class SourceWithFingerprint implements AccuracySource {
        @Override
        public double score(Architecture architecture, long seed) {
            return ToyProblem.ACCURACY.score(architecture, 1);
        }

        @Override
        public Optional<String> fingerprint() {
            return Optional.of("a".repeat(64));
        }

        @Override
        public String description() {
            return "test";
        }
    }

    @Test
    void aRunInterruptedInAnyStateIsCompletedToTheSameFiles() throws IOException {
        Path complete = temp.resolve("complete");
        startOrResume(complete);
        // the key learnt holds the fingerprint of the source, and is written once the source is trained
        String withoutFingerprint =
                Files.readString(complete.resolve("environment.json")).replaceFirst(",\\s*\"learnt\" : \"a+\"", "");
        int states = 0;
        // killed while the first files were made: up to two files, without config.yaml, are a new start; with three,
        // the run resumes
        for (int files = 0; files <= 3; files++) {
            Path run = folder("start" + files);
            for (String name : FILES.subList(0, files)) {
                copy(complete, run, name);
            }
            if (files > 0) {
                Files.writeString(run.resolve("trials.jsonl"), "");
            }
            if (files > 1) {
                Files.writeString(run.resolve("environment.json"), withoutFingerprint);
            }
            // the next file was half written
            AbandonedFiles.writeHalf(run.resolve(FILES.get(files)));
            assertCompletedToTheFilesOf(complete, run, "with the first " + files + " files");
            states++;
        }
        var random = new SplittableRandom(4);
        byte[] trials = Files.readAllBytes(complete.resolve("trials.jsonl"));
        byte[] baseline = Files.readAllBytes(complete.resolve("random.jsonl"));
        for (int i = 0; i < 20; i++) {
            Path run = folder("cut" + i);
            copy(complete, run, "environment.json");
            copy(complete, run, "config.yaml");
            int kept = random.nextInt(trials.length + 1);
            // every other state has all trials, and a cut baseline
            boolean allTrials = kept == trials.length || i % 2 == 0;
            Files.write(run.resolve("trials.jsonl"), allTrials ? trials : Arrays.copyOf(trials, kept));
            if (allTrials) {
                copy(complete, run, "front.csv");
                Files.write(run.resolve("random.jsonl"), Arrays.copyOf(baseline, random.nextInt(baseline.length + 1)));
            }
            assertCompletedToTheFilesOf(complete, run, "cut " + i + ", seed 4");
            states++;
        }
        assertEquals(4 + 20, states, "starts and cuts");
    }

    /** A folder as a search makes it before its first file. */
    private Path folder(String name) throws IOException {
        Path run = temp.resolve(name);
        Files.createDirectories(run.resolve("models"));
        return run;
    }

    private static void assertCompletedToTheFilesOf(Path complete, Path run, String state) throws IOException {
        startOrResume(run);
        for (String name : FILES) {
            assertEquals(
                    Files.readString(complete.resolve(name)), Files.readString(run.resolve(name)), name + ", " + state);
        }
        assertEquals(names(complete), names(run), "files, " + state);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private static void copy(Path from, Path to, String name) throws IOException {
        Files.copy(from.resolve(name), to.resolve(name));
    }

    private static void startOrResume(Path run) {
        try (RunSession session = Files.exists(run.resolve("config.yaml"))
                ? RunSession.resume(run, CommandConsent.refused())
                : create(run)) {
            RunSessionTest.search(session, new SourceWithFingerprint(), 1, Cancellation.NEVER);
        }
    }

    private static RunSession create(Path run) {
        // RunConfig: space, images, tables, missing units, objectives, limits, accuracy source, algorithm, budget, seed
        var config = new RunConfig(
                ToyProblem.SPACE_FILE.toAbsolutePath(),
                Optional.of("shapes"),
                List.of(),
                MissingUnitPolicy.REFUSE,
                List.of(Objective.parse("accuracy"), Objective.parse("latency")),
                List.of(Limit.parse("latency<=0.7ms")),
                new AccuracySpec.Csv(Path.of("/known.csv")),
                Algorithm.NSGA2,
                RunSessionTest.BUDGET,
                1);
        return RunSession.create(run, config, RunSessionTest.ENVIRONMENT);
    }
}

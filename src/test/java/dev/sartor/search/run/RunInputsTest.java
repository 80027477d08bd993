package dev.sartor.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Cancellation;
import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.base.UserError;
import dev.sartor.base.process.CommandConsent;
import dev.sartor.latency.prediction.MissingUnitPolicy;
import dev.sartor.latency.table.LatencyTables;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.sampling.SpaceEnumeration;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunInputsTest {
    private static final String SHAPES = "shapes:train=40,validation=20,test=10";

    @TempDir
    Path temp;

    private static RunConfig config(Optional<String> data, AccuracySpec accuracy, Path space) {
        // RunConfig: space, images, tables, missing units, objectives, limits, accuracy source, algorithm, budget, seed
        return new RunConfig(
                space,
                data,
                List.of(),
                MissingUnitPolicy.REFUSE,
                SearchProblem.defaultObjectivesWithoutLatency(),
                List.of(),
                accuracy,
                Algorithm.NSGA2,
                // Budget: trials, time limit, population, offspring per generation
                new Budget(4, Optional.empty(), 2, 2),
                3);
    }

    /** Accuracies of all architectures of the tiny space. */
    private Path accuracies() throws IOException {
        SearchSpace space = ToyProblem.space();
        String rows = new SpaceEnumeration(space)
                .genomes()
                .map(g -> space.format(g) + ",0." + (1 + Math.floorMod(g.hashCode(), 9)))
                .collect(Collectors.joining("\n", "genome,accuracy\n", "\n"));
        return Files.writeString(temp.resolve("known.csv"), rows);
    }

    @Test
    void candidatesAreTrainedOnTheDataAtEveryResolution() throws IOException {
        RunConfig config =
                config(Optional.of(SHAPES), AccuracySpec.parse("training:epochs=1,images=20"), ToyProblem.SPACE_FILE);
        RunInputs inputs = RunInputs.open(config);
        assertEquals("3x24x24", inputs.dataset().orElseThrow().shape().toString());
        assertEquals(Set.of("space", "data"), inputs.hashes().keySet());
        int classes = inputs.dataset().orElseThrow().classes().size();
        Path run = temp.resolve("run");
        var environment = RunEnvironment.here(Instant.EPOCH, "", Map.of(), inputs.hashes())
                .withEvaluationSet(inputs.accuracy().evaluationSet());
        try (RunSession session = RunSession.create(run, config, environment)) {
            SearchResult result = session.search(inputs, SearchListener.NONE, 2, System::nanoTime, Cancellation.NEVER);
            assertEquals(4, result.trials().size());
        }
        EvaluationSet evaluationSet = RunFolder.open(run).evaluationSet().orElseThrow();
        assertEquals(20, evaluationSet.images());
        assertTrue(Files.readAllLines(run.resolve("trials.jsonl")).stream()
                .allMatch(l -> l.contains("\"images\":20,\"interval\":[")));
        assertTrue(Files.readString(run.resolve("front.csv"))
                .startsWith("id,accuracy,accuracy_low,accuracy_high,largest_class_share,macs"));
        SearchSpace space = inputs.problem().space();
        assertTrue(RunFolder.open(run).trials().stream()
                .map(t -> space.decode(space.parse(t.genome())))
                .allMatch(a -> a.withClasses(classes).equals(a)));
    }

    @Test
    void knownAccuraciesNeedNoData() throws IOException {
        RunInputs inputs =
                RunInputs.open(config(Optional.empty(), new AccuracySpec.Csv(accuracies()), ToyProblem.SPACE_FILE));
        assertEquals(Set.of("space", "accuracy"), inputs.hashes().keySet());
        assertTrue(inputs.accuracy().description().startsWith("288 known accuracies"));
    }

    @Test
    void trainingWithoutDataIsRefused() {
        UserError e = assertThrows(
                UserError.class,
                () -> RunInputs.open(config(Optional.empty(), AccuracySpec.DEFAULT_TRAINING, ToyProblem.SPACE_FILE)));
        assertTrue(e.fix().contains("--data"), e.text());
    }

    @Test
    void theFilesOfASearchByATrainingFreeScoreNameTheScore() throws IOException {
        AccuracySpec spec = AccuracySpec.parse("most-params");
        RunConfig config = new RunConfig(
                ToyProblem.SPACE_FILE,
                Optional.empty(),
                List.of(),
                MissingUnitPolicy.REFUSE,
                // no latency is known
                SearchProblem.defaultObjectives(spec.metric(), false),
                List.of(),
                spec,
                Algorithm.NSGA2,
                new Budget(4, Optional.empty(), 2, 2),
                3);
        RunInputs inputs = RunInputs.open(config);
        Path run = temp.resolve("run");
        SearchResult result;
        try (RunSession session =
                RunSession.create(run, config, RunEnvironment.here(Instant.EPOCH, "", Map.of(), inputs.hashes()))) {
            result = session.search(inputs, SearchListener.NONE, 2, System::nanoTime, Cancellation.NEVER);
        }
        assertTrue(result.trials().stream()
                .allMatch(t -> t.score().orElseThrow() == t.costs().params()));
        assertEquals(result.trials(), RunFolder.open(run).trials());
        assertTrue(Files.readString(run.resolve("trials.jsonl")).lines().allMatch(l -> l.contains("\"most-params\":")));
        assertTrue(Files.readString(run.resolve("front.csv")).startsWith("id,most-params,macs"));
        SearchJson.Point point = SearchJson.of("run", result, spec.metric(), Optional.empty())
                .front()
                .getFirst();
        assertNull(point.accuracy());
        assertEquals(Set.of("most-params"), point.score().keySet());
    }

    @Test
    void aScoreIsRefusedAsAnAccuracy() {
        UserError e = assertThrows(
                UserError.class,
                () -> RunInputs.open(config(Optional.empty(), AccuracySpec.parse("most-macs"), ToyProblem.SPACE_FILE)));
        assertEquals("the objective needs accuracy, but the accuracy source gives most-macs score", e.getMessage());
    }

    @Test
    void aChangedSpaceIsNoticedWhenARunIsResumed() throws IOException {
        Path space = Files.copy(ToyProblem.SPACE_FILE, temp.resolve("mine.yaml"));
        RunConfig config = config(Optional.empty(), new AccuracySpec.Csv(accuracies()), space);
        RunInputs inputs = RunInputs.open(config);
        Path run = temp.resolve("run");
        try (RunSession session =
                RunSession.create(run, config, RunEnvironment.here(Instant.EPOCH, "", Map.of(), inputs.hashes()))) {
            session.search(inputs, SearchListener.NONE, 1, System::nanoTime, Cancellation.NEVER);
        }
        try (RunSession session = RunSession.resume(run, CommandConsent.refused())) {
            assertEquals(
                    4,
                    session.search(
                                    RunInputs.open(session.config()),
                                    SearchListener.NONE,
                                    1,
                                    System::nanoTime,
                                    Cancellation.NEVER)
                            .trials()
                            .size());
            Files.writeString(space, Files.readString(space).replace("expansion: 2", "expansion: 3"));
            RunInputs changed = RunInputs.open(session.config());
            assertNotEquals(inputs.hashes(), changed.hashes());
            UserError e = assertThrows(
                    UserError.class,
                    () -> session.search(changed, SearchListener.NONE, 1, System::nanoTime, Cancellation.NEVER));
            assertTrue(e.getMessage().endsWith(": space"), e.text());
        }
    }

    @Test
    void aTableThatDoesNotCoverTheSpaceIsRefused() {
        RunConfig config = new RunConfig(
                ToyProblem.SPACE_FILE,
                Optional.empty(),
                List.of(LatencyTables.FOLDER.resolve("xeon-vm-ort-fp32-1t-small-28.csv")),
                MissingUnitPolicy.REFUSE,
                SearchProblem.defaultObjectivesWithLatency(),
                List.of(Limit.parse("latency<=1ms")),
                AccuracySpec.parse("most-macs"),
                Algorithm.NSGA2,
                new Budget(4, Optional.empty(), 2, 2),
                3);
        UserError e = assertThrows(UserError.class, () -> RunInputs.open(config));
        assertTrue(e.getMessage().contains("lacks"), e.text());
    }

    @Test
    void tablesOfOneDeviceWithTwoRuntimesAreRefused() throws IOException {
        String name = "xeon-vm-ort-fp32-1t-small-28";
        Path later = Files.copy(LatencyTables.FOLDER.resolve(name + ".csv"), temp.resolve("later.csv"));
        String certificate = Files.readString(LatencyTables.FOLDER.resolve(name + ".json"));
        Files.writeString(
                temp.resolve("later.json"),
                certificate.replace("\"version\" : \"1.29.0\"", "\"version\" : \"1.30.0\""));
        RunConfig config = new RunConfig(
                ToyProblem.SPACE_FILE,
                Optional.empty(),
                List.of(LatencyTables.FOLDER.resolve(name + ".csv"), later),
                MissingUnitPolicy.REFUSE,
                SearchProblem.defaultObjectivesWithLatency(),
                List.of(),
                AccuracySpec.parse("most-macs"),
                Algorithm.NSGA2,
                new Budget(4, Optional.empty(), 2, 2),
                3);
        UserError e = assertThrows(UserError.class, () -> RunInputs.open(config));
        assertTrue(
                e.getMessage().contains("was ONNX Runtime 1.29.0")
                        && e.getMessage().contains("is ONNX Runtime 1.30.0"),
                e.text());
    }

    @Test
    void theMessageOfAMissingSpaceNamesIt() {
        Path missing = temp.resolve("no.yaml");
        UserError e = assertThrows(
                UserError.class,
                () -> RunInputs.open(config(Optional.empty(), AccuracySpec.DEFAULT_TRAINING, missing)));
        assertTrue(e.where().contains("no.yaml"), e.text());
        assertThrows(UserError.class, () -> SpaceFile.read(missing));
    }
}

package dev.sartor.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Cancellation;
import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.base.process.CommandConsent;
import dev.sartor.latency.prediction.MissingUnitPolicy;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.Objective;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RandomBaselineTest {
    private static final AccuracySpec KNOWN_ACCURACIES = new AccuracySpec.Csv(Path.of("known.csv"));

    @TempDir
    private Path temp;

    @Test
    void aSearchWithKnownAccuraciesIsComparedWithAsManyRandomNetworks() {
        SearchResult result = search(KNOWN_ACCURACIES, Algorithm.NSGA2);
        List<Trial> random = RunFolder.open(run()).baseline();
        assertEquals(
                result.trials().stream().filter(Trial::isScored).count(),
                random.stream().filter(Trial::isScored).count());
        assertTrue(random.stream().allMatch(t -> t.origin() == Trial.Origin.RANDOM));
        assertEquals(
                random.size(), random.stream().map(Trial::genome).distinct().count());
    }

    @Test
    void aTruncatedBaselineIsResumedToTheSameBytes() throws IOException {
        search(KNOWN_ACCURACIES, Algorithm.NSGA2);
        Path file = new RunFolder(run()).baselineFile();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        try (RunSession session = RunSession.resume(run(), CommandConsent.refused())) {
            RunSessionTest.search(session, ToyProblem.ACCURACY, 2, Cancellation.NEVER);
        }
        assertEquals(-1, Arrays.mismatch(whole, Files.readAllBytes(file)));
    }

    @Test
    void aSearchThatTrainsAndARandomSearchHaveNoBaseline() throws IOException {
        search(AccuracySpec.DEFAULT_TRAINING, Algorithm.NSGA2);
        assertFalse(Files.exists(new RunFolder(run()).baselineFile()));
        temp = Files.createDirectory(temp.resolve("other"));
        search(KNOWN_ACCURACIES, Algorithm.RANDOM);
        assertFalse(Files.exists(new RunFolder(run()).baselineFile()));
    }

    private Path run() {
        return temp.resolve("run");
    }

    private SearchResult search(AccuracySpec accuracy, Algorithm algorithm) {
        // RunConfig: space, images, tables, missing units, objectives, limits, accuracy source, algorithm, budget, seed
        var config = new RunConfig(
                ToyProblem.SPACE_FILE,
                Optional.of("shapes"),
                List.of(),
                MissingUnitPolicy.REFUSE,
                List.of(Objective.parse("accuracy"), Objective.parse("latency")),
                List.of(Limit.parse("latency<=0.7ms")),
                accuracy,
                algorithm,
                RunSessionTest.BUDGET,
                1);
        try (RunSession session = RunSession.create(run(), config, RunSessionTest.ENVIRONMENT)) {
            return RunSessionTest.search(session, ToyProblem.ACCURACY, 1, Cancellation.NEVER);
        }
    }
}

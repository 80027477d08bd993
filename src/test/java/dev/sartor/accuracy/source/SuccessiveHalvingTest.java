package dev.sartor.accuracy.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.arch.Architecture;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuccessiveHalvingTest {
    private static final Dataset SHAPES =
            Datasets.open("shapes:size=24,rgb,train=300,validation=80,test=50", DatasetOptions.defaults());
    private static final SearchSpace SPACE = SpaceFile.read(Path.of("src/test/resources/dev/sartor/search/tiny.yaml"))
            .withClasses(SHAPES.classes().size());

    @TempDir
    Path temp;

    private static List<Architecture> population(int count) {
        var random = new SplittableRandom(2);
        return Stream.generate(() -> SPACE.decode(SPACE.sample(random)))
                .distinct()
                .limit(count)
                .toList();
    }

    private PopulationSource source(String folder) {
        return source(folder, "halving:epochs=3,first=1,keep=2,images=64");
    }

    private PopulationSource source(String folder, String spec) {
        return (PopulationSource) AccuracySource.open(AccuracySpec.parse(spec), SPACE, Optional.of(SHAPES), 1)
                .withCacheFolder(temp.resolve(folder));
    }

    private static List<Integer> mostAccurate(List<Integer> remaining, double[] scores, int count) {
        return remaining.stream()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .limit(count)
                .toList();
    }

    private static double score(Architecture a, String spec) throws InterruptedException {
        return AccuracySource.open(AccuracySpec.parse(spec), SPACE, Optional.of(SHAPES), 1)
                .score(a, 7);
    }

    @Test
    void aCandidatePromotedToTheEndHasTheAccuracyOfAnUninterruptedTraining() throws InterruptedException {
        List<Architecture> four = population(4);
        List<List<Integer>> comparedAtRungs = new ArrayList<>();
        // scores: population, seed, threads, rule of promotion
        double[] scores = source("a").scores(four, 7, 1, (remaining, scoresSoFar, count) -> {
            comparedAtRungs.add(remaining);
            return mostAccurate(remaining, scoresSoFar, count);
        });
        assertEquals(List.of(4, 2), comparedAtRungs.stream().map(List::size).toList(), "rungs of 1, 2 and 3 epochs");
        // two of four are promoted, then one of two: its accuracy is that of three epochs without a pause
        List<Double> uninterrupted = new ArrayList<>();
        for (Architecture a : four) {
            uninterrupted.add(score(a, "training:epochs=3,images=64"));
        }
        long same = Stream.of(0, 1, 2, 3)
                .filter(i -> scores[i] == uninterrupted.get(i))
                .count();
        assertTrue(same >= 1, "one score is that of three epochs");
        double alone = source("alone").score(four.getFirst(), 7);
        assertEquals(uninterrupted.getFirst(), alone);
    }

    @Test
    void everyFoldOfACrossValidationContinuesWhereItPaused() throws Exception {
        Architecture a = population(1).getFirst();
        double halved = source("folds", "halving:epochs=3,first=1,keep=2,images=40,folds=2")
                .scores(List.of(a), 7, 1, SuccessiveHalvingTest::mostAccurate)[0];
        assertEquals(score(a, "training:epochs=3,images=40,folds=2"), halved);
        assertNoCheckpoints("folds");
    }

    @Test
    void scoresDoNotDependOnThreads() throws InterruptedException {
        List<Architecture> four = population(4);
        assertArrayEquals(
                source("one").scores(four, 7, 1, SuccessiveHalvingTest::mostAccurate),
                source("two").scores(four, 7, 2, SuccessiveHalvingTest::mostAccurate));
    }

    @Test
    void anInterruptedPopulationResumes() throws Exception {
        List<Architecture> four = population(4);
        double[] uninterrupted = source("whole").scores(four, 7, 1, SuccessiveHalvingTest::mostAccurate);
        PopulationSource first = source("interrupted");
        assertThrows(
                InterruptedException.class,
                () -> first.scores(four, 7, 1, (remaining, scores, count) -> {
                    Thread.currentThread().interrupt();
                    return mostAccurate(remaining, scores, count);
                }));
        Thread.interrupted();
        long lines = Files.lines(temp.resolve("interrupted/rungs.txt")).count();
        assertTrue(lines >= 4, "the first rung is stored");
        assertArrayEquals(uninterrupted, source("interrupted").scores(four, 7, 1, SuccessiveHalvingTest::mostAccurate));
        assertEquals(
                // candidates in the three rungs
                4 + 2 + 1,
                Files.readAllLines(temp.resolve("interrupted/rungs.txt")).size(),
                "nothing was trained twice");
        assertNoCheckpoints("interrupted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\n",
                "1 2 x\n",
                "1 2 3 4\n",
                "\n",
                "1f 1 0.9",
                "1f 1 7.0\n",
                "\0\0\0\n",
                "1f 99999999999 0.5\n"
            })
    void damagedLinesOfTheResultsAreSkipped(String line) throws Exception {
        List<Architecture> two = population(2);
        double[] scores = source("damaged").scores(two, 7, 1, SuccessiveHalvingTest::mostAccurate);
        Path results = temp.resolve("damaged/rungs.txt");
        Files.writeString(results, Files.readString(results) + line);
        assertArrayEquals(scores, source("damaged").scores(two, 7, 1, SuccessiveHalvingTest::mostAccurate));
    }

    private void assertNoCheckpoints(String folder) throws IOException {
        try (var files = Files.list(temp.resolve(folder))) {
            assertEquals(
                    List.of("rungs.txt"),
                    files.map(f -> f.getFileName().toString()).toList());
        }
    }
}

package dev.sartor.accuracy.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Cancellation;
import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.Evaluation;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.network.Lowering;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupernetSourceTest {
    private static final Dataset SHAPES =
            Datasets.open("shapes:size=24,rgb,train=120,validation=60,test=50", DatasetOptions.defaults());
    private static final SearchSpace SPACE = SpaceFile.read(Path.of("src/test/resources/dev/sartor/search/tiny.yaml"))
            .withClasses(SHAPES.classes().size());

    @TempDir
    Path folder;

    private static AccuracySource source(String spec) {
        return AccuracySource.open(AccuracySpec.parse(spec), SPACE, Optional.of(SHAPES), 1);
    }

    private static List<Architecture> architectures(int count) {
        var random = new SplittableRandom(2);
        return Stream.generate(() -> SPACE.decode(SPACE.sample(random)))
                .limit(count)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "supernet:epochs=1",
                "supernet:epochs=1,tuned=2",
                "supernet:epochs=1,sandwich=2",
                "supernet:epochs=1,choices=equal,clip=5"
            })
    void simultaneousCallsTrainOnceAndGiveTheSameScores(String spec) throws InterruptedException, ExecutionException {
        List<Architecture> three = architectures(3);
        AccuracySource one = source(spec);
        AccuracySource other = source(spec);
        try (var threads = Executors.newFixedThreadPool(3)) {
            var simultaneous = three.reversed().stream()
                    .map(a -> threads.submit(() -> other.score(a.withName("other"), 7)))
                    .toList();
            for (int i = 0; i < 3; i++) {
                assertEquals(one.score(three.get(i), 7), simultaneous.get(2 - i).get());
            }
        }
    }

    @Test
    void aCancelledTrainingResumesFromItsFolderWithTheSameScores() throws InterruptedException {
        Architecture a = architectures(1).getFirst();
        double uninterrupted = source("supernet:epochs=2").score(a, 7);
        var steps = new AtomicInteger();
        source("supernet:epochs=2")
                .withCacheFolder(folder)
                .prepare(1, TrainingListener.NO_OP, () -> steps.incrementAndGet() > 4);
        assertTrue(Files.exists(folder.resolve("supernet.bin")));
        var resumedSteps = new AtomicInteger();
        AccuracySource resumed = source("supernet:epochs=2").withCacheFolder(folder);
        resumed.prepare(
                2,
                new TrainingListener() {
                    @Override
                    public void afterStep(Progress progress) {
                        resumedSteps.incrementAndGet();
                    }
                },
                Cancellation.NEVER);
        // 3 batches of 32 an epoch
        assertEquals(2, resumedSteps.get());
        assertEquals(uninterrupted, resumed.score(a, 7));
    }

    @Test
    void theTrainedStateOfTheSameSourceIsReused() throws InterruptedException {
        Architecture a = architectures(1).getFirst();
        AccuracySource first = source("supernet:epochs=1").withCacheFolder(folder.resolve("first"));
        assertEquals(Optional.empty(), first.fingerprint());
        double accuracy = first.score(a, 7);
        AccuracySource second = source("supernet:epochs=1").withCacheFolder(folder.resolve("second"));
        List<Path> others = List.of(folder.resolve("none"), folder.resolve("first"));
        assertEquals(Optional.of(folder.resolve("first")), second.reuseFrom(others));
        second.prepare(
                1,
                new TrainingListener() {
                    @Override
                    public void afterStep(Progress progress) {
                        throw new AssertionError("a step of " + progress);
                    }
                },
                Cancellation.NEVER);
        assertEquals(first.fingerprint().orElseThrow(), second.fingerprint().orElseThrow());
        assertEquals(accuracy, second.score(a, 7));
        assertEquals(Optional.empty(), second.reuseFrom(others));
    }

    @Test
    void unfinishedDamagedAndOtherStatesAreNotReused() throws IOException {
        AccuracySource stopped = source("supernet:epochs=2").withCacheFolder(folder.resolve("stopped"));
        var steps = new AtomicInteger();
        stopped.prepare(1, TrainingListener.NO_OP, () -> steps.incrementAndGet() > 4);
        source("supernet:epochs=1")
                .withCacheFolder(folder.resolve("shorter"))
                .prepare(1, TrainingListener.NO_OP, Cancellation.NEVER);
        Files.createDirectories(folder.resolve("damaged"));
        Files.writeString(folder.resolve("damaged/supernet.bin"), "no tensors");
        assertEquals(
                Optional.empty(),
                source("supernet:epochs=2")
                        .withCacheFolder(folder.resolve("own"))
                        .reuseFrom(List.of(
                                folder.resolve("stopped"), folder.resolve("shorter"), folder.resolve("damaged"))));
    }

    @Test
    void theSandwichRuleGivesOtherWeights() throws InterruptedException {
        AccuracySource plain = source("supernet:epochs=2").withCacheFolder(folder.resolve("plain"));
        AccuracySource sandwich = source("supernet:epochs=2,sandwich=1").withCacheFolder(folder.resolve("sandwich"));
        plain.prepare(1, TrainingListener.NO_OP, Cancellation.NEVER);
        sandwich.prepare(1, TrainingListener.NO_OP, Cancellation.NEVER);
        assertNotEquals(plain.fingerprint(), sandwich.fingerprint());
    }

    @Test
    void aFineTunedNetworkIsEvaluatedWithTheWeightsThatAreReturnedForIt() throws InterruptedException {
        AccuracySource source = source("supernet:epochs=2,tuned=1");
        Architecture a = architectures(1).getFirst();
        try (var executor = new Executor(2)) {
            var network = Lowering.lower(a);
            assertEquals(
                    source.score(a, 7),
                    Evaluation.accuracy(
                            executor,
                            network,
                            source.weights(executor, a).orElseThrow(),
                            SHAPES,
                            SHAPES.validation().withShape(a.input())));
        }
    }

    @Test
    void anInterruptEndsTraining() {
        Thread.currentThread().interrupt();
        assertThrows(
                InterruptedException.class,
                () -> source("supernet:epochs=1").score(architectures(1).getFirst(), 1));
        assertFalse(Thread.interrupted());
    }

    @Test
    void fineTuningWithMoreImagesThanThereAreIsRefused() {
        UserError e = assertThrows(UserError.class, () -> source("supernet:epochs=1,tuned=4"));
        assertEquals("4 steps of fine-tuning need 128 training images, there are 120", e.getMessage());
        source(e.fix().replaceFirst("write (\\S+) .*", "supernet:$1")).close();
    }

    @Test
    void theDescriptionNamesTheSettings() {
        assertEquals(
                "a supernet trained for 3 x 100 images of shapes, each network fine-tuned for 3 steps, evaluated on 60"
                        + " others",
                source("supernet:epochs=3,images=100,tuned=3").description());
        assertEquals(
                "supernet:epochs=3,images=100,tuned=50",
                AccuracySpec.parse("supernet:epochs=3,images=100,tuned=50").text());
        assertEquals("supernet:epochs=100", AccuracySpec.parse("supernet").text());
        assertEquals(
                "a supernet trained for 3 x 120 images of shapes, the largest, the smallest and 2 others in each step,"
                        + " evaluated on 60 others",
                source("supernet:epochs=3,sandwich=2").description());
        assertEquals(
                "supernet:epochs=3,sandwich=2",
                AccuracySpec.parse("supernet:sandwich=2,epochs=3").text());
    }
}

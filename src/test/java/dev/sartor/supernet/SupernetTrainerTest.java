package dev.sartor.supernet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.executor.ClassificationMetrics;
import dev.sartor.executor.Executor;
import dev.sartor.executor.TensorFile;
import dev.sartor.executor.WorkerPool;
import dev.sartor.executor.recipe.Schedule;
import dev.sartor.executor.training.EpochResult;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.executor.training.TrainingOptions;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.bounds.Bounds;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SupernetTrainerTest {
    private static final long SEED = 5;
    private static final int NO_FINE_TUNING_STEPS = 0;
    private static final SupernetRecipe SANDWICH =
            // SamplingSchedule: shares of the steps with the largest network only, and before uniform sampling
            TinySupernet.recipe(2).withSubnetsPerStep(1).withSandwich().with(new SamplingSchedule(0.5, 0.9));

    /** With separate momentum, rates per network, clipped gradients, averaged weights and mixed kinds. */
    private static final SupernetRecipe REFINED = TinySupernet.recipe(2)
            .withSubnetsPerStep(1)
            .with(new SamplingSchedule(0, 0))
            .with(Refinements.NONE
                    .withGradientNorm(1)
                    .withNetworkRates()
                    .withMomentumPerKind()
                    .withAveragedShare(0.5)
                    .withEqualChoices()
                    .withMixedUntil(0.5));

    private static final SupernetRecipe HALF_SIZE =
            TinySupernet.recipe(2).with(new SamplingSchedule(0, 0)).with(Refinements.NONE.withHalfSizeUntil(0.5));

    @TempDir
    Path folder;

    private static SharedWeights train(
            int threads, SupernetRecipe recipe, TrainingListener listener, TrainingOptions options) {
        return train(TinySupernet.SPACE, threads, recipe, listener, options);
    }

    private static SharedWeights train(
            SearchSpace space, int threads, SupernetRecipe recipe, TrainingListener listener, TrainingOptions options) {
        try (var executor = new Executor(threads)) {
            return SupernetTrainer.train(executor, space, TinySupernet.DATA, recipe, SEED, listener, options);
        }
    }

    private static void assertEqualWeights(SharedWeights expected, SharedWeights actual) {
        expected.tensors()
                .forEach((name, values) ->
                        assertArrayEquals(values, actual.tensors().get(name), name));
    }

    static List<SearchSpace> spaces() {
        return List.of(TinySupernet.SPACE, TinySupernet.UNIVERSAL);
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void everyNetworkLearnsAnEasyTask(SearchSpace space) throws InterruptedException {
        SharedWeights shared =
                train(space, 2, TinySupernet.recipe(40), TrainingListener.NO_OP, TrainingOptions.DEFAULTS);
        var evaluator =
                new SubnetEvaluator(shared, TinySupernet.DATA, TinySupernet.DATA.validation(), NO_FINE_TUNING_STEPS);
        for (ClassificationMetrics score :
                evaluator.scores(WorkerPool.ofThreads(2), TinySupernet.genomes(space, 8, 6))) {
            assertTrue(score.accuracy() > 0.8, "accuracy " + score.accuracy());
        }
    }

    @Test
    void whileOnlyTheLargestIsTrainedNoOtherWeightChanges() {
        Genome largest = Bounds.max(TinySupernet.SPACE, u -> u.network().macs()).genome();
        SupernetRecipe recipe = TinySupernet.recipe(1);
        SharedWeights alone =
                train(1, recipe.with(new SamplingSchedule(1, 1)), TrainingListener.NO_OP, TrainingOptions.DEFAULTS);
        SharedWeights fresh = SharedWeights.initial(TinySupernet.SPACE, new SplittableRandom(SEED));
        Set<String> used = alone.subnet(largest).slices().values().stream()
                .map(WeightSlice::tensor)
                .collect(Collectors.toSet());
        assertTrue(used.size() < fresh.tensors().size());
        fresh.tensors()
                .forEach((name, values) -> assertEquals(
                        !used.contains(name),
                        Arrays.equals(values, alone.tensors().get(name)),
                        name));
    }

    static List<SupernetRecipe> recipes() {
        return List.of(
                SANDWICH,
                REFINED,
                HALF_SIZE,
                SANDWICH.with(Refinements.NONE.withGradientNorm(1).withNetworkRates()));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void theResultDoesNotDependOnThreads(SupernetRecipe recipe) {
        assertEqualWeights(
                train(1, recipe, TrainingListener.NO_OP, TrainingOptions.DEFAULTS),
                train(2, recipe, TrainingListener.NO_OP, TrainingOptions.DEFAULTS));
    }

    @Test
    void aStepWithMixedKindsTrainsAllOfThem() {
        SupernetRecipe recipe = TinySupernet.recipe(1).withSubnetsPerStep(1).with(Refinements.NONE.withMixedUntil(1));
        SharedWeights mixed = train(1, recipe, TrainingListener.NO_OP, TrainingOptions.DEFAULTS);
        SharedWeights fresh = SharedWeights.initial(TinySupernet.SPACE, new SplittableRandom(SEED));
        SubNetwork mixture =
                KindMixture.of(mixed, Bounds.max(TinySupernet.SPACE, Unit::macs).genome());
        mixture.slices().values().stream()
                .map(WeightSlice::tensor)
                .forEach(name -> assertFalse(
                        Arrays.equals(fresh.tensors().get(name), mixed.tensors().get(name)), name));
    }

    static List<Arguments> cancellations() {
        return Stream.of(SANDWICH, REFINED, HALF_SIZE)
                .flatMap(recipe -> Stream.of(1, 4, 6, 9).map(steps -> Arguments.of(recipe, steps)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cancellations")
    void aCancelledTrainingIsResumedToTheSameBits(SupernetRecipe recipe, int steps) {
        SharedWeights whole = train(1, recipe, TrainingListener.NO_OP, TrainingOptions.DEFAULTS);
        var asked = new AtomicInteger();
        TrainingOptions withCheckpoint = TrainingOptions.DEFAULTS.withCheckpoint(folder.resolve("net"));
        assertThrows(
                CancellationException.class,
                () -> train(
                        1,
                        recipe,
                        TrainingListener.NO_OP,
                        withCheckpoint.withCancellation(() -> asked.incrementAndGet() > steps)));
        assertEqualWeights(whole, train(1, recipe, TrainingListener.NO_OP, withCheckpoint));
    }

    /** The file was written after 33 of 60 steps, before networks and supernets were trained by one loop. */
    @Test
    void aCheckpointOfTheFirstFormatIsResumed() throws IOException {
        Path file = folder.resolve("net");
        Files.copy(Path.of("src/test/resources/dev/sartor/supernet/supernet.bin"), file);
        SupernetRecipe recipe = TinySupernet.recipe(10).withSubnetsPerStep(1).with(new SamplingSchedule(0.1, 0.7));
        List<TrainingListener.Progress> steps = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void afterStep(Progress progress) {
                steps.add(progress);
            }
        };
        train(1, recipe, listener, TrainingOptions.DEFAULTS.withCheckpoint(file));
        assertEquals(27, steps.size());
        // the 34th batch of 16
        assertEquals(16 * 34, steps.getFirst().images());
        assertTrue(SupernetTrainer.isFinished(file, TinySupernet.SPACE, TinySupernet.DATA, recipe, SEED));
    }

    @Test
    void onlyACompleteTrainingOfTheSameRecipeIsFinished() {
        Path file = folder.resolve("net");
        SupernetRecipe recipe = TinySupernet.recipe(2);
        assertFalse(SupernetTrainer.isFinished(file, TinySupernet.SPACE, TinySupernet.DATA, recipe, SEED));
        train(
                1,
                recipe,
                TrainingListener.NO_OP,
                TrainingOptions.DEFAULTS.withCheckpoint(file).withStopAfterEpoch(1));
        assertFalse(SupernetTrainer.isFinished(file, TinySupernet.SPACE, TinySupernet.DATA, recipe, SEED));
        train(1, recipe, TrainingListener.NO_OP, TrainingOptions.DEFAULTS.withCheckpoint(file));
        assertTrue(SupernetTrainer.isFinished(file, TinySupernet.SPACE, TinySupernet.DATA, recipe, SEED));
        assertFalse(
                SupernetTrainer.isFinished(file, TinySupernet.SPACE, TinySupernet.DATA, TinySupernet.recipe(3), SEED));
    }

    @Test
    void aFinishedTrainingIsNotRepeated() {
        TrainingOptions withCheckpoint = TrainingOptions.DEFAULTS.withCheckpoint(folder.resolve("net"));
        SharedWeights first = train(1, TinySupernet.recipe(1), TrainingListener.NO_OP, withCheckpoint);
        assertEqualWeights(
                first,
                train(
                        1,
                        TinySupernet.recipe(1),
                        new TrainingListener() {
                            @Override
                            public void afterStep(Progress progress) {
                                throw new AssertionError("a step of " + progress);
                            }
                        },
                        withCheckpoint));
    }

    @Test
    void theFileOfAFinishedTrainingHoldsOnlyTheWeights() {
        Path file = folder.resolve("net");
        SharedWeights shared =
                train(1, TinySupernet.recipe(1), TrainingListener.NO_OP, TrainingOptions.DEFAULTS.withCheckpoint(file));
        Map<String, float[]> kept = TensorFile.read(file, "supernet").tensors();
        assertEquals(shared.tensors().size(), kept.size());
        shared.tensors().forEach((name, values) -> assertArrayEquals(values, kept.get("weights/" + name), name));
    }

    @Test
    void aCheckpointOfAnotherTrainingIsRefused() {
        TrainingOptions withCheckpoint = TrainingOptions.DEFAULTS.withCheckpoint(folder.resolve("net"));
        train(1, TinySupernet.recipe(1), TrainingListener.NO_OP, withCheckpoint);
        UserError refused = assertThrows(
                UserError.class, () -> train(1, TinySupernet.recipe(2), TrainingListener.NO_OP, withCheckpoint));
        assertTrue(refused.getMessage().contains("its recipe"), refused.getMessage());
    }

    @Test
    void theListenerReceivesTheProgress() {
        List<TrainingListener.Progress> steps = new ArrayList<>();
        List<EpochResult> epochs = new ArrayList<>();
        train(
                1,
                TinySupernet.recipe(2),
                new TrainingListener() {
                    @Override
                    public void afterStep(Progress progress) {
                        steps.add(progress);
                    }

                    @Override
                    public void afterEpoch(EpochResult result) {
                        epochs.add(result);
                    }
                },
                TrainingOptions.DEFAULTS);
        // two epochs of 96 images in batches of 16
        assertEquals(12, steps.size());
        assertEquals(192, steps.getLast().images());
        assertEquals(192, steps.getLast().totalImages());
        assertEquals(List.of(1, 2), epochs.stream().map(EpochResult::epoch).toList());
    }

    @Test
    void validatingTheLargestNetworkEveryTenthEpochChangesNothing() throws InterruptedException {
        List<EpochResult> epochs = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void afterEpoch(EpochResult result) {
                epochs.add(result);
            }
        };
        SharedWeights shared = train(1, TinySupernet.recipe(10), listener, TrainingOptions.DEFAULTS);
        assertEquals(
                List.of(10),
                epochs.stream()
                        .filter(e -> e.validation().isPresent())
                        .map(EpochResult::epoch)
                        .toList());
        Genome largest = Bounds.max(TinySupernet.SPACE, u -> u.network().macs()).genome();
        assertEquals(
                new SubnetEvaluator(shared, TinySupernet.DATA, TinySupernet.DATA.validation(), NO_FINE_TUNING_STEPS)
                        .scores(WorkerPool.ofThreads(1), List.of(largest))
                        .getFirst(),
                epochs.getLast().validation().orElseThrow());
        Dataset withoutValidation = new Dataset(
                TinySupernet.DATA.name(),
                TinySupernet.DATA.task(),
                TinySupernet.DATA.train(),
                TinySupernet.DATA.validation().slice(0, 0),
                TinySupernet.DATA.test(),
                TinySupernet.DATA.normalisation(),
                TinySupernet.DATA.mirrorable(),
                TinySupernet.DATA.hash());
        try (var executor = new Executor(1)) {
            assertEqualWeights(
                    shared,
                    SupernetTrainer.train(
                            executor,
                            TinySupernet.SPACE,
                            withoutValidation,
                            TinySupernet.recipe(10),
                            SEED,
                            TrainingListener.NO_OP,
                            TrainingOptions.DEFAULTS));
        }
    }

    @Test
    void divergenceIsAUserError() {
        // Schedule: peak learning rate, epochs of warm-up
        var divergingRecipe = TinySupernet.recipe(20).withSchedule(new Schedule(99, 0));
        UserError error = assertThrows(
                UserError.class, () -> train(1, divergingRecipe, TrainingListener.NO_OP, TrainingOptions.DEFAULTS));
        assertInstanceOf(ArithmeticException.class, error.getCause());
    }
}

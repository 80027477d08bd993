package dev.sartor.executor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Head;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.Evaluation;
import dev.sartor.executor.plan.TestNetworks;
import dev.sartor.executor.plan.TinyDataset;
import dev.sartor.executor.recipe.AugmentationPolicy;
import dev.sartor.executor.recipe.Optimiser;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.recipe.Regularisation;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    private static final Executor EXECUTOR = new Executor(2);
    private final Network network = Lowering.lower(new Architecture(
            "tiny",
            new Shape(2, 8, 8),
            // Stem: kernel size, stride, channels, activation
            new Stem(3, 1, 8, Activation.RELU6),
            List.of(BlockStrings.parse("ir_r1_k3_s2_e3_c12_se0.25_nhs"), BlockStrings.parse("er_r1_k3_s1_e2_c12_nre")),
            // Head.Classifier: channels of the last convolution and hidden layer, classes, activation, dropout
            new Head.Classifier(16, 0, 3, Activation.RELU, 0.2)));
    private final Weights start = Weights.initial(network, new SplittableRandom(5));
    private final Dataset data = TinyDataset.of(100, 60);
    private static final long SEED = 7;
    private static final Recipe RECIPE = Recipe.standard(3).withBatchSize(16);
    // Regularisation: label smoothing, drop path rate, decay of the moving average of weights
    private static final Regularisation REGULARISED = new Regularisation(0.1, 0.3, 0.9);
    // AugmentationPolicy: shift, mirroring, cutout, mixup
    private static final AugmentationPolicy AUGMENTED = new AugmentationPolicy(0.125, true, 0.25, 0.4);
    private final Recipe fullRecipe = everything(Optimiser.sgd(5e-4), 0.05);

    @TempDir
    Path folder;

    @AfterAll
    static void close() {
        EXECUTOR.close();
    }

    /** A recipe with every kind of regularisation and augmentation. */
    private static Recipe everything(Optimiser optimiser, double rate) {
        return RECIPE.withOptimiser(optimiser)
                .withLearningRate(rate)
                .withRegularisation(REGULARISED)
                .withAugmentation(AUGMENTED);
    }

    static List<Recipe> recipes() {
        return List.of(RECIPE, everything(Optimiser.sgd(5e-4), 0.05), everything(Optimiser.adamW(0.05), 0.01));
    }

    private TrainingResult train(Executor executor, Recipe r, TrainingListener listener, TrainingOptions options) {
        return Trainer.train(executor, network, start, data, r, SEED, listener, options);
    }

    private TrainingResult train() {
        return train(EXECUTOR, fullRecipe, TrainingListener.NO_OP, TrainingOptions.DEFAULTS);
    }

    private static void assertSameResult(TrainingResult expected, TrainingResult actual) {
        assertEquals(expected.history(), actual.history());
        expected.weights()
                .tensors()
                .forEach((name, t) -> assertArrayEquals(t, actual.weights().tensor(name), name));
    }

    @ParameterizedTest
    @MethodSource("optimisers")
    void aSmallDataSetIsLearnedAndGeneralises(Recipe base) {
        Recipe plainRecipe = base.withBatchSize(16)
                .withRegularisation(Regularisation.NONE.withAveraging(0.9))
                .withAugmentation(AugmentationPolicy.NONE);
        TrainingResult trained = train(EXECUTOR, plainRecipe, TrainingListener.NO_OP, TrainingOptions.DEFAULTS);
        EpochResult last = trained.history().getLast();
        assertTrue(last.training().accuracy() > 0.97, last.toString());
        assertTrue(last.validation().orElseThrow().accuracy() > 0.95, last.toString());
        assertEquals(
                last.validation().orElseThrow().accuracy(),
                Evaluation.accuracy(EXECUTOR, network, trained.weights(), data, data.validation()));
    }

    static List<Recipe> optimisers() {
        return List.of(Recipe.standard(12), Recipe.adamW(12));
    }

    @Test
    void theInitialWeightsAreNotChanged() {
        Weights before = start.copy();
        train();
        before.tensors().forEach((name, t) -> assertArrayEquals(t, start.tensor(name), name));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void oneThreadAndTwoGiveTheSameBits(Recipe any) {
        TrainingResult two = train(EXECUTOR, any, TrainingListener.NO_OP, TrainingOptions.DEFAULTS);
        try (var one = new Executor(1)) {
            assertSameResult(two, train(one, any, TrainingListener.NO_OP, TrainingOptions.DEFAULTS));
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void anotherSeedGivesOtherWeights(Recipe any) {
        TrainingResult other = Trainer.train(EXECUTOR, network, start, data, any, SEED + 1, TrainingListener.NO_OP);
        assertNotEquals(
                other.history(),
                train(EXECUTOR, any, TrainingListener.NO_OP, TrainingOptions.DEFAULTS)
                        .history());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6, 8, 17})
    void aTrainingStoppedAndResumedGivesTheSameBits(int steps) {
        recipes()
                .forEach(any -> assertResumes(
                        any,
                        steps,
                        folder.resolve(
                                any.optimiser() + "-" + any.augmentation().mixup())));
    }

    private void assertResumes(Recipe any, int steps, Path state) {
        TrainingOptions options = TrainingOptions.DEFAULTS.withCheckpoint(state);
        var left = new AtomicInteger(steps);
        assertThrows(
                CancellationException.class,
                () -> train(
                        EXECUTOR,
                        any,
                        TrainingListener.NO_OP,
                        options.withCancellation(() -> left.getAndDecrement() == 0)));
        assertSameResult(
                train(EXECUTOR, any, TrainingListener.NO_OP, TrainingOptions.DEFAULTS),
                train(EXECUTOR, any, TrainingListener.NO_OP, options));
    }

    @Test
    void aFinishedTrainingIsNotRepeated() {
        TrainingOptions options = TrainingOptions.DEFAULTS.withCheckpoint(folder.resolve("state"));
        TrainingResult trained = train(EXECUTOR, fullRecipe, TrainingListener.NO_OP, options);
        assertSameResult(
                trained,
                train(
                        EXECUTOR,
                        fullRecipe,
                        new TrainingListener() {
                            @Override
                            public void afterStep(Progress progress) {
                                throw new AssertionError("a step was repeated");
                            }
                        },
                        options));
    }

    /** The file was written after 8 of 18 steps by an earlier version. */
    @Test
    void aCheckpointOfTheFirstFormatIsResumed() throws IOException {
        Path state = folder.resolve("state");
        Files.copy(Path.of("src/test/resources/dev/sartor/executor/training/sgd-averaged.checkpoint"), state);
        Network small = Lowering.lower(new Architecture(
                "tiny",
                new Shape(2, 8, 8),
                new Stem(3, 1, 4, Activation.RELU6),
                List.of(
                        BlockStrings.parse("ir_r1_k3_s2_e3_c12_se0.25_nhs"),
                        BlockStrings.parse("er_r1_k3_s1_e2_c12_nre")),
                new Head.Classifier(16, 0, 3, Activation.RELU, 0.2)));
        List<TrainingListener.Progress> steps = new ArrayList<>();
        TrainingResult resumed = Trainer.train(
                EXECUTOR,
                small,
                Weights.initial(small, new SplittableRandom(5)),
                data,
                fullRecipe,
                SEED,
                new TrainingListener() {
                    @Override
                    public void afterStep(Progress progress) {
                        steps.add(progress);
                    }
                },
                TrainingOptions.DEFAULTS.withCheckpoint(state));
        assertEquals(10, steps.size());
        // the ninth batch of 16
        assertEquals(16 * 9, steps.getFirst().images());
        assertEquals(3, resumed.history().size());
        assertEquals(1.0765949081373634, resumed.history().getFirst().training().loss());
    }

    @Test
    void anInterruptStopsBetweenStepsAndKeepsTheState() {
        Path state = folder.resolve("state");
        Thread.currentThread().interrupt();
        assertThrows(
                CancellationException.class,
                () -> train(
                        EXECUTOR, fullRecipe, TrainingListener.NO_OP, TrainingOptions.DEFAULTS.withCheckpoint(state)));
        assertTrue(Thread.interrupted());
        assertTrue(Files.exists(state));
    }

    @Test
    void aCheckpointOfAnotherTrainingIsRefused() {
        TrainingOptions options = TrainingOptions.DEFAULTS.withCheckpoint(folder.resolve("state"));
        train(EXECUTOR, fullRecipe, TrainingListener.NO_OP, options);
        UserError error = assertThrows(
                UserError.class, () -> train(EXECUTOR, fullRecipe.withEpochs(4), TrainingListener.NO_OP, options));
        assertTrue(error.getMessage().contains("recipe"), error.getMessage());
    }

    private static TrainingOptions withTeacher(String name, Network network, Weights weights) {
        return TrainingOptions.DEFAULTS.withTeacher(
                Optional.of(new Teacher(name, network, weights, Teacher.DEFAULT_DISTILLATION)));
    }

    @Test
    void distillationGivesTheSameBitsOnAnyNumberOfThreadsAndAfterAResume() {
        TrainingOptions distilled = withTeacher("good", network, train().weights());
        TrainingResult two = train(EXECUTOR, fullRecipe, TrainingListener.NO_OP, distilled);
        assertNotEquals(train().history(), two.history());
        try (var one = new Executor(1)) {
            assertSameResult(two, train(one, fullRecipe, TrainingListener.NO_OP, distilled));
        }
        var left = new AtomicInteger(8);
        TrainingOptions kept = distilled.withCheckpoint(folder.resolve("state"));
        assertThrows(
                CancellationException.class,
                () -> train(
                        EXECUTOR,
                        fullRecipe,
                        TrainingListener.NO_OP,
                        kept.withCancellation(() -> left.getAndDecrement() == 0)));
        assertSameResult(two, train(EXECUTOR, fullRecipe, TrainingListener.NO_OP, kept));
    }

    @Test
    void aTeacherKeepsTheStudentCloserToItsWeightsThanLabelsAlone() {
        Weights trainedTeacher = Trainer.train(
                        EXECUTOR,
                        network,
                        start,
                        data,
                        Recipe.standard(12).withBatchSize(16),
                        SEED,
                        TrainingListener.NO_OP)
                .weights();
        Recipe gentle = RECIPE.withRegularisation(Regularisation.NONE.withLabelSmoothing(0.5))
                .withAugmentation(AugmentationPolicy.NONE);
        Weights undistilled = Trainer.train(
                        EXECUTOR, network, trainedTeacher, data, gentle, SEED, TrainingListener.NO_OP)
                .weights();
        Weights distilled = Trainer.train(
                        EXECUTOR,
                        network,
                        trainedTeacher,
                        data,
                        gentle,
                        SEED,
                        TrainingListener.NO_OP,
                        withTeacher("itself", network, trainedTeacher))
                .weights();
        assertTrue(
                distance(trainedTeacher, distilled) < 0.8 * distance(trainedTeacher, undistilled),
                distance(trainedTeacher, distilled) + " and " + distance(trainedTeacher, undistilled));
    }

    private static double distance(Weights a, Weights b) {
        return Math.sqrt(a.tensors().entrySet().stream()
                .mapToDouble(e -> {
                    double squares = 0;
                    for (int i = 0; i < e.getValue().length; i++) {
                        double d = e.getValue()[i] - b.tensor(e.getKey())[i];
                        squares += d * d;
                    }
                    return squares;
                })
                .sum());
    }

    @Test
    void aCheckpointOfAnotherTeacherIsRefused() {
        Path state = folder.resolve("state");
        train(
                EXECUTOR,
                fullRecipe,
                TrainingListener.NO_OP,
                withTeacher("one", network, start).withCheckpoint(state));
        UserError error = assertThrows(
                UserError.class,
                () -> train(
                        EXECUTOR,
                        fullRecipe,
                        TrainingListener.NO_OP,
                        withTeacher("one", network, train().weights()).withCheckpoint(state)));
        assertTrue(error.getMessage().contains("teacher"), error.getMessage());
    }

    @Test
    void divergenceIsAUserErrorThatNamesTheLearningRate() {
        UserError error = assertThrows(
                UserError.class,
                () -> train(
                        EXECUTOR,
                        RECIPE.withOptimiser(Optimiser.sgd(0.9))
                                .withLearningRate(99)
                                .withEpochs(40),
                        TrainingListener.NO_OP,
                        TrainingOptions.DEFAULTS));
        assertTrue(error.getMessage().contains("diverged"), error.getMessage());
        assertTrue(error.fix().contains("99"), error.fix());
    }

    @Test
    void aHugeLossEndsTheTrainingBeforeItIsNaN() {
        UserError error = assertThrows(
                UserError.class,
                () -> train(
                        EXECUTOR,
                        RECIPE.withLearningRate(99).withEpochs(40),
                        TrainingListener.NO_OP,
                        TrainingOptions.DEFAULTS));
        assertTrue(
                error.getMessage().matches("training diverged: loss [0-9.e+]+ in epoch [1-9], step .*"),
                error.getMessage());
    }

    @Test
    void listenersReceiveEveryStepAndEpoch() {
        List<TrainingListener.Progress> steps = new ArrayList<>();
        List<EpochResult> epochs = new ArrayList<>();
        TrainingResult trained = train(
                EXECUTOR,
                fullRecipe,
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
        // of 100 images, an epoch uses 6 batches of 16
        assertEquals(3 * 6, steps.size());
        assertEquals(96 * 3, steps.getLast().images());
        assertEquals(96 * 3, steps.getLast().totalImages());
        assertEquals(trained.history(), epochs);
        assertTrue(steps.stream().allMatch(s -> s.imagesPerSecond() > 0));
    }

    @Test
    void withoutValidationImagesThereIsNoValidation() {
        Dataset withoutValidation = TinyDataset.of(40, 0);
        TrainingResult trained = Trainer.train(
                EXECUTOR, network, start, withoutValidation, fullRecipe.withEpochs(1), SEED, TrainingListener.NO_OP);
        assertFalse(trained.history().getFirst().validation().isPresent());
    }

    @Test
    void aNetworkForOtherImagesIsRefused() {
        // TestNetworks.of: input, channels and stride of the stem, classes, blocks
        Network other = TestNetworks.of(new Shape(1, 8, 8), 8, 1, 3, "ds_r1_k3_s1_c8_nre");
        assertThrows(
                IllegalArgumentException.class,
                () -> Trainer.train(
                        EXECUTOR,
                        other,
                        TestNetworks.randomWeights(other, 1),
                        data,
                        fullRecipe,
                        SEED,
                        TrainingListener.NO_OP));
    }
}

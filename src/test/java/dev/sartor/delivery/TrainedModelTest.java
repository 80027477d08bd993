package dev.sartor.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Cancellation;
import dev.sartor.arch.Activation;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.Head;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import dev.sartor.base.UserError;
import dev.sartor.base.process.CommandConsent;
import dev.sartor.base.process.SartorCommand;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Executor;
import dev.sartor.executor.WeightsFile;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.network.Lowering;
import dev.sartor.network.Weights;
import dev.sartor.onnx.ActivationOperators;
import dev.sartor.space.file.ArchitectureFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The classes, the network and the normalisation of a model come from its card; a command that names others is refused or warns.
 */
class TrainedModelTest {
    private static final Architecture TINY = HalvesData.architecture("tiny");
    private static final Recipe RECIPE = Recipe.standard(1).withBatchSize(16);

    private final Executor executor = new Executor(1);
    private final List<String> warnings = new ArrayList<>();
    private final Dataset dataset = HalvesData.of("left", "right");

    @TempDir
    private Path folder;

    private ModelFiles files;

    @BeforeEach
    void train() {
        files = new ModelFiles(folder, "tiny");
        training().train(request(TINY, dataset), files);
    }

    @AfterEach
    void close() {
        executor.close();
    }

    private ModelTraining training() {
        return new ModelTraining(executor, TrainingListener.NO_OP, warnings::add, Cancellation.NEVER);
    }

    private static TrainingRequest request(Architecture architecture, Dataset dataset) {
        // TrainingRequest: architecture, images, recipe, seed, shared weights, teacher
        return new TrainingRequest(architecture, dataset, RECIPE, 7, Optional.empty(), Optional.empty());
    }

    private TrainedModel model() {
        return TrainedModel.open("tiny", files, "sartor train tiny");
    }

    private ModelCard export(Architecture architecture, Dataset images) throws InterruptedException {
        try (RunDevices none = RunDevices.open(List.of(), List.of(), CommandConsent.refused())) {
            return new ModelExport(
                            executor,
                            MeasurementProtocol.forOneNetwork(),
                            System::nanoTime,
                            MeasurementListener.SILENT,
                            warnings::add,
                            ActivationOperators.STANDARD)
                    .export(model(), architecture, images, none);
        }
    }

    private static void assertThreeLines(UserError error, String... words) {
        assertEquals(3, error.text().lines().count(), error.text());
        for (String word : words) {
            assertTrue(error.text().contains(word), error.text());
        }
    }

    @Test
    void theCardHoldsTheWholeNetworkAndItsData() {
        ModelCard card = ModelCard.read(files.card());
        assertEquals(
                TINY, ArchitectureFile.parse(files.card(), card.architecture().orElseThrow()));
        assertEquals(List.of("left", "right"), card.data().classes().orElseThrow());
        // TrainingData.Split: seed, images for training, validation and test
        assertEquals(new TrainingData.Split(7, 96, 32, 32), card.data().split().orElseThrow());
        assertEquals(
                new TrainingData.LargestClass("left", 0.5),
                card.data().largestClass().orElseThrow());
        assertEquals(card, ModelCard.read(files.card()));
    }

    static Stream<Arguments> otherNetworks() {
        Head.Classifier head = (Head.Classifier) TINY.head();
        return Stream.of(
                Arguments.of(TINY.withInput(new Shape(1, 16, 16)), "input 1x16x16, trained with 1x8x8"),
                Arguments.of(
                        new Architecture(
                                // Stem: kernel size, stride, channels, activation
                                "tiny", TINY.input(), new Stem(3, 1, 16, Activation.RELU), TINY.blocks(), head),
                        "stem"),
                Arguments.of(
                        new Architecture(
                                "tiny",
                                TINY.input(),
                                TINY.stem(),
                                List.of(
                                        TINY.blocks().getFirst().withChannels(24),
                                        TINY.blocks().getLast()),
                                head),
                        "block 1 is"),
                Arguments.of(
                        new Architecture(
                                "tiny", TINY.input(), TINY.stem(), TINY.blocks().subList(0, 1), head),
                        "1 blocks"),
                Arguments.of(TINY.withClasses(3), "head"));
    }

    @ParameterizedTest
    @MethodSource("otherNetworks")
    void anotherNetworkIsNotExported(Architecture other, String difference) {
        UserError error = assertThrows(UserError.class, () -> export(other, dataset));
        assertThreeLines(error, "not the network that was trained", difference);
        assertFalse(Files.exists(files.onnx()));
    }

    static Stream<Arguments> otherClasses() {
        return Stream.of(
                Arguments.of(HalvesData.of("left", "east"), "class 2 is 'east', but was 'right'"),
                Arguments.of(HalvesData.of("right", "left"), "class 1 is 'right', but was 'left'"),
                Arguments.of(HalvesData.of("left", "middle", "right"), "3 classes, but 2"));
    }

    @ParameterizedTest
    @MethodSource("otherClasses")
    void otherClassesAreNotExported(Dataset other, String difference) {
        UserError error = assertThrows(UserError.class, () -> export(TINY, other));
        assertThreeLines(error, "other classes", difference);
        assertFalse(Files.exists(files.onnx()));
    }

    @ParameterizedTest
    @MethodSource("otherClasses")
    void aTeacherOfOtherClassesIsRefused(Dataset other, String difference) {
        var teacher = new TeacherReference("tiny", TINY, files, SartorCommand.of("train", "tiny"));
        assertThreeLines(
                assertThrows(UserError.class, () -> teacher.read(other, warnings::add)),
                "the teacher tiny",
                difference);
    }

    @Test
    void aTeacherWhoseArchitectureFileChangedIsRefused() {
        var teacher = new TeacherReference(
                "tiny",
                // Head.Classifier: channels of the last convolution and hidden layer, classes, activation, dropout
                TINY.withHead(new Head.Classifier(8, 0, 2, Activation.RELU, 0)),
                files,
                SartorCommand.of("train", "tiny"));
        assertThreeLines(assertThrows(UserError.class, () -> teacher.read(dataset, warnings::add)), "head");
    }

    @Test
    void aTeacherFromOtherImagesOrAnotherResolutionIsAWarning() {
        var teacher = new TeacherReference("tiny", TINY, files, SartorCommand.of("train", "tiny"));
        teacher.read(HalvesData.withSeed(9), warnings::add);
        teacher.read(dataset.atSize(16, 16), warnings::add);
        assertEquals(2, warnings.size());
        assertTrue(warnings.getFirst().contains("other images"), warnings.toString());
        assertTrue(warnings.getLast().contains("1x8x8, and gets those of 1x16x16"), warnings.toString());
    }

    @Test
    void otherImagesAreAWarningAndTheModelKeepsTheNormalisationOfItsTraining()
            throws InterruptedException, IOException {
        Dataset brighter = HalvesData.brighter();
        export(TINY, brighter);
        assertTrue(warnings.getFirst().contains("not the images that tiny was trained on"), warnings.toString());
        String onnx = Files.readString(files.onnx(), StandardCharsets.ISO_8859_1);
        assertTrue(
                onnx.contains(Float.toString(dataset.normalisation().mean()[0])), "the normalisation of the training");
        assertFalse(
                onnx.contains(Float.toString(brighter.normalisation().mean()[0])), "the normalisation of the folder");
    }

    @Test
    void theSameImagesGiveNoWarning() throws InterruptedException {
        ModelCard card = export(TINY, dataset);
        assertEquals(List.of(), warnings);
        assertEquals(card, ModelCard.read(files.card()));
    }

    @Test
    void weightsOfAnotherTrainingBesideTheCardAreRefused() {
        WeightsFile.write(files.weights(), Weights.initial(Lowering.lower(TINY), new SplittableRandom(4)));
        assertThreeLines(
                assertThrows(UserError.class, () -> export(TINY, dataset)),
                "not the weights that the model card describes");
    }

    @Test
    void anEqualTrainingIsNotRepeatedAndADifferentOneAsksForOverwrite() {
        assertTrue(ModelTraining.existing(request(TINY, dataset), files).isPresent());
        for (TrainingRequest other : List.of(
                request(TINY, HalvesData.withSeed(9)),
                request(TINY.withHead(new Head.Classifier(8, 0, 2, Activation.RELU, 0)), dataset),
                new TrainingRequest(TINY, dataset, RECIPE.withEpochs(2), 7, Optional.empty(), Optional.empty()),
                new TrainingRequest(TINY, dataset, RECIPE, 8, Optional.empty(), Optional.empty()),
                new TrainingRequest(
                        TINY,
                        dataset,
                        RECIPE,
                        7,
                        Optional.empty(),
                        Optional.of(new TeacherReference("t", TINY, files, SartorCommand.of("train", "t")))))) {
            UserError error = assertThrows(UserError.class, () -> ModelTraining.existing(other, files));
            assertThreeLines(error, "trained already", "--overwrite");
        }
    }

    @Test
    void aCardOfAnEarlierVersionIsReadAndExported() throws InterruptedException, IOException {
        ModelCard card = ModelCard.read(files.card());
        var old = new ModelCard(
                card.name(),
                card.blocks(),
                Optional.empty(),
                Optional.empty(),
                // TrainingData: name, hash, classes, normalisation, split, largest class
                new TrainingData(
                        card.data().name(),
                        card.data().sha256(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                card.sharedWeightsRun(),
                card.teacher(),
                card.recipe(),
                card.seed(),
                card.history(),
                card.validationAccuracy(),
                card.testAccuracy(),
                card.export(),
                card.measured(),
                Optional.empty());
        old.write(files.card());
        assertFalse(Files.readString(files.card()).contains("architecture"));
        assertTrue(export(TINY, dataset).export().isPresent());
        assertEquals(Optional.empty(), old.testInterval());
    }
}

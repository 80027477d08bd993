package dev.sartor.delivery.quantisation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Cancellation;
import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.delivery.HalvesData;
import dev.sartor.delivery.ModelFiles;
import dev.sartor.delivery.ModelTraining;
import dev.sartor.delivery.RunDevices;
import dev.sartor.delivery.TrainedModel;
import dev.sartor.delivery.TrainingRequest;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.InferenceSession;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.executor.Executor;
import dev.sartor.executor.quantisation.PostTrainingQuantisation;
import dev.sartor.executor.quantisation.QuantisationLoss;
import dev.sartor.executor.quantisation.QuantisationOptions;
import dev.sartor.executor.quantisation.RangeMethod;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import dev.sartor.network.quantisation.WeightGranularity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantisedModelExportTest {
    private static final Architecture ARCHITECTURE = HalvesData.architecture("tiny");
    // MeasurementProtocol: rounds, target precision, time limit, memory in MiB
    private static final MeasurementProtocol SHORT = new MeasurementProtocol(2, 0.5, Duration.ofSeconds(5), 64);

    @TempDir
    private static Path folder;

    private static ModelFiles files;
    private final List<String> warnings = new ArrayList<>();

    @BeforeAll
    static void train() {
        files = new ModelFiles(folder, "tiny");
        train(files);
    }

    private static void train(ModelFiles files) {
        try (Executor executor = new Executor(1)) {
            new ModelTraining(executor, TrainingListener.NO_OP, _ -> {}, Cancellation.NEVER)
                    .train(
                            // TrainingRequest: architecture, images, recipe, seed, shared weights, teacher
                            new TrainingRequest(
                                    ARCHITECTURE,
                                    dataset(),
                                    Recipe.standard(3).withBatchSize(16),
                                    7,
                                    Optional.empty(),
                                    Optional.empty()),
                            files);
        }
    }

    private static Dataset dataset() {
        return HalvesData.of("left", "right");
    }

    private static TrainedModel model() {
        // TrainedModel: name, files, the command that trains it
        return TrainedModel.open("tiny", files, "train");
    }

    private QuantisedCard export() throws InterruptedException {
        return export(QuantisationOptions.defaults());
    }

    private QuantisedCard export(QuantisationOptions options) throws InterruptedException {
        // RunDevices: tables, commands that reach other machines, consent to commands
        try (Executor executor = new Executor(1);
                RunDevices devices = RunDevices.open(List.of(), List.of(), _ -> false)) {
            return new QuantisedModelExport(
                            executor, SHORT, System::nanoTime, new MeasurementListener() {}, warnings::add)
                    .export(model(), ARCHITECTURE, dataset(), devices, options);
        }
    }

    @Test
    void theFileComputesWhatTheSimulatorComputes() throws Exception {
        QuantisedCard card = export();
        assertTrue(card.test().int8Accuracy() > 0.9, card.toString());
        assertEquals(0, card.file().differing());
        // two classes of 32 images
        assertEquals(64, card.file().values());
        assertEquals(Files.size(files.int8Onnx()), card.file().bytes());
        assertTrue(card.measured().getFirst().int8Ms() > 0);
        assertEquals(Optional.of(card), QuantisedCard.read(files));
        assertEquals(List.of(), warnings);
    }

    @Test
    void theStemCanRemainInFloats() throws Exception {
        QuantisedCard card = export(QuantisationOptions.defaults().withStem(Precision.FP32));
        assertTrue(card.test().int8Accuracy() > 0.9, card.toString());
        assertEquals(0, card.file().differing());
        // 32 images
        Network stem = Lowering.lower(ARCHITECTURE);
        long values = 32 * stem.segments().get(1).input().size();
        assertEquals(values, card.file().stem().orElseThrow().values());
        assertTrue(card.file().stem().orElseThrow().differing() <= values / 1000, card.toString());
        assertEquals(Optional.of(card), QuantisedCard.read(files));
    }

    @Test
    void aRuntimeWithout8BitKernelsIsNamed() {
        Network network = Lowering.lower(ARCHITECTURE);
        BatchNormFolding folded = BatchNormFolding.of(network, model().weights(network));
        try (Executor executor = new Executor(1);
                var device = new FloatsOnlyDevice()) {
            var quantised = PostTrainingQuantisation.quantise(
                    executor, folded, dataset(), dataset().normalisation(), 1, QuantisationOptions.defaults());
            UserError error = assertThrows(
                    UserError.class,
                    () -> QuantisedVerification.of(
                            executor,
                            device,
                            quantised,
                            new byte[0],
                            dataset().test(),
                            dataset().normalisation()));
            assertEquals(UserError.ExitCode.FAILED, error.exitCode());
            assertTrue(error.getMessage().contains("lack 8-bit kernels: no kernel for QLinearConv"), error.text());
            assertTrue(error.text().contains("cpu,threads=1"), error.text());
        }
    }

    @Test
    void aFileWithOtherOutputsIsNotWritten() {
        // QuantisedVerification: images, values, differing values, float stem
        var verification = new QuantisedVerification(10, 20, 1, Optional.empty());
        UserError error = assertThrows(UserError.class, () -> verification.requireEqual(folder.resolve("m.onnx")));
        assertTrue(error.getMessage().contains("differ in 1 of 20 output values"), error.text());
        new QuantisedVerification(10, 20, 0, Optional.empty()).requireEqual(folder.resolve("m.onnx"));
    }

    @ParameterizedTest
    @CsvSource({
        "994, 256, MSE, PER_CHANNEL, --ranges percentile",
        "994, 64, MSE, PER_CHANNEL, --calibration 256",
        "994, 256, MINMAX, PER_CHANNEL, --ranges mse",
        "994, 256, MINMAX, PER_TENSOR, --weights per-channel",
    })
    void aLossAboveHalfAPointIsReportedWithItsRemedy(
            int right, int images, RangeMethod ranges, WeightGranularity weights, String remedy) {
        String warning = card(right, new QuantisationOptions(images, ranges, weights))
                .lossWarning()
                .orElseThrow();
        assertTrue(warning.startsWith("the 8-bit form loses 0.60 points"), warning);
        assertTrue(warning.contains(remedy), warning);
    }

    @Test
    void aSmallLossIsNotReported() {
        assertEquals(Optional.empty(), card(995, QuantisationOptions.defaults()).lossWarning());
    }

    private static QuantisedCard card(int right, QuantisationOptions options) {
        return new QuantisedCard(
                "tiny",
                options,
                Optional.empty(),
                // QuantisationLoss: images, right answers in fp32 and in int8, changed answers
                new QuantisationLoss(1000, 1000, right, 1000 - right),
                // QuantisedFile: name, hash, bytes, bytes in fp32, images compared, values, differing values, float
                // stem
                new QuantisedCard.QuantisedFile("tiny.int8.onnx", "", 1, 4, 10, 20, 0, Optional.empty()),
                List.of());
    }

    @Test
    void trainingDeletesTheFilesOfAnEarlierModel() throws Exception {
        var again = new ModelFiles(folder.resolve("again"), "tiny");
        Files.createDirectories(again.int8Card().getParent());
        Files.writeString(again.int8Card(), "earlier");
        Files.writeString(again.int8Onnx(), "earlier");
        train(again);
        assertFalse(Files.exists(again.int8Onnx()));
        assertEquals(Optional.empty(), QuantisedCard.read(again));
    }

    @Test
    void aCardThatNamesNoPrecisionOfTheStemHasItInInt8() throws Exception {
        var older = new ModelFiles(folder, "older");
        QuantisedCard card = card(1000, QuantisationOptions.defaults());
        card.write(older.int8Card());
        String text = Files.readString(older.int8Card());
        String withoutStem = text.replaceFirst(",\\s*\"stem\" : \"INT8\"", "");
        assertFalse(withoutStem.contains("stem"), withoutStem);
        Files.writeString(older.int8Card(), withoutStem);
        assertEquals(Optional.of(card), QuantisedCard.read(older));
    }

    @Test
    void aDamagedCardIsNamed() throws Exception {
        var damaged = new ModelFiles(folder, "damaged");
        Files.writeString(damaged.int8Card(), "{}");
        UserError error = assertThrows(UserError.class, () -> QuantisedCard.read(damaged));
        assertTrue(error.text().contains("damaged.int8.json"), error.text());
    }

    /** A runtime that refuses 8-bit models. */
    private static final class FloatsOnlyDevice implements InferenceDevice {
        private final InferenceDevice device = Devices.open(DeviceSpec.cpu());

        @Override
        public DeviceDescription description() {
            return device.description();
        }

        @Override
        public InferenceSession open(byte[] onnx) {
            throw new DeviceFailure(DeviceFailure.Stage.LOAD, "no kernel for QLinearConv");
        }

        @Override
        public void close() {
            device.close();
        }
    }
}

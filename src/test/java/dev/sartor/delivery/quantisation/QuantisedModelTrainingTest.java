package dev.sartor.delivery.quantisation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import dev.sartor.executor.Executor;
import dev.sartor.executor.WeightsFile;
import dev.sartor.executor.quantisation.QuantisationOptions;
import dev.sartor.executor.quantisation.RangeMethod;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.network.Lowering;
import dev.sartor.network.quantisation.WeightGranularity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantisedModelTrainingTest {
    private static final Architecture ARCHITECTURE = HalvesData.architecture("tiny");
    private static final int NO_STOP = Integer.MAX_VALUE;
    // Request: epochs, options
    private static final QuantisedModelTraining.Request REQUEST =
            new QuantisedModelTraining.Request(2, QuantisationOptions.defaults());
    // MeasurementProtocol: rounds, target precision, time limit, memory in MiB
    private static final MeasurementProtocol SHORT = new MeasurementProtocol(2, 0.5, Duration.ofSeconds(5), 64);

    @TempDir
    private Path folder;

    private ModelFiles files;

    @BeforeEach
    void train() {
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

    private static TrainedModel model(ModelFiles files) {
        return TrainedModel.open("tiny", files, "train");
    }

    private static QuantisedTrainingCard train(
            ModelFiles files, QuantisedModelTraining.Request request, int threads, int stopAfterSteps) {
        var steps = new AtomicInteger();
        try (Executor executor = new Executor(threads)) {
            return new QuantisedModelTraining(
                            executor, TrainingListener.NO_OP, () -> steps.incrementAndGet() > stopAfterSteps)
                    .train(model(files), ARCHITECTURE, dataset(), request);
        }
    }

    @Test
    void theTrainedNetworkIsTheOneThatIsExported() throws Exception {
        QuantisedTrainingCard card = train(files, REQUEST, 1, NO_STOP);
        assertEquals(Optional.of(card), QuantisedTrainingCard.read(files));
        assertEquals(Optional.of(card), QuantisedModelTraining.existing(model(files), REQUEST));
        assertEquals(2, card.history().size());
        assertTrue(card.trained().test() > 0.8, card.toString());
        assertFalse(Files.exists(files.quantisedCheckpoint()));
        try (Executor executor = new Executor(1);
                RunDevices devices = RunDevices.open(List.of(), List.of(), _ -> false)) {
            QuantisedCard exported = new QuantisedModelExport(
                            executor, SHORT, System::nanoTime, new MeasurementListener() {}, _ -> {})
                    .export(model(files), ARCHITECTURE, dataset(), devices, REQUEST.options());
            assertEquals(Optional.of(2), exported.trainedEpochs());
            assertEquals(card.trained().test(), exported.test().int8Accuracy());
            assertEquals(0, exported.file().differing(), "ONNX Runtime computes what the simulator computes");
        }
    }

    @Test
    void otherOptionsOfTheExportQuantiseWithoutThisTraining() {
        train(files, REQUEST, 1, NO_STOP);
        var options = new QuantisationOptions(64, RangeMethod.MINMAX, WeightGranularity.PER_TENSOR);
        try (Executor executor = new Executor(1)) {
            var network = Lowering.lower(ARCHITECTURE);
            Dataset dataset = dataset();
            var form = QuantisedForm.of(executor, model(files), network, dataset, dataset.normalisation(), options);
            assertEquals(Optional.empty(), form.trainedEpochs());
            var trained = QuantisedForm.of(
                    executor, model(files), network, dataset, dataset.normalisation(), REQUEST.options());
            assertNotEquals(form.quantised(), trained.quantised());
        }
    }

    @Test
    void aResumedTrainingEndsWithTheSameBytesOnAnyNumberOfThreads() throws Exception {
        train(files, REQUEST, 2, NO_STOP);
        var other = new ModelFiles(folder.resolve("other"), "tiny");
        train(other);
        assertThrows(CancellationException.class, () -> train(other, REQUEST, 1, 5));
        assertTrue(Files.exists(other.quantisedCheckpoint()));
        train(other, REQUEST, 1, NO_STOP);
        assertArrayEquals(Files.readAllBytes(files.quantisedWeights()), Files.readAllBytes(other.quantisedWeights()));
        assertEquals(Files.readString(files.quantisedCard()), Files.readString(other.quantisedCard()));
    }

    @Test
    void weightsOfAnotherTrainingAreRefused() {
        train(files, REQUEST, 1, NO_STOP);
        var weights = WeightsFile.read(files.quantisedWeights());
        weights.tensors().values().iterator().next()[0] += 1;
        WeightsFile.write(files.quantisedWeights(), weights);
        try (Executor executor = new Executor(1)) {
            Dataset dataset = dataset();
            UserError error = assertThrows(
                    UserError.class,
                    () -> QuantisedForm.of(
                            executor,
                            model(files),
                            Lowering.lower(ARCHITECTURE),
                            dataset,
                            dataset.normalisation(),
                            REQUEST.options()));
            assertTrue(error.text().contains("tiny.quantised.weights"), error.text());
        }
    }

    @Test
    void anotherTrainingOfTheModelDeletesItsResult() {
        train(files, REQUEST, 1, NO_STOP);
        train(files);
        assertEquals(Optional.empty(), QuantisedTrainingCard.read(files));
        assertFalse(Files.exists(files.quantisedWeights()));
    }
}

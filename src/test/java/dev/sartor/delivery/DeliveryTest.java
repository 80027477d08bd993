package dev.sartor.delivery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Cancellation;
import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.InferenceDevice;
import dev.sartor.device.InferenceSession;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.executor.Executor;
import dev.sartor.executor.WeightsFile;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.recipe.Schedule;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.latency.measuring.NetworkTimer;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import dev.sartor.onnx.OnnxMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {
    private static final Architecture ARCHITECTURE = HalvesData.architecture("tiny");
    private static final Recipe RECIPE = Recipe.standard(3).withBatchSize(16);

    @TempDir
    private Path folder;

    private static Dataset dataset() {
        return HalvesData.of("left", "right");
    }

    private ModelFiles files() {
        return new ModelFiles(folder.resolve("models"), "tiny");
    }

    private static TrainingRequest request(Recipe recipe) {
        // TrainingRequest: architecture, images, recipe, seed, shared weights, teacher
        return new TrainingRequest(ARCHITECTURE, dataset(), recipe, 7, Optional.empty(), Optional.empty());
    }

    private static ModelCard train(Executor executor, ModelFiles files) {
        return new ModelTraining(executor, TrainingListener.NO_OP, _ -> {}, Cancellation.NEVER)
                .train(request(RECIPE), files);
    }

    @Test
    void trainingWritesWeightsAndACardThatCanBeRead() {
        try (var executor = new Executor(1)) {
            ModelCard card = train(executor, files());
            assertTrue(card.testAccuracy() > 0.9, "test accuracy " + card.testAccuracy());
            assertEquals(3, card.history().size());
            assertEquals(card, ModelCard.read(files().card()));
            assertTrue(Files.exists(files().weights()));
            assertFalse(Files.exists(files().checkpoint()));
        }
    }

    @Test
    void aResumedTrainingEndsWithTheSameWeights() throws IOException {
        try (var executor = new Executor(2)) {
            train(executor, files());
            byte[] uninterrupted = Files.readAllBytes(files().weights());
            var other = new ModelFiles(folder.resolve("other"), "tiny");
            var steps = new AtomicInteger();
            var stopped =
                    // in the second epoch: 96 images are 6 batches
                    new ModelTraining(executor, TrainingListener.NO_OP, _ -> {}, () -> steps.incrementAndGet() > 8);
            assertThrows(CancellationException.class, () -> stopped.train(request(RECIPE), other));
            assertTrue(Files.exists(other.checkpoint()));
            train(executor, other);
            assertEquals(-1, Arrays.mismatch(uninterrupted, Files.readAllBytes(other.weights())));
        }
    }

    @Test
    void afterADivergenceALowerLearningRateCanBeTrained() {
        try (var executor = new Executor(1)) {
            var training = new ModelTraining(executor, TrainingListener.NO_OP, _ -> {}, Cancellation.NEVER);
            // Schedule: peak learning rate, epochs of warm-up
            Recipe diverging = RECIPE.withSchedule(new Schedule(99, 20)).withEpochs(40);
            UserError error = assertThrows(UserError.class, () -> training.train(request(diverging), files()));
            assertTrue(
                    error.getMessage().contains("diverged")
                            && !error.getMessage().contains("epoch 1,"),
                    error.getMessage());
            assertTrue(train(executor, files()).testAccuracy() > 0.9);
        }
    }

    @Test
    void anExportedModelComputesTheSameAsTheExecutor() {
        try (var executor = new Executor(1);
                InferenceDevice device = Devices.open(DeviceSpec.cpu())) {
            train(executor, files());
            Network network = Lowering.lower(ARCHITECTURE);
            Weights weights = WeightsFile.read(files().weights(), network);
            var export = new VerifiedExport(executor, device)
                    .write(
                            network,
                            weights,
                            dataset().test(),
                            dataset().normalisation(),
                            OnnxMetadata.none(),
                            files().onnx());
            assertTrue(export.maxDifference() < 1e-5, "difference " + export.maxDifference());
            assertEquals(32, export.images());
            assertTrue(Files.exists(files().onnx()));
        }
    }

    @Test
    void aModelWithOtherOutputsIsNotExported() {
        Network network = Lowering.lower(ARCHITECTURE);
        Weights weights = Weights.initial(network, new SplittableRandom(1));
        try (var executor = new Executor(1);
                var device = new DistortingDevice()) {
            var export = new VerifiedExport(executor, device);
            var error = assertThrows(
                    UserError.class,
                    () -> export.write(
                            network,
                            weights,
                            dataset().test(),
                            dataset().normalisation(),
                            OnnxMetadata.none(),
                            folder.resolve("m.onnx")));
            assertEquals(UserError.ExitCode.FAILED, error.exitCode());
            assertTrue(error.getMessage().contains("more than 1.0E-4"), error.text());
            assertFalse(Files.exists(folder.resolve("m.onnx")));
        }
    }

    @Test
    void notANumberIsADifference() {
        assertEquals(
                Double.POSITIVE_INFINITY,
                VerifiedExport.maxAbsoluteDifference(new float[] {1}, new float[] {Float.NaN}));
        assertEquals(Double.POSITIVE_INFINITY, VerifiedExport.maxAbsoluteDifference(new float[] {1}, new float[2]));
        assertEquals(0.5, VerifiedExport.maxAbsoluteDifference(new float[] {1, 2}, new float[] {1.5f, 2}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "cpu,precision=int8", "web,browser=node,runtime=onnxruntime-node,precision=int8"})
    void theExportedFileItselfIsMeasuredWhateverTheDevicesPrecision(String device) throws IOException {
        Network network = Lowering.lower(ARCHITECTURE);
        Path file = Files.write(folder.resolve("model.onnx"), new byte[] {1, 2, 3});
        NetworkTimer.Model model =
                ModelExport.model(network, file, DeviceSpec.parse(device)).orElseThrow();
        assertArrayEquals(new byte[] {1, 2, 3}, model.onnx().orElseThrow());
    }

    @Test
    void anOnnxFileIsNotMeasuredAsAnotherNetworkOn8BitLiteRt() throws IOException {
        Network network = Lowering.lower(ARCHITECTURE);
        Path file = Files.write(folder.resolve("model.onnx"), new byte[] {1});
        assertEquals(
                Optional.empty(),
                ModelExport.model(network, file, DeviceSpec.parse("web,runtime=litert,precision=int8")));
    }

    /** ONNX Runtime with an error in one output. */
    private static final class DistortingDevice implements InferenceDevice {
        private final InferenceDevice device = Devices.open(DeviceSpec.cpu());

        @Override
        public DeviceDescription description() {
            return device.description();
        }

        @Override
        public InferenceSession open(byte[] onnx) {
            InferenceSession session = device.open(onnx);
            return new InferenceSession() {
                @Override
                public double[] timesMs(int discarded, int timed) {
                    return session.timesMs(discarded, timed);
                }

                @Override
                public float[] run(float[] nchw, int batch) {
                    float[] output = session.run(nchw, batch);
                    output[output.length / 2] += 2e-4f;
                    return output;
                }

                @Override
                public void close() {
                    session.close();
                }
            };
        }

        @Override
        public void close() {
            device.close();
        }
    }
}

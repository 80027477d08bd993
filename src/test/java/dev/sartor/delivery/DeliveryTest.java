package dev.sartor.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import dev.sartor.data.Images;
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
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import dev.sartor.onnx.OnnxMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {
    private static final Shape SHAPE = new Shape(1, 8, 8);
    private static final Architecture ARCHITECTURE = new Architecture(
            "tiny",
            SHAPE,
            new Stem(3, 1, 8, Activation.RELU),
            Stream.of("ir_r1_k3_s2_e2_c16_se0.25_nhs", "er_r1_k3_s1_e2_c16_nre")
                    .map(BlockStrings::parse)
                    .toList(),
            new Head.Classifier(0, 0, 2, Activation.RELU, 0));
    private static final Recipe RECIPE = Recipe.standard(3).withBatchSize(16);

    @TempDir
    private Path folder;

    /** Images of two classes: the left or the right half is bright. */
    private static Dataset dataset() {
        return Dataset.of("halves", List.of("left", "right"), images(96, 1), images(32, 2), images(32, 3), false);
    }

    private static Images images(int n, long seed) {
        var random = new SplittableRandom(seed);
        byte[] pixels = new byte[n * 64];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            labels[i] = i & 1;
            for (int p = 0; p < 64; p++) {
                boolean bright = p % 8 / 4 == labels[i];
                pixels[i * 64 + p] = (byte) (random.nextInt(60) + (bright ? 160 : 20));
            }
        }
        return new Images(SHAPE, pixels, labels);
    }

    private ModelFiles files() {
        return new ModelFiles(folder.resolve("models"), "tiny");
    }

    private static ModelCard train(Executor executor, ModelFiles files) {
        return new ModelTraining(executor, TrainingListener.NO_OP, () -> false, Optional.empty())
                .train(ARCHITECTURE, dataset(), RECIPE, 7, files, Optional.empty());
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
            var stopped = new ModelTraining(
                    executor, TrainingListener.NO_OP, () -> steps.incrementAndGet() > 8, Optional.empty());
            assertThrows(
                    CancellationException.class,
                    () -> stopped.train(ARCHITECTURE, dataset(), RECIPE, 7, other, Optional.empty()));
            assertTrue(Files.exists(other.checkpoint()));
            train(executor, other);
            assertEquals(-1, Arrays.mismatch(uninterrupted, Files.readAllBytes(other.weights())));
        }
    }

    @Test
    void afterADivergenceALowerLearningRateCanBeTrained() {
        try (var executor = new Executor(1)) {
            var training = new ModelTraining(executor, TrainingListener.NO_OP, () -> false, Optional.empty());
            Recipe wild = RECIPE.withSchedule(new Schedule(99, 20)).withEpochs(40);
            UserError error = assertThrows(
                    UserError.class, () -> training.train(ARCHITECTURE, dataset(), wild, 7, files(), Optional.empty()));
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
                    .write(network, weights, dataset(), OnnxMetadata.none(), files().onnx());
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
                var device = new Distorting()) {
            var export = new VerifiedExport(executor, device);
            var error = assertThrows(
                    UserError.class,
                    () -> export.write(network, weights, dataset(), OnnxMetadata.none(), folder.resolve("m.onnx")));
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

    /** ONNX Runtime with an error in one output. */
    private static final class Distorting implements InferenceDevice {
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

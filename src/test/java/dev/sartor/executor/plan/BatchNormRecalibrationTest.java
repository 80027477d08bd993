package dev.sartor.executor.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.arch.Shape;
import dev.sartor.executor.Executor;
import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BatchNormRecalibrationTest {
    private static final int IMAGES = 12;
    private static final int FEWER_IMAGES = 5;
    private static final int CLASSES = 5;
    private final Network network =
            // TestNetworks.of: input, channels and stride of the stem, classes, blocks
            TestNetworks.of(
                    new Shape(3, 12, 12), 8, 1, CLASSES, "ir_r1_k5_s2_e3_c12_se0.25_nhs", "er_r1_k3_s1_e2_c12_nre");
    private final Weights weights = TestNetworks.randomWeights(network, 3);
    private final float[] first = TestNetworks.floats(
            TestNetworks.randomValues(IMAGES * network.input().size(), 4));
    private final float[] second = TestNetworks.floats(
            TestNetworks.randomValues(FEWER_IMAGES * network.input().size(), 5));

    private Weights recalibrated(Weights from, float[]... batches) {
        Weights copy = from.copy();
        try (var executor = new Executor(1)) {
            var recalibration = new BatchNormRecalibration(network, copy, batches.length);
            for (int b = 0; b < batches.length; b++) {
                recalibration.addBatch(executor, b, batches[b]);
            }
            recalibration.finish();
        }
        return copy;
    }

    @Test
    void afterRecalibrationInferenceNormalisesByTheStatisticsOfTheBatches() {
        try (var executor = new Executor(1)) {
            ExecutionPlan plan = ExecutionPlan.training(executor, network, IMAGES);
            plan.forward(weights.copy(), first, IMAGES, TestNetworks.DROPOUT_SEED);
            float[] training = new float[IMAGES * CLASSES];
            plan.readOutput(training);
            float[] inferred = Inference.logits(executor, network, recalibrated(weights, first), first, IMAGES);
            // running variances are the unbiased ones, 1 / 431 greater for the 12 x 36 values of a channel in the last
            // blocks
            assertArrayEquals(training, inferred, 0.02f);
        }
    }

    @Test
    void severalBatchesAreAveragedByTheirNumberOfImages() {
        Weights both = recalibrated(weights, first, second);
        Weights a = recalibrated(weights, first);
        Weights b = recalibrated(weights, second);
        for (Parameter p : network.parameters()) {
            for (int i = 0; i < p.size(); i++) {
                float expected = p.isTrainable()
                        ? weights.tensor(p)[i]
                        : (IMAGES * a.tensor(p)[i] + FEWER_IMAGES * b.tensor(p)[i]) / (IMAGES + FEWER_IMAGES);
                assertEquals(expected, both.tensor(p)[i], 1e-6f + 1e-5f * Math.abs(expected), p.name());
            }
        }
    }

    @Test
    void earlierStatisticsDoNotMatter() {
        Weights other = weights.copy();
        network.parameters().stream().filter(p -> !p.isTrainable()).forEach(p -> Arrays.fill(other.tensor(p), 7));
        Weights expected = recalibrated(weights, first);
        recalibrated(other, first).tensors().forEach((name, t) -> assertArrayEquals(expected.tensor(name), t, name));
    }
}

package dev.sartor.executor.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.executor.Executor;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Parameter.Role;
import dev.sartor.network.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchNormTest {
    private static final int IMAGES = 6;
    private final Network network =
            // TestNetworks.of: input, channels and stride of the stem, classes, blocks
            TestNetworks.of(new Shape(3, 10, 9), 8, 1, 4, "ir_r1_k3_s2_e3_c12_nre", "ds_r1_k3_s1_c20_nhs");
    private final double[] input =
            TestNetworks.randomValues(IMAGES * network.input().size(), 2);

    /** The network up to a layer. */
    private Network upTo(int layer) {
        return new Network("part", network.layers().subList(0, layer + 1), List.of());
    }

    /** As in PyTorch: a tenth of the distance to the batch's mean and to its unbiased variance. */
    @Test
    void runningStatisticsHaveMomentumOneTenth() {
        Weights weights = TestNetworks.randomWeights(network, 1);
        Weights trained = weights.copy();
        try (var executor = new Executor(2);
                ExecutionPlan plan = ExecutionPlan.training(executor, network, IMAGES)) {
            plan.forward(trained, TestNetworks.floats(input), IMAGES, TestNetworks.DROPOUT_SEED);
        }
        for (Layer norm : network.layers().stream()
                .filter(l -> l.op() instanceof Op.BatchNorm)
                .toList()) {
            Shape shape = norm.output();
            int plane = shape.height() * shape.width();
            double[] inputs = ReferenceExecutor.training(upTo(norm.inputs().getFirst()), weights, IMAGES)
                    .forward(input);
            for (int c = 0; c < shape.channels(); c++) {
                int channel = c;
                double[] channelInputs = IntStream.range(0, IMAGES * plane)
                        .mapToDouble(i -> inputs[(i / plane * shape.channels() + channel) * plane + i % plane])
                        .toArray();
                double mean = Arrays.stream(channelInputs).average().orElseThrow();
                double variance = Arrays.stream(channelInputs)
                                .map(v -> (v - mean) * (v - mean))
                                .sum()
                        / (channelInputs.length - 1);
                String where = norm.name() + " channel " + c;
                assertEquals(
                        0.9 * of(weights, norm, Role.MEAN)[c] + 0.1 * mean,
                        of(trained, norm, Role.MEAN)[c],
                        1e-5,
                        where);
                assertEquals(
                        0.9 * of(weights, norm, Role.VARIANCE)[c] + 0.1 * variance,
                        of(trained, norm, Role.VARIANCE)[c],
                        1e-5 * (1 + variance),
                        where);
            }
        }
    }

    private static float[] of(Weights weights, Layer norm, Role role) {
        return weights.tensor(Parameter.name(norm.name(), role));
    }

    @Test
    void inferenceDoesNotChangeTheRunningStatistics() {
        Weights weights = TestNetworks.randomWeights(network, 1);
        Weights before = weights.copy();
        try (var executor = new Executor(2)) {
            Inference.logits(executor, network, weights, TestNetworks.floats(input), IMAGES);
        }
        before.tensors().forEach((name, tensor) -> assertArrayEquals(tensor, weights.tensor(name), name));
    }

    /** With so many rows so far from zero, sums in single precision would lose the variance. */
    @Test
    void sumsOverManyRowsFarFromZeroAreAccurate() {
        Shape shape = new Shape(2, 150, 151);
        Network norm = TestNetworks.single(shape, new Op.BatchNorm(2), shape);
        int images = 4;
        double[] far = TestNetworks.randomValues(images * shape.size(), 7);
        int plane = shape.height() * shape.width();
        for (int i = 0; i < far.length; i++) {
            far[i] = (float) (i / plane % 2 == 0 ? 30 + far[i] : far[i] - 100);
        }
        double[] outputGradient = TestNetworks.randomValues(far.length, 8);
        Weights weights = TestNetworks.randomWeights(norm, 1);
        var reference = ReferenceExecutor.training(norm, weights, images);
        double[] expected = reference.forward(far);
        reference.backward(outputGradient);
        float[] output = new float[far.length];
        try (var executor = new Executor(2);
                ExecutionPlan plan = ExecutionPlan.withInputGradient(executor, norm, images)) {
            plan.forward(weights, TestNetworks.floats(far), images, TestNetworks.DROPOUT_SEED);
            plan.readOutput(output);
            plan.setOutputGradient(TestNetworks.floats(outputGradient));
            plan.backward();
            assertClose(1e-5, output, expected);
            assertClose(1e-5, plan.gradients().tensor("layer.gamma"), reference.weightGradients("layer.gamma"));
            assertClose(1e-5, plan.gradients().tensor("layer.beta"), reference.weightGradients("layer.beta"));
        }
    }

    private static void assertClose(double bound, float[] actual, double[] expected) {
        assertTrue(TestNetworks.distance(actual, expected) < bound, TestNetworks.distance(actual, expected) + " off");
    }
}

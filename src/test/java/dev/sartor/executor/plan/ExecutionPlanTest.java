package dev.sartor.executor.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.executor.Executor;
import dev.sartor.executor.memory.ArrayPool;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The executor against the reference, on every kind of block and every single layer. */
class ExecutionPlanTest {
    private static final int IMAGES = 5;
    private static final double TOLERANCE = 3e-5;

    static Stream<String> blocks() {
        return Stream.of(
                "ir_r2_k3_s1_e6_c24_nr6",
                "ir_r1_k5_s2_e3_c20_se0.25_nhs",
                "ir_r1_k7_s1_e4_c16_nsw_se0.5",
                "ds_r1_k3_s2_c24_nre",
                "dsa_r1_k3_s1_c24_nre",
                "cn_r1_k5_s2_c24_nre_skip",
                "cn_r1_k3_s1_c16_g4_nsw",
                "er_r2_k3_s1_e4_c24_nr6",
                "er_r1_k5_s2_e4_c40_nhs",
                "tk_r1_k3_s1_i0.25_o0.75_c24_nr6",
                "uir_r2_a3_k5_s1_e4_c24_nre",
                "uir_r2_a5_k0_s2_e2_c24_nhs",
                "uir_r1_k0_s1_e2_c16_nre",
                "uir_r2_k3_p5_s2_e3_c24_nre",
                "bt_r1_k3_s2_e0.5_c48_g2_nre",
                "bt_r2_k3_s1_e0.5_c48_nre",
                "sh_r2_k3_s2_e0.25_g4_c64_nre",
                "sh_r1_k3_s1_e0.25_g2_c16_nre",
                "xs_r2_k3_s1_c16_nre",
                "xs_r1_k5_s2_c24_nre",
                "id_s2_c32",
                // its second and third block are too wide to be recomputed in training
                "ir_r3_k7_s2_e2_c56_nhs");
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void trainingOfEveryBlockEqualsTheReference(String block) {
        // TestNetworks.of: input, channels and stride of the stem, classes, blocks
        assertTrainingEqualsReference(TestNetworks.of(new Shape(3, 14, 11), 16, 1, 7, block), IMAGES);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void inferenceOfEveryBlockEqualsTheReference(String block) {
        assertInferenceEqualsReference(TestNetworks.of(new Shape(3, 14, 11), 16, 1, 7, block), IMAGES);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void fusedAndUnfusedPlansComputeTheSame(String block) {
        Network network = TestNetworks.of(new Shape(3, 14, 11), 16, 1, 7, block);
        Weights weights = TestNetworks.randomWeights(network, 1);
        try (var executor = new Executor(2);
                ExecutionPlan fused = ExecutionPlan.training(executor, network, IMAGES);
                ExecutionPlan unfused = ExecutionPlan.unfused(executor, network, IMAGES)) {
            assertClose(outputs(fused, network, weights), doubles(outputs(unfused, network, weights)), "output");
            network.parameters().stream()
                    .filter(Parameter::isTrainable)
                    .forEach(p -> assertClose(
                            fused.gradients().tensor(p),
                            doubles(unfused.gradients().tensor(p)),
                            p.name()));
        }
    }

    private static float[] outputs(ExecutionPlan plan, Network network, Weights weights) {
        float[] outputs = new float[IMAGES * plan.outputs()];
        plan.forward(
                weights.copy(),
                TestNetworks.floats(
                        TestNetworks.randomValues(IMAGES * network.input().size(), 2)),
                IMAGES,
                TestNetworks.DROPOUT_SEED);
        plan.readOutput(outputs);
        plan.setOutputGradient(TestNetworks.floats(TestNetworks.randomValues(outputs.length, 3)));
        plan.backward();
        return outputs;
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        Arrays.setAll(doubles, i -> floats[i]);
        return doubles;
    }

    @ParameterizedTest
    @MethodSource("dev.sartor.executor.plan.ReferenceExecutorTest#layers")
    void everySingleLayerEqualsTheReference(Network network) {
        // the reference has no dropout: a network with dropout is compared in inference only
        assertEqualsReference(network, network.layers().stream().noneMatch(l -> l.op() instanceof Op.Dropout));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 17, 40})
    void anyBatchSizeEqualsTheReference(int images) {
        Network network = TestNetworks.of(new Shape(1, 9, 9), 20, 2, 10, "ir_r2_k3_s1_e6_c20_nr6");
        assertTrainingEqualsReference(network, images);
        assertInferenceEqualsReference(network, images);
    }

    @Test
    void theVarianceOfChannelsFarFromZeroIsAccurate() {
        Network network =
                TestNetworks.of(new Shape(1, 12, 12), 16, 1, 5, "ir_r1_k3_s2_e3_c20_nr6", "ir_r1_k3_s1_e3_c24_nr6");
        Weights weights = TestNetworks.randomWeights(network, 1);
        for (int c = 0; c < 20; c++) {
            weights.tensor("block1.project.norm.beta")[c] = 30 - 2 * c;
            weights.tensor("block1.project.norm.gamma")[c] = 0.1f;
        }
        double[] input = TestNetworks.randomValues(IMAGES * network.input().size(), 2);
        double[] expected = ReferenceExecutor.training(network, weights, IMAGES).forward(input);
        float[] output = new float[expected.length];
        try (var executor = new Executor(1);
                ExecutionPlan plan = ExecutionPlan.training(executor, network, IMAGES)) {
            plan.forward(weights, TestNetworks.floats(input), IMAGES, TestNetworks.DROPOUT_SEED);
            plan.readOutput(output);
        }
        // products summed around zero would be off by 5e-5
        assertTrue(
                TestNetworks.distance(output, expected) < 1.5e-5, "off by " + TestNetworks.distance(output, expected));
    }

    private static void assertEqualsReference(Network network, boolean training) {
        assertEqualsReference(network, training, IMAGES);
    }

    private static void assertTrainingEqualsReference(Network network, int images) {
        assertEqualsReference(network, true, images);
    }

    private static void assertInferenceEqualsReference(Network network, int images) {
        assertEqualsReference(network, false, images);
    }

    private static void assertEqualsReference(Network network, boolean training, int images) {
        Weights weights = TestNetworks.randomWeights(network, 1);
        double[] input = TestNetworks.randomValues(images * network.input().size(), 2);
        double[] outputGradient =
                TestNetworks.randomValues(images * network.output().size(), 3);
        var reference = new ReferenceExecutor(network, weights, images, training);
        double[] expected = reference.forward(input);
        float[] output = new float[expected.length];
        try (var executor = new Executor(2);
                ExecutionPlan plan = ExecutionPlan.withInputGradient(executor, network, images)) {
            if (!training) {
                plan.load(weights);
                plan.infer(TestNetworks.floats(input), images);
                plan.readOutput(output);
                assertClose(output, expected, "output");
                return;
            }
            plan.forward(weights, TestNetworks.floats(input), images, TestNetworks.DROPOUT_SEED);
            plan.readOutput(output);
            assertClose(output, expected, "output");
            plan.setOutputGradient(TestNetworks.floats(outputGradient));
            plan.backward();
            reference.backward(outputGradient);
            float[] inputGradient = new float[input.length];
            plan.readInputGradient(inputGradient);
            assertClose(inputGradient, reference.inputGradients(), "gradient of the input");
            network.parameters().stream()
                    .filter(Parameter::isTrainable)
                    .forEach(p ->
                            assertClose(plan.gradients().tensor(p), reference.weightGradients(p.name()), p.name()));
        }
    }

    private static void assertClose(float[] actual, double[] expected, String what) {
        double distance = TestNetworks.distance(actual, expected);
        assertTrue(distance < TOLERANCE, what + " differs by " + distance);
    }

    @Test
    void anyNumberOfThreadsComputesTheSameBits() {
        Network network = TestNetworks.of(
                new Shape(3, 16, 16), 16, 2, 10, "ir_r2_k3_s1_e6_c24_se0.25_nhs", "er_r1_k3_s2_e4_c32_nr6");
        Weights one = step(network, 1);
        for (int threads : new int[] {2, 3, 5}) {
            Weights result = step(network, threads);
            one.tensors().forEach((name, tensor) -> assertArrayEquals(tensor, result.tensor(name), name));
        }
    }

    @Test
    void aRepeatedPassComputesTheSameBits() {
        Network network = TestNetworks.of(new Shape(3, 9, 7), 20, 1, 5, "ir_r1_k3_s2_e3_c20_nr6");
        Weights weights = TestNetworks.randomWeights(network, 4);
        try (var executor = new Executor(2);
                ExecutionPlan plan = ExecutionPlan.training(executor, network, IMAGES)) {
            float[] first = new float[IMAGES * 5];
            float[] second = new float[IMAGES * 5];
            plan.forward(
                    weights,
                    TestNetworks.floats(
                            TestNetworks.randomValues(IMAGES * network.input().size(), 5)),
                    IMAGES,
                    TestNetworks.DROPOUT_SEED);
            plan.readOutput(first);
            plan.setOutputGradient(TestNetworks.floats(TestNetworks.randomValues(IMAGES * 5, 6)));
            plan.backward();
            plan.forward(weights);
            plan.readOutput(second);
            assertArrayEquals(first, second);
        }
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void earlierValuesInMemoryDoNotMatter(String block) {
        Network network = TestNetworks.of(new Shape(3, 9, 7), 20, 1, 5, block);
        try (var executor = new Executor(1)) {
            Weights fresh = step(network, executor);
            fillWithNaN(executor.arrayPool());
            Weights reused = step(network, executor);
            fresh.tensors().forEach((name, tensor) -> assertArrayEquals(tensor, reused.tensor(name), name));
        }
    }

    /** Fills the arrays of the pool with NaN. */
    private static void fillWithNaN(ArrayPool pool) {
        // more than a plan of these networks takes
        float[] floats = pool.floats(8_000_000);
        Arrays.fill(floats, Float.NaN);
        List<double[]> doubles =
                IntStream.range(0, 200).mapToObj(_ -> pool.doubles(4000)).toList();
        doubles.forEach(d -> Arrays.fill(d, Double.NaN));
        pool.release(floats);
        doubles.forEach(pool::release);
    }

    private static Weights step(Network network, int threads) {
        try (var executor = new Executor(threads)) {
            return step(network, executor);
        }
    }

    private static Weights step(Network network, Executor executor) {
        Weights weights = TestNetworks.randomWeights(network, 4);
        try (ExecutionPlan plan = ExecutionPlan.training(executor, network, 24)) {
            plan.forward(
                    weights,
                    TestNetworks.floats(
                            TestNetworks.randomValues(24 * network.input().size(), 5)),
                    24,
                    TestNetworks.DROPOUT_SEED);
            plan.setOutputGradient(TestNetworks.floats(
                    TestNetworks.randomValues(24 * network.output().size(), 6)));
            plan.backward();
            return plan.gradients().copy();
        }
    }
}

package dev.sartor.executor.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.executor.Executor;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The executor in a JVM that was started without the module of the Vector API. */
class WithoutVectorsTest {
    private static final int IMAGES = 3;
    /** The number of steps after which the executor warns that it is slow. */
    private static final int STEPS = 40;

    /** Runs some training steps, each from the initial weights, and prints the name of the kernels and the sum of the gradients' norms. */
    public static void main(String[] args) {
        try (var executor = new Executor(2)) {
            for (int i = 1; i < STEPS; i++) {
                step(executor);
            }
            System.out.println(executor.kernels().name() + " " + step(executor));
        }
    }

    private static double step(Executor executor) {
        // TestNetworks.of: input, channels and stride of the stem, classes, blocks
        Network network = TestNetworks.of(
                new Shape(3, 9, 7), 12, 1, 5, "ir_r1_k3_s2_e3_c20_se0.25_nhs", "er_r1_k3_s1_e2_c20_nr6");
        Weights weights = TestNetworks.randomWeights(network, 1);
        try (ExecutionPlan plan = ExecutionPlan.training(executor, network, IMAGES)) {
            plan.forward(
                    weights,
                    TestNetworks.floats(
                            TestNetworks.randomValues(IMAGES * network.input().size(), 2)),
                    IMAGES,
                    TestNetworks.DROPOUT_SEED);
            plan.setOutputGradient(TestNetworks.floats(TestNetworks.randomValues(IMAGES * 5, 3)));
            plan.backward();
            return plan.gradients().tensors().values().stream()
                    .mapToDouble(WithoutVectorsTest::size)
                    .sum();
        }
    }

    private static double size(float[] tensor) {
        double sum = 0;
        for (float v : tensor) {
            sum += Math.abs(v);
        }
        return sum;
    }

    @Test
    void withoutTheVectorApiScalarKernelsComputeTheSameAndAWarningIsPrinted() throws IOException, InterruptedException {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        WithoutVectorsTest.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, java.waitFor(), said);
        assertTrue(said.contains("--add-modules jdk.incubator.vector"), said);
        String last = said.substring(said.lastIndexOf("scalar "));
        try (var executor = new Executor(1)) {
            double expected = step(executor);
            assertEquals(expected, Double.parseDouble(last.substring("scalar ".length())), 1e-4 * expected);
        }
    }
}

package dev.sartor.executor.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.executor.Executor;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Weights;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Dropout in a plan, on 11 images of 5 x 4 x 3. */
class DropoutTest {
    private static final Weights NONE = new Weights(Map.of());
    private static final double RATE = 0.25;
    private static final int IMAGES = 11;
    private static final Shape SHAPE = new Shape(5, 4, 3);
    private static final int VALUES = IMAGES * 5 * 4 * 3;
    private final Network network = TestNetworks.single(SHAPE, new Op.Dropout(RATE), SHAPE);
    private final float[] input = TestNetworks.floats(TestNetworks.randomValues(VALUES, 1));

    /** The output, and the gradient of the input if the gradient of the output is 1. */
    private record Passes(float[] output, float[] gradient) {}

    private Passes train(int threads, long seed) {
        float[] output = new float[VALUES];
        float[] gradient = new float[VALUES];
        float[] ones = new float[VALUES];
        Arrays.fill(ones, 1);
        try (var executor = new Executor(threads);
                ExecutionPlan plan = ExecutionPlan.withInputGradient(executor, network, IMAGES)) {
            plan.forward(NONE, input, IMAGES, seed);
            plan.readOutput(output);
            plan.setOutputGradient(ones);
            plan.backward();
            plan.readInputGradient(gradient);
        }
        return new Passes(output, gradient);
    }

    @Test
    void aValueAndItsGradientAreDroppedOrScaledTogether() {
        // train: threads, seed
        Passes passes = train(1, 3);
        float scale = (float) (1 / (1 - RATE));
        int dropped = 0;
        for (int i = 0; i < VALUES; i++) {
            float factor = passes.gradient()[i];
            assertTrue(factor == 0 || factor == scale, "factor " + factor);
            assertEquals(input[i] * factor, passes.output()[i], 1e-6f);
            dropped += factor == 0 ? 1 : 0;
        }
        // expected value 165 of 660, standard deviation 11
        assertEquals(RATE * VALUES, dropped, 45);
    }

    @Test
    void theDroppedValuesDependOnlyOnTheSeed() {
        Passes one = train(1, 3);
        Passes two = train(2, 3);
        assertArrayEquals(one.output(), two.output());
        assertArrayEquals(one.gradient(), two.gradient());
        assertFalse(Arrays.equals(one.gradient(), train(1, 4).gradient()), "another seed drops other values");
        // the first two images, of 60 values each
        assertFalse(Arrays.equals(one.gradient(), 0, 60, one.gradient(), 60, 120), "images are dropped independently");
    }

    @Test
    void inferenceDropsNothing() {
        float[] output = new float[VALUES];
        try (var executor = new Executor(2);
                ExecutionPlan plan = ExecutionPlan.inference(executor, network, IMAGES, 1)) {
            plan.load(NONE);
            plan.infer(input, IMAGES);
            plan.readOutput(output);
        }
        assertArrayEquals(input, output);
    }
}

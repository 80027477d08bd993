package dev.sartor.executor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.network.Weights;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MovingAverageTest {
    private final Weights weights = weights(1, -2);

    private static Weights weights(float... values) {
        return new Weights(Map.of("w", values.clone()));
    }

    @Test
    void theDecayIsSmallerInTheFirstSteps() {
        var average = new MovingAverage(weights, 0.9);
        double[] expected = {1, -2};
        for (int step = 0; step < 200; step++) {
            weights.tensor("w")[0] += 0.1f;
            weights.tensor("w")[1] *= 0.98f;
            average.update(weights, step);
            // the decay of the ExponentialMovingAverage of TensorFlow, which rises with the number of updates
            double keep = Math.min(0.9, (1.0 + step) / (10 + step));
            for (int i = 0; i < 2; i++) {
                expected[i] = keep * expected[i] + (1 - keep) * weights.tensor("w")[i];
            }
        }
        assertEquals(expected[0], average.weights().tensor("w")[0], 1e-4);
        assertEquals(expected[1], average.weights().tensor("w")[1], 1e-5);
    }

    @Test
    void theAverageOfConstantWeightsIsTheWeights() {
        var average = new MovingAverage(weights(5, 5), 0.99);
        for (int step = 0; step < 3000; step++) {
            average.update(weights, step);
        }
        assertArrayEquals(weights.tensor("w"), average.weights().tensor("w"), 1e-6f);
    }

    @Test
    void theInitialWeightsAreNotChanged() {
        var average = new MovingAverage(weights, 0.5);
        average.update(weights(9, 9), 100);
        assertArrayEquals(new float[] {1, -2}, weights.tensor("w"));
    }
}

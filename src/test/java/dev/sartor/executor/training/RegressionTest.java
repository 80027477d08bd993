package dev.sartor.executor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.Inference;
import dev.sartor.executor.recipe.Optimiser;
import dev.sartor.executor.recipe.Schedule;
import dev.sartor.executor.training.Regression.Examples;
import dev.sartor.executor.training.Regression.Hyperparameters;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Weights;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RegressionTest {
    private static final int WIDTH = 5;
    private static final int COUNT = 200;

    private final Network network = new Network(
            "n",
            List.of(
                    new Layer(0, "in", new Op.Input(), List.of(), new Shape(WIDTH, 1, 1)),
                    new Layer(1, "hidden", new Op.Linear(WIDTH, 20), List.of(0), new Shape(20, 1, 1)),
                    new Layer(2, "relu", new Op.Activate(Op.Function.RELU), List.of(1), new Shape(20, 1, 1)),
                    new Layer(3, "out", new Op.Linear(20, 1), List.of(2), new Shape(1, 1, 1))),
            List.of());
    private final Weights start = Weights.initial(network, new SplittableRandom(1));
    private final Examples examples = examples();
    private final Hyperparameters hyperparameters =
            // Hyperparameters: steps, batch size, schedule, optimiser
            // Schedule: peak learning rate, epochs of warm-up
            new Hyperparameters(600, 16, new Schedule(0.01, 0), Optimiser.adamW(0));

    /** The first feature times the second, plus the third. */
    private static Examples examples() {
        var random = new SplittableRandom(7);
        float[] features = new float[COUNT * WIDTH];
        double[] targets = new double[COUNT];
        for (int i = 0; i < COUNT; i++) {
            for (int f = 0; f < WIDTH; f++) {
                features[i * WIDTH + f] = (float) random.nextDouble(-1, 1);
            }
            targets[i] = features[i * WIDTH] * features[i * WIDTH + 1] + features[i * WIDTH + 2];
        }
        return new Examples(features, targets);
    }

    private Weights fitted(int threads, long seed) {
        try (var executor = new Executor(threads)) {
            return new Regression(network, examples, hyperparameters).fit(executor, start, seed);
        }
    }

    private double error(Weights weights) {
        try (var executor = new Executor(1)) {
            float[] outputs = Inference.logits(executor, network, weights, examples.features(), COUNT);
            double squares = 0;
            for (int i = 0; i < COUNT; i++) {
                squares += Math.pow(outputs[i] - examples.targets()[i], 2);
            }
            return squares / COUNT;
        }
    }

    @Test
    void aNonLinearFunctionIsLearned() {
        assertTrue(error(start) > 0.2, "" + error(start));
        assertTrue(error(fitted(1, 1)) < 0.005, "" + error(fitted(1, 1)));
    }

    @Test
    void theSameSeedGivesTheSameBitsOnAnyNumberOfThreads() {
        assertArrayEquals(fitted(1, 3).tensor("hidden.weight"), fitted(2, 3).tensor("hidden.weight"));
    }

    @Test
    void theInitialWeightsAreNotChanged() {
        Weights before = start.copy();
        fitted(1, 1);
        assertArrayEquals(before.tensor("hidden.weight"), start.tensor("hidden.weight"));
    }

    @Test
    void examplesWithAnotherNumberOfFeaturesAreRefused() {
        var narrow = new Examples(new float[8], new double[2]);
        assertThrows(IllegalArgumentException.class, () -> new Regression(network, narrow, hyperparameters));
        assertThrows(IllegalArgumentException.class, () -> new Examples(new float[7], new double[2]));
        assertEquals(4, narrow.featureCount());
    }
}

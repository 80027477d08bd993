package dev.sartor.executor.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.arch.Shape;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.TestNetworks;
import dev.sartor.executor.recipe.Optimiser;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Weights;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Known answers: three steps of {@code torch.optim} (PyTorch 2.13) with the same gradients, rates and decay. */
class GradientDescentTest {
    /** [step][weight]. */
    private static final float[][] GRADIENTS = {{0.5f, -1, 0.002f}, {0.25f, 3, -0.004f}, {-0.125f, -2, 0}};
    /** The learning rates of the steps. */
    private static final double[] RATES = {0.01, 0.02, 0.005};

    private final Network network = TestNetworks.single(new Shape(1, 1, 1), new Op.Linear(1, 3), new Shape(3, 1, 1));

    private Weights descend(Optimiser optimiser) {
        Weights weights = new Weights(
                Map.of("layer.weight", new float[] {1, -2, 0.25f}, "layer.bias", new float[] {1, -2, 0.25f}));
        GradientDescent descent = GradientDescent.of(network, optimiser);
        try (var executor = new Executor(1)) {
            for (int step = 0; step < RATES.length; step++) {
                var gradients = new Weights(Map.of("layer.weight", GRADIENTS[step], "layer.bias", GRADIENTS[step]));
                descent.step(executor, weights, gradients, RATES[step], step);
            }
        }
        return weights;
    }

    @Test
    void nesterovMomentumIsThatOfPyTorch() {
        assertArrayEquals(
                new float[] {0.9622935653f, -2.0502607822f, 0.2478344589f},
                descend(Optimiser.sgd(0.1)).tensor("layer.weight"),
                1e-6f);
    }

    @Test
    void adamWIsThatOfPyTorch() {
        assertArrayEquals(
                new float[] {0.9650413990f, -1.9927992821f, 0.2478757054f},
                // AdamW: beta 1, beta 2, weight decay
                descend(new Optimiser.AdamW(0.9, 0.99, 0.1)).tensor("layer.weight"),
                1e-6f);
    }

    @Test
    void biasesDoNotDecay() {
        for (Optimiser o : new Optimiser[] {Optimiser.sgd(0), new Optimiser.AdamW(0.9, 0.99, 0)}) {
            Weights withoutDecay = descend(o);
            Weights withDecay = descend(o.withWeightDecay(0.1));
            assertArrayEquals(withoutDecay.tensor("layer.bias"), withDecay.tensor("layer.bias"));
            assertEquals(
                    -1,
                    Float.compare(
                            withDecay.tensor("layer.weight")[0], withoutDecay.tensor("layer.weight")[0]));
        }
    }

    @Test
    void batchNormDoesNotDecay() {
        Shape shape = new Shape(1, 1, 1);
        Network norm = TestNetworks.single(shape, new Op.BatchNorm(1), shape);
        for (Optimiser o : new Optimiser[] {Optimiser.sgd(0.5), new Optimiser.AdamW(0.9, 0.99, 0.5)}) {
            var weights = new Weights(Map.of("layer.gamma", new float[] {2}, "layer.beta", new float[] {3}));
            try (var executor = new Executor(1)) {
                GradientDescent.of(norm, o)
                        .step(
                                executor,
                                weights,
                                new Weights(Map.of("layer.gamma", new float[1], "layer.beta", new float[1])),
                                0.1,
                                0);
            }
            assertArrayEquals(
                    new float[] {2, 3},
                    new float[] {weights.tensor("layer.gamma")[0], weights.tensor("layer.beta")[0]});
        }
    }
}

package dev.sartor.accuracy.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.executor.Executor;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Weights;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ZicoTest {

    @Test
    void theScoreOfALayerIsTheLogOfTheSumOfMeansOverDeviations() {
        // weight 0: gradients 1 and 3, mean 2, deviation 1; weight 1: -2 and 2, mean size 2, deviation 2; weight 2
        // never varies
        double expected = Math.log(2.0 / 1 + 2.0 / 2);
        assertEquals(expected, Zico.layerScore(List.of(new float[] {1, -2, 5}, new float[] {3, 2, 5})), 1e-12);
    }

    @Test
    void gradientsThatVaryLessGiveAHigherScore() {
        double steady = Zico.layerScore(List.of(new float[] {1.0f}, new float[] {1.1f}));
        double wild = Zico.layerScore(List.of(new float[] {0.1f}, new float[] {2f}));
        assertTrue(steady > wild);
    }

    @Test
    void aLayerWithConstantGradientsAddsNothing() {
        assertEquals(0, Zico.layerScore(List.of(new float[] {2, 3}, new float[] {2, 3})));
    }

    /** Of a linear layer the gradients are those of the mean cross-entropy: (softmax - target) x' / images. */
    @Test
    void theScoreOfANetworkIsComputedFromTheGradientsOfItsLoss() {
        Shape two = new Shape(2, 1, 1);
        var network = new Network(
                "n",
                List.of(
                        new Layer(0, "input", new Op.Input(), List.of(), two),
                        new Layer(1, "out", new Op.Linear(2, 2), List.of(0), two)),
                List.of());
        float[] w = {0.5f, -1, 0.25f, 2};
        var weights = new Weights(Map.of("out.weight", w, "out.bias", new float[2]));
        List<Zico.LabelledBatch> batches = List.of(
                new Zico.LabelledBatch(new float[] {1, 2, -1, 0.5f}, new int[] {0, 1}),
                new Zico.LabelledBatch(new float[] {0.3f, -2, 1, 1}, new int[] {1, 1}));
        double[] first = gradient(w, batches.getFirst());
        double[] second = gradient(w, batches.getLast());
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += (Math.abs(first[i]) + Math.abs(second[i])) / Math.abs(first[i] - second[i]);
        }
        try (var executor = new Executor(1)) {
            assertEquals(Math.log(sum), Zico.of(executor, network, weights, batches), 1e-5);
        }
    }

    /** The gradient of weights w, two for each of two outputs, by the formula above for each of the two images. */
    private static double[] gradient(float[] w, Zico.LabelledBatch batch) {
        double[] gradient = new double[4];
        for (int i = 0; i < 2; i++) {
            float[] x = {batch.nchw()[2 * i], batch.nchw()[2 * i + 1]};
            double[] z = {w[0] * x[0] + w[1] * x[1], w[2] * x[0] + w[3] * x[1]};
            for (int k = 0; k < 4; k++) {
                int c = k / 2;
                double probability = 1 / (1 + Math.exp(z[1 - c] - z[c]));
                gradient[k] += (probability - (batch.labels()[i] == c ? 1 : 0)) * x[k % 2] / 2;
            }
        }
        return gradient;
    }
}

package dev.sartor.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsTest {
    private static final Shape SHAPE = new Shape(8, 4, 4);

    /** The initial values of a parameter of an operation, such as 0 for its weight and 1 for its bias. */
    private static float[] initial(Op op, int parameter) {
        Parameter p = new Layer(1, "x", op, List.of(0), SHAPE).parameters().get(parameter);
        return Weights.initial(op, p, new SplittableRandom(1));
    }

    private static double deviation(float[] values) {
        double squares = IntStream.range(0, values.length)
                .mapToDouble(i -> (double) values[i] * values[i])
                .sum();
        return Math.sqrt(squares / values.length);
    }

    /** The number of outputs that each input of a convolution reaches is out / groups * kernel^2. */
    @ParameterizedTest
    @CsvSource({"64, 256, 1, 1, 256", "16, 64, 3, 1, 576", "64, 64, 3, 8, 72", "512, 512, 3, 512, 9"})
    void convolutionsAreNormalWithTheDeviationOfTheirFanOut(int in, int out, int kernel, int groups, int fanOut) {
        // Op.Conv: channels in and out, kernel size, stride, groups, bias
        float[] weight = initial(new Op.Conv(in, out, kernel, 1, groups, false), 0);
        assertEquals(1, deviation(weight) / Math.sqrt(2.0 / fanOut), 0.05);
        assertEquals(
                0,
                IntStream.range(0, weight.length)
                        .mapToDouble(i -> weight[i])
                        .average()
                        .orElseThrow(),
                0.03);
    }

    @Test
    void linearLayersAreUniformWithinTheInverseRootOfTheirFanIn() {
        float[] weight = initial(new Op.Linear(100, 50), 0);
        double max = IntStream.range(0, weight.length)
                .mapToDouble(i -> weight[i])
                .max()
                .orElseThrow();
        double min = IntStream.range(0, weight.length)
                .mapToDouble(i -> weight[i])
                .min()
                .orElseThrow();
        assertEquals(0.1, max, 1e-3);
        assertEquals(-0.1, min, 1e-3);
        assertTrue(max <= 0.1 && min >= -0.1);
        assertArrayEquals(new float[50], initial(new Op.Linear(100, 50), 1), "bias");
    }

    @Test
    void batchNormIsInitialisedAsTheIdentity() {
        float[] ones = {1, 1, 1};
        assertArrayEquals(ones, initial(new Op.BatchNorm(3), 0), "gamma");
        assertArrayEquals(new float[3], initial(new Op.BatchNorm(3), 1), "beta");
        assertArrayEquals(new float[3], initial(new Op.BatchNorm(3), 2), "mean");
        assertArrayEquals(ones, initial(new Op.BatchNorm(3), 3), "variance");
    }

    @Test
    void weightsOfOtherOperationsAreNotInitialised() {
        var weight = new Parameter("x.weight", Parameter.Role.WEIGHT, List.of(2));
        assertThrows(
                IllegalStateException.class,
                () -> Weights.initial(new Op.BatchNorm(2), weight, new SplittableRandom(1)));
    }

    @Test
    void weightsAreInitialisedInTheOrderOfTheLayers() {
        Network network = NetworkSamples.classifier("ir_r1_k3_s2_e3_c24_se0.25_nre");
        Weights weights = Weights.initial(network, new SplittableRandom(7));
        assertEquals(
                network.parameters().stream().map(Parameter::name).toList(),
                List.copyOf(weights.tensors().keySet()));
        var random = new SplittableRandom(7);
        for (Layer layer : network.layers()) {
            for (Parameter p : layer.parameters()) {
                assertArrayEquals(Weights.initial(layer.op(), p, random), weights.tensor(p), p.name());
            }
        }
    }

    private static Weights weights(float... values) {
        Map<String, float[]> tensors = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            tensors.put("t" + i, new float[] {values[i], 0});
        }
        return new Weights(tensors);
    }

    @Test
    void theHashDependsOnEveryValueAndTheOrderOfTensors() {
        // 31 a + b over the hash codes of the arrays, as in model files
        assertEquals("984e8fa1", weights(1, 2, 3).hash());
        assertNotEquals(weights(1, 2, 3).hash(), weights(1, 3, 2).hash());
        assertNotEquals(weights(1, 2, 3).hash(), weights(1, 2, 4).hash());
        assertNotEquals(weights(1, 2, 3).hash(), weights(0, 2, 3).hash());
        assertEquals("0", new Weights(Map.of()).hash());
    }

    @Test
    void aCopyIsIndependentOfTheOriginal() {
        Weights weights = weights(1, 2);
        Weights copy = weights.copy();
        weights.tensor("t1")[0] = 9;
        assertEquals(2, copy.tensor("t1")[0]);
        assertEquals(List.of("t0", "t1"), List.copyOf(copy.tensors().keySet()));
    }

    @Test
    void anUnknownTensorIsNamed() {
        var e = assertThrows(IllegalArgumentException.class, () -> weights(1).tensor("none"));
        assertEquals("No weights named none", e.getMessage());
        assertThrows(
                UnsupportedOperationException.class, () -> weights(1).tensors().remove("t0"));
    }
}

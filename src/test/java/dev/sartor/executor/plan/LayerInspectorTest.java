package dev.sartor.executor.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.executor.Executor;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Weights;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerInspectorTest {
    private static final int IMAGES = 5;
    private static final Network NETWORK =
            // TestNetworks.of: input, channels and stride of the stem, classes, blocks
            TestNetworks.of(new Shape(3, 9, 9), 16, 1, 7, "ir_r1_k3_s2_e3_c24_nre", "ir_r1_k5_s1_e2_c24_nre");
    private static final Weights WEIGHTS = TestNetworks.randomWeights(NETWORK, 1);

    /** The network up to a layer, whose outputs are that layer's value. */
    private static Network upTo(Layer last) {
        return new Network("part", NETWORK.layers().subList(0, last.id() + 1), List.of());
    }

    @Test
    void valuesAndGradientsAreThoseOfTheReference() {
        double[] input = TestNetworks.randomValues(IMAGES * NETWORK.input().size(), 2);
        try (Executor executor = new Executor(1);
                var inspector = new LayerInspector(executor, NETWORK, IMAGES)) {
            float[] outputs = inspector.forward(WEIGHTS, TestNetworks.floats(input), IMAGES);
            var reference = ReferenceExecutor.training(NETWORK, WEIGHTS, IMAGES);
            assertTrue(TestNetworks.distance(outputs, reference.forward(input)) < 1e-5);
            for (Layer layer : NETWORK.layers()) {
                if (layer.op() instanceof Op.Activate || layer.op() instanceof Op.Add) {
                    double[] expected = ReferenceExecutor.training(upTo(layer), WEIGHTS, IMAGES)
                            .forward(input);
                    assertTrue(TestNetworks.distance(inspector.value(layer.id()), expected) < 1e-5, layer.name());
                }
            }
            double[] outputGradient = TestNetworks.randomValues(outputs.length, 3);
            reference.backward(outputGradient);
            Weights gradients = inspector.backward(TestNetworks.floats(outputGradient));
            NETWORK.parameters().stream()
                    .filter(p -> p.isTrainable())
                    .forEach(p -> assertTrue(
                            TestNetworks.distance(gradients.tensor(p), reference.weightGradients(p.name())) < 1e-4,
                            p.name()));
        }
    }

    @Test
    void weightsAreNotChangedAndFusedValuesAreNotAvailable() {
        Weights before = WEIGHTS.copy();
        try (Executor executor = new Executor(1);
                var inspector = new LayerInspector(executor, NETWORK, IMAGES)) {
            inspector.forward(
                    WEIGHTS, new float[Math.toIntExact(IMAGES * NETWORK.input().size())], IMAGES);
            int inner = NETWORK.layers().stream()
                    .filter(l -> l.op() instanceof Op.BatchNorm)
                    .findFirst()
                    .orElseThrow()
                    .id();
            assertThrows(IllegalArgumentException.class, () -> inspector.value(inner));
        }
        before.tensors().forEach((name, tensor) -> assertArrayEquals(tensor, WEIGHTS.tensor(name), name));
    }
}

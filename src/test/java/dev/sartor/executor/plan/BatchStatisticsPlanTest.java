package dev.sartor.executor.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Preset;
import dev.sartor.arch.Presets;
import dev.sartor.arch.Shape;
import dev.sartor.executor.Executor;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Forward passes with batch statistics, compared with those of a training. */
class BatchStatisticsPlanTest {
    private static final int IMAGES = 20;
    /** Networks with more weights get larger images; otherwise weights take most of the memory. */
    private static final int MANY_WEIGHTS = 25_000_000;

    static List<Preset> presets() {
        return Presets.all();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everyPresetComputesTheSameBitsAsTrainingInAThirdOfItsMemory(Preset preset) {
        Network network = network(preset, new Shape(3, 33, 31));
        if (network.params() > MANY_WEIGHTS) {
            network = network(preset, new Shape(3, 65, 63));
        }
        float[] images = TestNetworks.floats(
                TestNetworks.randomValues(IMAGES * network.input().size(), 2));
        Weights afterTraining = TestNetworks.randomWeights(network, 1);
        Weights afterStatistics = afterTraining.copy();
        try (var executor = new Executor(2);
                ExecutionPlan training = ExecutionPlan.training(executor, network, IMAGES);
                ExecutionPlan statistics = ExecutionPlan.batchStatistics(executor, network, IMAGES)) {
            assertArrayEquals(outputs(training, afterTraining, images), outputs(statistics, afterStatistics, images));
            afterTraining
                    .tensors()
                    .forEach((name, t) ->
                            assertArrayEquals(t, afterStatistics.tensors().get(name), name));
            assertTrue(3 * statistics.bytes() < training.bytes(), statistics.bytes() + " of " + training.bytes());
        }
    }

    private static Network network(Preset preset, Shape input) {
        return Lowering.lower(preset.architecture().withClasses(10).withInput(input));
    }

    private static float[] outputs(ExecutionPlan plan, Weights weights, float[] images) {
        plan.forward(weights, images, IMAGES, TestNetworks.DROPOUT_SEED);
        float[] outputs = new float[IMAGES * plan.outputs()];
        plan.readOutput(outputs);
        return outputs;
    }
}

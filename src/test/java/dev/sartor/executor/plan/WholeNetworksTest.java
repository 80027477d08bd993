package dev.sartor.executor.plan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Preset;
import dev.sartor.arch.Presets;
import dev.sartor.arch.Shape;
import dev.sartor.executor.Executor;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Published networks as a whole against the reference, on small images; folded, too. */
class WholeNetworksTest {
    private static final double CLOSE = 5e-5;

    static List<Preset> presets() {
        return Presets.all();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everyPresetInfersAsTheReferenceDoesFoldedOrNot(Preset preset) {
        Network network = Lowering.lower(preset.architecture().withClasses(10).withInput(new Shape(3, 33, 31)));
        Weights weights = calmed(network, TestNetworks.weights(network, 1));
        double[] image = TestNetworks.values(network.input().size(), 2);
        double[] expected = new ReferenceExecutor(network, weights, 1, false).forward(image);
        BatchNormFolding folded = BatchNormFolding.of(network, weights);
        try (var executor = new Executor(2)) {
            close(Inference.logits(executor, network, weights, TestNetworks.floats(image), 1), expected);
            close(
                    Inference.logits(executor, folded.network(), folded.weights(), TestNetworks.floats(image), 1),
                    expected);
        }
    }

    /** Residual branches of half the strength: through forty blocks, rounding would grow to the size of the values. */
    private static Weights calmed(Network network, Weights weights) {
        network.parameters().stream()
                .filter(p -> p.name().endsWith(".project.norm.gamma"))
                .map(weights::tensor)
                .forEach(gamma -> IntStream.range(0, gamma.length).forEach(i -> gamma[i] /= 2));
        return weights;
    }

    private static void close(float[] actual, double[] expected) {
        double distance = TestNetworks.distance(actual, expected);
        assertTrue(distance < CLOSE, distance + " off");
    }
}

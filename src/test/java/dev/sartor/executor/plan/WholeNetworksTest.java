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

/** Whole published networks against the reference, on small images, with and without folded batch norm. */
class WholeNetworksTest {
    private static final double TOLERANCE = 5e-5;

    static List<Preset> presets() {
        return Presets.all();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void inferenceOfEveryPresetEqualsTheReferenceWithAndWithoutFolding(Preset preset) {
        Network network = Lowering.lower(preset.architecture().withClasses(10).withInput(new Shape(3, 33, 31)));
        Weights weights = withHalvedBranches(network, TestNetworks.randomWeights(network, 1));
        double[] image = TestNetworks.randomValues(network.input().size(), 2);
        double[] expected = ReferenceExecutor.inference(network, weights, 1).forward(image);
        BatchNormFolding folded = BatchNormFolding.of(network, weights);
        try (var executor = new Executor(2)) {
            assertClose(Inference.logits(executor, network, weights, TestNetworks.floats(image), 1), expected);
            assertClose(
                    Inference.logits(executor, folded.network(), folded.weights(), TestNetworks.floats(image), 1),
                    expected);
        }
    }

    /** Halves the residual branches; otherwise rounding errors would grow to the size of the values over forty blocks. */
    private static Weights withHalvedBranches(Network network, Weights weights) {
        network.parameters().stream()
                .filter(p -> p.name().endsWith(".project.norm.gamma"))
                .map(weights::tensor)
                .forEach(gamma -> IntStream.range(0, gamma.length).forEach(i -> gamma[i] /= 2));
        return weights;
    }

    private static void assertClose(float[] actual, double[] expected) {
        double distance = TestNetworks.distance(actual, expected);
        assertTrue(distance < TOLERANCE, distance + " off");
    }
}

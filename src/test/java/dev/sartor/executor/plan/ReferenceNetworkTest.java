package dev.sartor.executor.plan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.executor.Executor;
import dev.sartor.network.Network;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Gradients of the network {@code refnet} of {@link BenchmarkNetworks} on images with a quarter of its pixels, against double precision. The benchmark {@code EngineGradients} compares
 * full-size images with PyTorch.
 */
class ReferenceNetworkTest {
    private static final int IMAGES = 2;
    private static final double TOLERANCE = 1e-5;

    @Test
    void gradientsEqualThoseInDoublePrecisionWhereActivationsAreSmooth() {
        Network network = BenchmarkNetworks.refNet(new Shape(3, 16, 16));
        Weights weights = Weights.initial(network, new SplittableRandom(1));
        TestNetworks.avoidGradientJumps(network, weights);
        double[] input = TestNetworks.randomValues(IMAGES * network.input().size(), 2);
        double[] outputGradient =
                TestNetworks.randomValues(IMAGES * network.output().size(), 3);
        var reference = ReferenceExecutor.training(network, weights, IMAGES);
        reference.forward(input);
        reference.backward(outputGradient);
        List<Parameter> trainable =
                network.parameters().stream().filter(Parameter::isTrainable).toList();
        try (var executor = new Executor(2);
                ExecutionPlan plan = ExecutionPlan.training(executor, network, IMAGES)) {
            plan.forward(weights, TestNetworks.floats(input), IMAGES, TestNetworks.DROPOUT_SEED);
            plan.setOutputGradient(TestNetworks.floats(outputGradient));
            plan.backward();
            double difference = 0;
            double norm = 0;
            for (Parameter p : trainable) {
                double[] expected = reference.weightGradients(p.name());
                for (int i = 0; i < expected.length; i++) {
                    difference += Math.pow(plan.gradients().tensor(p)[i] - expected[i], 2);
                    norm += expected[i] * expected[i];
                }
            }
            assertTrue(Math.sqrt(difference / norm) < TOLERANCE, Math.sqrt(difference / norm) + " off");
        }
    }
}

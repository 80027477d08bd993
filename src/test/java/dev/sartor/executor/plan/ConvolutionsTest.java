package dev.sartor.executor.plan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.executor.Executor;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Convolutions of any kernel size, stride, groups and image size against the reference, with the gradient of their input. */
class ConvolutionsTest {
    /** More than the kernels compute at once, even for small images. */
    private static final int IMAGES = 19;

    /** A convolution, then the one under test: the weight gradient of the first shows the input gradient of the second. */
    private static Network network(Op.Conv conv, int height, int width) {
        Shape in = new Shape(9, height, width);
        Shape wide = in.withChannels(conv.in());
        return new Network(
                "convolutions",
                List.of(
                        new Layer(0, "input", new Op.Input(), List.of(), in),
                        // Op.Conv: channels in and out, kernel size, stride, groups, bias
                        new Layer(1, "before", new Op.Conv(9, conv.in(), 1, 1, 1, false), List.of(0), wide),
                        new Layer(2, "conv", conv, List.of(1), wide.convolutionOutput(conv.stride(), conv.out()))),
                List.of());
    }

    @ParameterizedTest(name = "{0} to {1}, kernel {2}, stride {3}, {4} groups, {5} x {6}")
    @CsvSource({
        "20,12,7,2,1,9,8",
        "32,48,3,1,2,5,17",
        "24,40,5,1,1,16,16",
        "12,20,3,2,1,7,5",
        "48,16,3,2,4,8,8",
        "16,16,1,2,1,5,5",
        "17,33,3,1,1,1,1",
        "40,24,5,2,8,3,2",
        "16,48,3,3,1,10,11",
        "20,37,3,1,1,7,6",
        "33,24,3,1,1,2,3",
        "9,40,3,1,1,31,32",
        "64,64,3,1,4,14,14",
        "12,24,3,1,12,7,6",
        "40,40,3,2,20,9,7",
        "17,34,5,1,17,6,5"
    })
    void anyConvolutionEqualsTheReference(int in, int out, int kernel, int stride, int groups, int height, int width) {
        Network network = network(new Op.Conv(in, out, kernel, stride, groups, false), height, width);
        var weights = TestNetworks.randomWeights(network, 1);
        double[] input = TestNetworks.randomValues(IMAGES * network.input().size(), 2);
        double[] outputGradient =
                TestNetworks.randomValues(IMAGES * network.output().size(), 3);
        var reference = ReferenceExecutor.training(network, weights, IMAGES);
        float[] output = new float[outputGradient.length];
        try (var executor = new Executor(2);
                ExecutionPlan plan = ExecutionPlan.training(executor, network, IMAGES)) {
            plan.forward(weights, TestNetworks.floats(input), IMAGES, TestNetworks.DROPOUT_SEED);
            plan.readOutput(output);
            assertClose(output, reference.forward(input), "output");
            plan.setOutputGradient(TestNetworks.floats(outputGradient));
            plan.backward();
            reference.backward(outputGradient);
            network.parameters()
                    .forEach(p ->
                            assertClose(plan.gradients().tensor(p), reference.weightGradients(p.name()), p.name()));
        }
    }

    private static void assertClose(float[] actual, double[] expected, String what) {
        double distance = TestNetworks.distance(actual, expected);
        assertTrue(distance < 1e-5, what + " is " + distance + " off");
    }
}

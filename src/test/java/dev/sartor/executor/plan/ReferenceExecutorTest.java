package dev.sartor.executor.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.arch.Shape;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradients of the reference equal finite differences, for every operation, every weight and every input. */
class ReferenceExecutorTest {
    private static final int IMAGES = 3;

    static Stream<Network> layers() {
        Shape in = new Shape(6, 5, 4);
        Stream<Network> convs = Stream.of(
                        // Op.Conv: channels in and out, kernel size, stride, groups, bias
                        new Op.Conv(6, 4, 3, 1, 1, false),
                        new Op.Conv(6, 4, 5, 2, 2, true),
                        new Op.Conv(6, 6, 3, 2, 6, false),
                        new Op.Conv(6, 9, 1, 1, 3, false),
                        new Op.Conv(6, 5, 1, 2, 1, false))
                .map(c -> TestNetworks.single(in, c, in.convolutionOutput(c.stride(), c.out())));
        Stream<Network> functions =
                Stream.of(Op.Function.values()).map(f -> TestNetworks.single(in, new Op.Activate(f), in));
        Shape vector = new Shape(7, 1, 1);
        Stream<Network> others = Stream.of(
                TestNetworks.single(in, new Op.BatchNorm(6), in),
                TestNetworks.single(in, new Op.Add(), in, 2),
                TestNetworks.single(vector, new Op.Scale(), vector, 2),
                TestNetworks.single(in, new Op.Concat(), in.withChannels(12), 2),
                TestNetworks.single(in, new Op.Shuffle(3), in),
                TestNetworks.single(in, new Op.AveragePool(3, 2), in.convolutionOutput(2, 6)),
                TestNetworks.single(in, new Op.MaxPool(3, 2), in.convolutionOutput(2, 6)),
                TestNetworks.single(in, new Op.MaxPool(5, 1), in),
                TestNetworks.single(in, new Op.GlobalAveragePool(), new Shape(6, 1, 1)),
                TestNetworks.single(vector, new Op.Linear(7, 5), new Shape(5, 1, 1)),
                TestNetworks.single(in, new Op.Dropout(0.5), in));
        return Stream.of(convs, functions, others).flatMap(s -> s);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void gradientsEqualFiniteDifferences(Network network) {
        var reference = ReferenceExecutor.training(network, TestNetworks.randomWeights(network, 1), IMAGES);
        double[] input = TestNetworks.randomValues(IMAGES * network.input().size(), 2);
        double[] outputGradient =
                TestNetworks.randomValues(IMAGES * network.output().size(), 3);
        DoubleSupplier loss = () -> dot(reference.forward(input), outputGradient);
        loss.getAsDouble();
        reference.backward(outputGradient);
        double[] inputGradients = reference.inputGradients().clone();
        check(input, inputGradients, loss);
        List<Parameter> trainable =
                network.parameters().stream().filter(Parameter::isTrainable).toList();
        for (Parameter p : trainable) {
            check(
                    reference.weights(p.name()),
                    reference.weightGradients(p.name()).clone(),
                    loss);
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void check(double[] values, double[] gradients, DoubleSupplier loss) {
        for (int i = 0; i < values.length; i++) {
            double kept = values[i];
            values[i] = kept + 1e-5;
            double above = loss.getAsDouble();
            values[i] = kept - 1e-5;
            double below = loss.getAsDouble();
            values[i] = kept;
            assertEquals((above - below) / 2e-5, gradients[i], 1e-5, "value " + i);
        }
    }
}

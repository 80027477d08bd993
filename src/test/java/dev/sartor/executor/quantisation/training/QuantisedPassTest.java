package dev.sartor.executor.quantisation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.executor.Executor;
import dev.sartor.executor.quantisation.Simulator;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.NetworkSamples;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.ReferenceInterpreter;
import dev.sartor.network.Weights;
import dev.sartor.network.quantisation.DequantisedWeights;
import dev.sartor.network.quantisation.NetworkQuantiser;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.network.quantisation.ValueRange;
import dev.sartor.network.quantisation.WeightGranularity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class QuantisedPassTest {
    private static final int NO_LAYER = -1;

    private static BatchNormFolding folded(Network network) {
        return BatchNormFolding.of(network, ReferenceInterpreter.randomWeights(network, new SplittableRandom(1)));
    }

    /** Ranges that clip some values at both ends. */
    private static QuantisedNetwork quantised(Network network) {
        BatchNormFolding folded = folded(network);
        double[][] values = new ReferenceInterpreter(folded.network(), folded.weights())
                .values(ReferenceInterpreter.images(network.input(), 1, new SplittableRandom(2)));
        List<ValueRange> ranges = Arrays.stream(values)
                .map(v -> new ValueRange(
                        (float) (0.8 * Math.min(0, Arrays.stream(v).min().orElseThrow())),
                        (float) (0.8 * Math.max(0.1, Arrays.stream(v).max().orElseThrow()))))
                .toList();
        return NetworkQuantiser.quantise(folded, ranges, WeightGranularity.PER_CHANNEL);
    }

    @ParameterizedTest
    @MethodSource("dev.sartor.network.NetworkSamples#all")
    void outputsAreNearThoseOfTheSimulator(Network network) {
        QuantisedNetwork quantised = quantised(network);
        int images = 3;
        float[] nchw = ReferenceInterpreter.images(network.input(), images, new SplittableRandom(3));
        try (var executor = new Executor(1);
                var pass = new QuantisedPass(executor, quantised, images);
                var simulator = new Simulator(executor, quantised, images)) {
            pass.run(quantised, nchw, images, gradient -> Arrays.fill(gradient, 0));
            float[] exact = simulator.run(nchw, images);
            double error = 0;
            double size = 0;
            for (int i = 0; i < images * network.output().size(); i++) {
                error += Math.pow(exact[i] - pass.outputs()[i], 2);
                size += Math.pow(exact[i], 2);
            }
            assertTrue(error < 2e-3 * size, error / size + " of the outputs' energy is error");
        }
    }

    private static Network mixed() {
        return NetworkSamples.classifier(
                "ir_r1_k3_s2_e2_c16_se0.25_nhs", "sh_r1_k3_s1_e0.5_c16_g2_nre", "ir_r1_k3_s1_e2_c16_nr6");
    }

    /** The derivative of a function of a step, by central differences. */
    private static double derivative(java.util.function.DoubleUnaryOperator function, double step) {
        return (function.applyAsDouble(step) - function.applyAsDouble(-step)) / (2 * step);
    }

    private static double loss(double[] outputs, float[] factors) {
        return IntStream.range(0, outputs.length)
                .mapToDouble(i -> outputs[i] * factors[i])
                .sum();
    }

    @Test
    void gradientsAreTheDerivativesOfASlowImplementation() {
        Network network = mixed();
        QuantisedNetwork quantised = quantised(network);
        var random = new SplittableRandom(4);
        float[] image = ReferenceInterpreter.images(network.input(), 1, new SplittableRandom(2));
        float[] factors = new float[Math.toIntExact(network.output().size())];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = random.nextFloat(-1, 1);
        }
        Weights weights = DequantisedWeights.of(quantised);
        // outputs: weights, layer whose range is moved, moves of the lower and of the upper end of the range
        var twin = new StraightThroughTwin(quantised, weights, image);
        List<String> wrong = new ArrayList<>();
        try (var executor = new Executor(1);
                var pass = new QuantisedPass(executor, quantised, 1)) {
            pass.run(quantised, image, 1, gradient -> System.arraycopy(factors, 0, gradient, 0, factors.length));
            for (Parameter p : quantised.network().parameters()) {
                float[] direction = new float[p.arraySize()];
                for (int i = 0; i < direction.length; i++) {
                    direction[i] = random.nextBoolean() ? 1 : -1;
                }
                float[] gradient = pass.gradients().tensor(p);
                double computed = IntStream.range(0, direction.length)
                        .mapToDouble(i -> (double) gradient[i] * direction[i])
                        .sum();
                double expected = derivative(
                        step -> loss(twin.outputs(moved(weights, p, direction, step), NO_LAYER, 0, 0), factors), 1e-4);
                compare(p.name(), expected, computed, wrong);
            }
            pass.rangeGradients().forEach((layer, gradient) -> {
                Layer written = quantised.network().layer(layer);
                int owner = quantised.fusedActivation(written).map(Layer::id).orElse(layer);
                double width = quantised.tensor(layer).range().high()
                        - quantised.tensor(layer).range().low();
                compare(
                        written.name() + " high",
                        derivative(s -> loss(twin.outputs(weights, owner, 0, s), factors), 1e-5 * width),
                        gradient[1],
                        wrong);
                if (quantised.tensor(layer).zeroPoint() > 0 && !(written.op() instanceof Op.AveragePool)) {
                    compare(
                            written.name() + " low",
                            derivative(s -> loss(twin.outputs(weights, owner, s, 0), factors), 1e-5 * width),
                            gradient[0],
                            wrong);
                }
            });
        }
        assertEquals(List.of(), wrong);
    }

    private static Weights moved(Weights weights, Parameter p, float[] direction, double step) {
        Weights copy = weights.copy();
        float[] tensor = copy.tensor(p);
        for (int i = 0; i < tensor.length; i++) {
            tensor[i] += (float) (step * direction[i]);
        }
        return copy;
    }

    private static void compare(String name, double expected, double computed, List<String> wrong) {
        if (Math.abs(expected - computed) > 0.02 * Math.abs(expected) + 2e-3) {
            wrong.add(name + ": " + computed + ", not " + expected);
        }
    }

    @Test
    void valuesOutsideTheRangeMoveItsEnd() {
        Network network = mixed();
        QuantisedNetwork quantised = quantised(network);
        float[] image = ReferenceInterpreter.images(network.input(), 1, new SplittableRandom(2));
        try (var executor = new Executor(1);
                var pass = new QuantisedPass(executor, quantised, 1)) {
            pass.run(quantised, image, 1, gradient -> Arrays.fill(gradient, 1));
            long moving = pass.rangeGradients().values().stream()
                    .filter(g -> g[0] != 0 && g[1] != 0)
                    .count();
            assertTrue(moving > 10, moving + " ranges have gradients at both ends");
        }
    }
}

package dev.sartor.executor.plan;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.executor.Executor;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.vector.KernelImplementations;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation with every implementation of the kernels against the reference, in both passes, on sizes that are no multiple of a vector. */
class OperationTest {
    private static final double TOLERANCE = 1e-5;
    /** The tolerance for gradients that are almost zero because a batch norm follows: their terms are not small. */
    private static final double TOLERANCE_NEAR_ZERO = 1e-4;

    private static final int SEEDS = 3;

    /** The operation under test; it follows a convolution, whose weight gradients are compared too. */
    private enum Operation {
        REGULAR,
        GROUPED,
        DEPTHWISE,
        POINTWISE,
        LINEAR,
        BATCH_NORM,
        ACTIVATION,
        ADD,
        SCALE,
        CONCAT,
        SHUFFLE,
        AVERAGE_POOL,
        MAX_POOL,
        GLOBAL_POOL
    }

    static Stream<Arguments> cases() {
        return Arrays.stream(Operation.values())
                .flatMap(k -> LongStream.rangeClosed(1, SEEDS).mapToObj(seed -> Arguments.of(k, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("cases")
    void anySizeEqualsTheReferenceOnAllKernels(Operation operation, long seed) {
        var random = new SplittableRandom(100 * seed + operation.ordinal());
        Network network = new NetworkGenerator(random).network(operation);
        int images = random.nextInt(2, 14);
        Weights weights = TestNetworks.randomWeights(network, seed);
        double[] input = TestNetworks.randomValues(images * network.input().size(), 2);
        double[] outputGradient =
                TestNetworks.randomValues(images * network.output().size(), 3);
        var reference = ReferenceExecutor.training(network, weights, images);
        double[] output = reference.forward(input);
        reference.backward(outputGradient);
        double[] inferred =
                ReferenceExecutor.inference(network, weights, images).forward(input);
        for (Kernels kernels : KernelImplementations.all()) {
            String where = kernels.name() + ", " + images + " images, " + network.layers();
            try (var executor = new Executor(2, kernels);
                    // a plan may be made for more images than it gets
                    ExecutionPlan plan =
                            ExecutionPlan.withInputGradient(executor, network, images + random.nextInt(3))) {
                plan.forward(weights.copy(), TestNetworks.floats(input), images, TestNetworks.DROPOUT_SEED);
                assertClose(outputs(plan, output.length), output, "output, " + where);
                plan.setOutputGradient(TestNetworks.floats(outputGradient));
                plan.backward();
                float[] inputGradient = new float[input.length];
                plan.readInputGradient(inputGradient);
                assertClose(inputGradient, reference.inputGradients(), "gradient of the input, " + where);
                network.parameters().stream()
                        .filter(Parameter::isTrainable)
                        .forEach(p -> assertClose(
                                plan.gradients().tensor(p),
                                reference.weightGradients(p.name()),
                                p.name() + ", " + where));
            }
            try (var executor = new Executor(2, kernels);
                    ExecutionPlan plan = ExecutionPlan.inference(executor, network, images + random.nextInt(3), 1)) {
                plan.load(weights);
                plan.infer(TestNetworks.floats(input), images);
                assertClose(outputs(plan, output.length), inferred, "inferred, " + where);
            }
        }
    }

    private static float[] outputs(ExecutionPlan plan, int count) {
        float[] outputs = new float[count];
        plan.readOutput(outputs);
        return outputs;
    }

    private static void assertClose(float[] actual, double[] expected, String what) {
        double distance = TestNetworks.distance(actual, expected);
        boolean nearZero = Arrays.stream(expected).allMatch(v -> Math.abs(v) < 0.05);
        assertTrue(distance < (nearZero ? TOLERANCE_NEAR_ZERO : TOLERANCE), distance + " is the error of " + what);
    }

    /** Draws random networks: a convolution, then the operation; batch norm and an activation may follow each of them. */
    private static final class NetworkGenerator {
        private final RandomGenerator random;
        private final List<Layer> layers = new ArrayList<>();

        NetworkGenerator(RandomGenerator random) {
            this.random = random;
        }

        Network network(Operation operation) {
            int groups = random.nextInt(2, 5);
            int channels = switch (operation) {
                case GROUPED, SHUFFLE -> groups * random.nextInt(1, 9);
                case REGULAR -> random.nextInt(2, 20);
                case DEPTHWISE,
                        POINTWISE,
                        LINEAR,
                        BATCH_NORM,
                        ACTIVATION,
                        ADD,
                        SCALE,
                        CONCAT,
                        AVERAGE_POOL,
                        MAX_POOL,
                        GLOBAL_POOL -> random.nextInt(2, 40);
            };
            Shape in = operation == Operation.LINEAR
                    ? new Shape(random.nextInt(1, 20), 1, 1)
                    : new Shape(random.nextInt(1, 20), random.nextInt(1, 12), random.nextInt(1, 12));
            layers.add(new Layer(0, "input", new Op.Input(), List.of(), in));
            // Op.Conv: channels in and out, kernel size, stride, groups, bias
            add("before", new Op.Conv(in.channels(), channels, 1, 1, 1, false), in.withChannels(channels), 0);
            addNormAndActivation();
            operation(operation, channels, groups);
            addNormAndActivation();
            return new Network("drawn", layers, List.of());
        }

        private void operation(Operation operation, int channels, int groups) {
            int kernel = random.nextBoolean() ? 3 : random.nextBoolean() ? 5 : 7;
            int stride = random.nextInt(1, 3);
            Shape in = last();
            int at = layers.size() - 1;
            switch (operation) {
                case REGULAR ->
                    conv(new Op.Conv(channels, random.nextInt(1, 24), kernel, stride, 1, random.nextBoolean()));
                case GROUPED ->
                    conv(new Op.Conv(
                            channels, groups * random.nextInt(1, 9), kernel, stride, groups, random.nextBoolean()));
                case DEPTHWISE -> conv(new Op.Conv(channels, channels, kernel, stride, channels, random.nextBoolean()));
                case POINTWISE ->
                    conv(new Op.Conv(channels, random.nextInt(1, 70), 1, stride, 1, random.nextBoolean()));
                case LINEAR -> add("op", new Op.Linear(channels, random.nextInt(1, 70)), in, at);
                case BATCH_NORM -> add("op", new Op.BatchNorm(channels), in, at);
                case ACTIVATION -> activations(in, at);
                // layer 1 is the convolution "before"
                case ADD -> add("op", new Op.Add(), in, at, 1);
                case SCALE -> {
                    add("mean", new Op.GlobalAveragePool(), new Shape(channels, 1, 1), at);
                    add("op", new Op.Scale(), in, at, at + 1);
                }
                case CONCAT -> add("op", new Op.Concat(), in.withChannels(2 * channels), at, 1);
                case SHUFFLE -> add("op", new Op.Shuffle(groups), in, at);
                case AVERAGE_POOL ->
                    add("op", new Op.AveragePool(kernel, stride), in.convolutionOutput(stride, channels), at);
                case MAX_POOL -> add("op", new Op.MaxPool(kernel, stride), in.convolutionOutput(stride, channels), at);
                case GLOBAL_POOL -> add("op", new Op.GlobalAveragePool(), new Shape(channels, 1, 1), at);
            }
        }

        private void conv(Op.Conv conv) {
            add("op", conv, last().convolutionOutput(conv.stride(), conv.out()), layers.size() - 1);
        }

        /** Adds all activation functions in parallel, concatenated. */
        private void activations(Shape in, int at) {
            Op.Function[] all = Op.Function.values();
            Integer[] ids = new Integer[all.length];
            for (int i = 0; i < all.length; i++) {
                add("activation " + all[i], new Op.Activate(all[i]), in, at);
                ids[i] = layers.size() - 1;
            }
            add("op", new Op.Concat(), in.withChannels(all.length * in.channels()), ids);
        }

        private void addNormAndActivation() {
            if (random.nextBoolean()) {
                add("norm " + layers.size(), new Op.BatchNorm(last().channels()), last(), layers.size() - 1);
            }
            if (random.nextBoolean()) {
                Op.Function[] functions = Op.Function.values();
                add(
                        "activation " + layers.size(),
                        new Op.Activate(functions[random.nextInt(functions.length)]),
                        last(),
                        layers.size() - 1);
            }
        }

        private Shape last() {
            return layers.getLast().output();
        }

        private void add(String name, Op op, Shape output, Integer... inputs) {
            Shape shape = op instanceof Op.Linear l ? new Shape(l.out(), 1, 1) : output;
            layers.add(new Layer(layers.size(), name, op, List.of(inputs), shape));
        }
    }
}

package dev.sartor.executor.plan;

import dev.sartor.arch.Activation;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Head;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import dev.sartor.network.Layer;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Networks and values for tests. */
public final class TestNetworks {
    /** Seed of dropout and stochastic depth in passes whose network has neither. */
    public static final long DROPOUT_SEED = 1;

    private TestNetworks() {}

    public static Network of(Shape input, int stemChannels, int stemStride, int classes, String... blocks) {
        var architecture = new Architecture(
                "test",
                input,
                new Stem(3, stemStride, stemChannels, Activation.RELU6),
                Arrays.stream(blocks)
                        .flatMap(b -> BlockStrings.parse(b, BlockStrings.Defaults.NONE).stream())
                        .toList(),
                // Head.Classifier: channels of the last convolution and hidden layer, classes, activation, dropout
                new Head.Classifier(40, 0, classes, Activation.HSWISH, 0));
        return Lowering.lower(architecture);
    }

    /** A network of one layer with one input. */
    public static Network single(Shape input, Op op, Shape output) {
        return single(input, op, output, 1);
    }

    /** A network of one layer; all its inputs are the input of the network. */
    public static Network single(Shape input, Op op, Shape output, int inputs) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer(0, "input", new Op.Input(), List.of(), input));
        layers.add(new Layer(1, "layer", op, Collections.nCopies(inputs, 0), output));
        return new Network("single", layers, List.of());
    }

    /** Sets batch norms before relu6 so that almost no value lies near 0 or 6, where the gradient jumps. */
    public static void avoidGradientJumps(Network network, Weights weights) {
        RandomGenerator random = new SplittableRandom(5);
        for (Parameter p : network.parameters()) {
            float[] t = weights.tensor(p);
            for (int i = 0; i < t.length; i++) {
                t[i] = switch (p.role()) {
                    case GAMMA -> (float) random.nextDouble(0.2, 0.4);
                    case BETA -> (float) random.nextDouble(2.8, 3.2);
                    case WEIGHT, BIAS, MEAN, VARIANCE -> t[i];
                };
            }
        }
    }

    /** Random weights: none is 0 or 1, so that an error in any of them is visible. */
    public static Weights randomWeights(Network network, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        Weights weights = Weights.initial(network, random);
        network.parameters().forEach(p -> {
            float[] t = weights.tensor(p);
            for (int i = 0; i < t.length; i++) {
                t[i] += switch (p.role()) {
                    case WEIGHT -> 0;
                    case BIAS, BETA, MEAN -> (float) (random.nextGaussian() * 0.3);
                    case GAMMA, VARIANCE -> (float) random.nextDouble(-0.4, 0.6);
                };
            }
        });
        return weights;
    }

    /** Values of the standard normal distribution, rounded to single precision. */
    public static double[] randomValues(long n, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        double[] values = new double[Math.toIntExact(n)];
        Arrays.setAll(values, _ -> (float) random.nextGaussian());
        return values;
    }

    public static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** |a - b| / |b| in the 2-norm; |a - b| if |b| is less than 1, because some gradients are exactly zero. */
    public static double distance(float[] a, double[] b) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < b.length; i++) {
            difference += (a[i] - b[i]) * (a[i] - b[i]);
            norm += b[i] * b[i];
        }
        return Math.sqrt(difference) / Math.max(1, Math.sqrt(norm));
    }
}

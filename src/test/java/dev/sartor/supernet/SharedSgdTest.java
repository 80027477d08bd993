package dev.sartor.supernet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.executor.Executor;
import dev.sartor.executor.recipe.Optimiser;
import dev.sartor.network.Weights;
import dev.sartor.space.genome.Genome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares steps on shared weights with a slow reference implementation in double precision, value by value. */
class SharedSgdTest {
    private static final Optimiser.Sgd SGD = Optimiser.sgd(0.01);
    private static final double RATE = 0.1;
    private static final double GRADIENT_WEIGHT = 0.5;
    private static final int STEPS = 6;

    private final SharedWeights shared = SharedWeights.initial(TinySupernet.SPACE, new SplittableRandom(3));
    private final Map<String, double[]> expected = new LinkedHashMap<>();
    /** The velocities of the reference implementation, by group and tensor. */
    private final Map<String, double[]> velocity = new HashMap<>();

    /** The gradient of a value of a shared tensor in one step, for values that a network uses. */
    private record ValueGradient(String tensor, int index, double value) {}

    @ParameterizedTest
    // largest norm of the gradient (0: any), networks in a step, groups with their own momentum
    @CsvSource({"0, 1, 1", "0, 2, 3", "2, 1, 1", "2, 2, 3", "2, 1, 3", "1e6, 1, 1"})
    void aStepEqualsThatOfNesterovMomentumOnTheWholeTensors(double largestNorm, int networks, int groups) {
        shared.tensors().forEach((name, values) -> {
            expected.put(name, new double[values.length]);
            for (int i = 0; i < values.length; i++) {
                expected.get(name)[i] = values[i];
            }
        });
        var sgd = new SharedSgd(shared, SGD, groups, largestNorm);
        var random = new SplittableRandom(4);
        List<Genome> genomes = TinySupernet.genomes(TinySupernet.SPACE, STEPS * networks, 5);
        try (var executor = new Executor(2)) {
            for (int step = 0; step < STEPS; step++) {
                List<ValueGradient> all = new ArrayList<>();
                for (Genome genome : genomes.subList(step * networks, (step + 1) * networks)) {
                    SubNetwork subnet = shared.subnet(genome);
                    Weights gradients = gradients(subnet, random);
                    sgd.add(subnet, gradients, GRADIENT_WEIGHT);
                    all.addAll(atPositionsInWhole(subnet, gradients));
                }
                sgd.step(executor, RATE, step % groups);
                referenceStep(all, largestNorm, step % groups);
            }
        }
        shared.tensors().forEach((name, values) -> {
            for (int i = 0; i < values.length; i++) {
                assertEquals(expected.get(name)[i], values[i], 1e-5, name);
            }
        });
        for (int group = 0; group < groups; group++) {
            for (Map.Entry<String, float[]> tensor : sgd.velocity(group).entrySet()) {
                float[] actual = tensor.getValue();
                float[] reference = new float[actual.length];
                double[] referenceValues = velocity.getOrDefault(group + tensor.getKey(), new double[actual.length]);
                for (int i = 0; i < actual.length; i++) {
                    reference[i] = (float) referenceValues[i];
                }
                assertArrayEquals(reference, actual, 1e-4f, tensor.getKey());
            }
        }
    }

    private static Weights gradients(SubNetwork subnet, SplittableRandom random) {
        Map<String, float[]> gradients = new HashMap<>();
        subnet.slices().forEach((name, slice) -> {
            float[] values = new float[slice.part().size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-1, 1);
            }
            gradients.put(name, values);
        });
        return new Weights(gradients);
    }

    private static List<ValueGradient> atPositionsInWhole(SubNetwork subnet, Weights gradients) {
        List<ValueGradient> all = new ArrayList<>();
        subnet.slices()
                .forEach((name, slice) -> slice.forEachRun((inPart, inWhole, length) -> {
                    for (int i = 0; i < length; i++) {
                        all.add(new ValueGradient(
                                slice.tensor(),
                                inWhole + i,
                                GRADIENT_WEIGHT * gradients.tensor(name)[inPart + i]));
                    }
                }));
        return all;
    }

    private void referenceStep(List<ValueGradient> all, double largestNorm, int group) {
        record ValuePosition(String tensor, int index) {}
        Map<ValuePosition, Double> sums = new LinkedHashMap<>();
        all.forEach(g -> sums.merge(new ValuePosition(g.tensor(), g.index()), g.value(), Double::sum));
        double norm = Math.sqrt(sums.values().stream().mapToDouble(g -> g * g).sum());
        double scale = largestNorm > 0 && norm > largestNorm ? largestNorm / norm : 1;
        sums.forEach((position, sum) -> {
            double[] weights = expected.get(position.tensor());
            double[] v = velocity.computeIfAbsent(group + position.tensor(), _ -> new double[weights.length]);
            double decay = position.tensor().endsWith(".weight") ? SGD.weightDecay() : 0;
            double g = scale * sum + decay * weights[position.index()];
            v[position.index()] = SGD.momentum() * v[position.index()] + g;
            weights[position.index()] -= RATE * (g + SGD.momentum() * v[position.index()]);
        });
    }
}

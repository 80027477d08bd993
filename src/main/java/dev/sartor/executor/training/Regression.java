package dev.sartor.executor.training;

import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.Plan;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import java.util.SplittableRandom;

/**
 * Fits a network of one output to numbers by least squares. The same start, examples, pace and seed give the same bits, on any
 * number of threads.
 */
public final class Regression {
    private final Network network;
    private final Examples examples;
    private final Pace pace;

    /**
     * What is learnt from.
     *
     * @param features of one example after the other, as many of each as the network reads
     * @param targets  one for each
     */
    public record Examples(float[] features, double[] targets) {
        public Examples {
            if (targets.length == 0 || features.length % targets.length != 0) {
                throw new IllegalArgumentException(features.length + " features for " + targets.length + " examples");
            }
        }

        int width() {
            return features.length / targets.length;
        }
    }

    /** How many steps of how many examples each, and how the weights follow. */
    public record Pace(int steps, int batchSize, Schedule schedule, Optimiser optimiser) {
        public Pace {
            Recipe.check(steps >= 1, "steps", "at least 1", steps);
            Recipe.check(batchSize >= 1, "batchSize", "at least 1", batchSize);
        }
    }

    public Regression(Network network, Examples examples, Pace pace) {
        if (network.output().size() != 1 || network.input().size() != examples.width()) {
            throw new IllegalArgumentException("Network " + network.name() + " makes " + network.output() + " of "
                    + network.input() + ", not one number of " + examples.width());
        }
        this.network = network;
        this.examples = examples;
        this.pace = pace;
    }

    /** The weights that become of {@code start}, which is left as it is; {@code seed} is that of the examples' order. */
    public Weights fit(Executor executor, Weights start, long seed) {
        Weights weights = start.copy();
        GradientDescent descent = GradientDescent.of(network, pace.optimiser());
        var order = new Order(examples.targets().length, new SplittableRandom(seed));
        float[] rows = new float[pace.batchSize() * examples.width()];
        double[] targets = new double[pace.batchSize()];
        try (Plan plan = Plan.training(executor, network, pace.batchSize())) {
            for (int step = 0; step < pace.steps(); step++) {
                for (int i = 0; i < targets.length; i++) {
                    int example = order.next();
                    System.arraycopy(
                            examples.features(),
                            example * examples.width(),
                            rows,
                            i * examples.width(),
                            examples.width());
                    targets[i] = examples.targets()[example];
                }
                descend(plan, weights, rows, targets);
                descent.step(
                        executor, weights, plan.gradients(), pace.schedule().at(step, 1, pace.steps()), step);
            }
        }
        return weights;
    }

    /** One pass forward, and back with the gradient of half the mean squared error. */
    private static void descend(Plan plan, Weights weights, float[] rows, double[] targets) {
        plan.forward(weights, rows, targets.length, 0);
        float[] output = new float[targets.length];
        plan.readOutput(output, 0);
        for (int i = 0; i < output.length; i++) {
            output[i] = (float) ((output[i] - targets[i]) / targets.length);
        }
        plan.setOutputGradient(output);
        plan.backward();
    }

    /** Every example once, shuffled, then again in another order. */
    private static final class Order {
        private final int[] order;
        private final SplittableRandom random;
        private int at;

        Order(int count, SplittableRandom random) {
            order = new int[count];
            java.util.Arrays.setAll(order, i -> i);
            this.random = random;
        }

        int next() {
            // Fisher and Yates, a place at a time
            int drawn = random.nextInt(at, order.length);
            int example = order[drawn];
            order[drawn] = order[at];
            order[at] = example;
            at = (at + 1) % order.length;
            return example;
        }
    }
}

package dev.sartor.executor.training;

import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.ExecutionPlan;
import dev.sartor.executor.recipe.Optimiser;
import dev.sartor.executor.recipe.Schedule;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Fits a network with one output to numbers by least squares. The same initial weights, examples, hyperparameters and seed give
 * the same bits, on any number of threads.
 */
public final class Regression {
    private final Network network;
    private final Examples examples;
    private final Hyperparameters hyperparameters;

    /**
     * The training examples.
     *
     * @param features [example][input of the network]
     * @param targets  the number to predict for each example
     */
    public record Examples(float[] features, double[] targets) {
        public Examples {
            if (targets.length == 0 || features.length % targets.length != 0) {
                throw new IllegalArgumentException(features.length + " features for " + targets.length + " examples");
            }
        }

        /** The number of features of an example. */
        int featureCount() {
            return features.length / targets.length;
        }
    }

    /** The settings of a fit; a step trains on {@code batchSize} examples. */
    public record Hyperparameters(int steps, int batchSize, Schedule schedule, Optimiser optimiser) {
        public Hyperparameters {
            requirePositive(steps, "steps");
            requirePositive(batchSize, "examples per step");
        }
    }

    private static void requirePositive(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException("A regression needs at least 1 " + name + ", not " + value);
        }
    }

    public Regression(Network network, Examples examples, Hyperparameters hyperparameters) {
        if (network.output().size() != 1 || network.input().size() != examples.featureCount()) {
            throw new IllegalArgumentException(
                    "Network " + network.name() + " has the output " + network.output() + " for the input "
                            + network.input() + ", not one number for " + examples.featureCount() + " features");
        }
        this.network = network;
        this.examples = examples;
        this.hyperparameters = hyperparameters;
    }

    /** Trains a copy of {@code start}; {@code seed} determines the order of the examples. */
    public Weights fit(Executor executor, Weights start, long seed) {
        Weights weights = start.copy();
        GradientDescent descent = GradientDescent.of(network, hyperparameters.optimiser());
        var order = new EndlessShuffle(examples.targets().length, new SplittableRandom(seed));
        float[] rows = new float[hyperparameters.batchSize() * examples.featureCount()];
        double[] targets = new double[hyperparameters.batchSize()];
        try (ExecutionPlan plan = ExecutionPlan.training(executor, network, hyperparameters.batchSize())) {
            for (int step = 0; step < hyperparameters.steps(); step++) {
                for (int i = 0; i < targets.length; i++) {
                    int example = order.next();
                    System.arraycopy(
                            examples.features(),
                            example * examples.featureCount(),
                            rows,
                            i * examples.featureCount(),
                            examples.featureCount());
                    targets[i] = examples.targets()[example];
                }
                computeGradients(plan, weights, rows, targets);
                // the whole fit is one epoch of the schedule, so that its warm-up is a share of the fit
                int epochs = 1;
                descent.step(
                        executor,
                        weights,
                        plan.gradients(),
                        hyperparameters.schedule().learningRateAt(step, epochs, hyperparameters.steps()),
                        step);
            }
        }
        return weights;
    }

    /** One forward pass, and a backward pass with the gradient of half the mean squared error. */
    private static void computeGradients(ExecutionPlan plan, Weights weights, float[] rows, double[] targets) {
        // networks of regressions have no dropout, so the seed does not matter
        long seed = 0;
        plan.forward(weights, rows, targets.length, seed);
        float[] output = new float[targets.length];
        plan.readOutput(output);
        for (int i = 0; i < output.length; i++) {
            output[i] = (float) ((output[i] - targets[i]) / targets.length);
        }
        plan.setOutputGradient(output);
        plan.backward();
    }

    /** An endless sequence of examples: all of them in random order, then all again in another order. */
    private static final class EndlessShuffle {
        private final int[] order;
        private final SplittableRandom random;
        private int position;

        EndlessShuffle(int count, SplittableRandom random) {
            order = new int[count];
            Arrays.setAll(order, i -> i);
            this.random = random;
        }

        int next() {
            // one step of a Fisher-Yates shuffle; the next pass shuffles the array as this one leaves it
            int drawn = random.nextInt(position, order.length);
            int example = order[drawn];
            order[drawn] = order[position];
            order[position] = example;
            position = (position + 1) % order.length;
            return example;
        }
    }
}

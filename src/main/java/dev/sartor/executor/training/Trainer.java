package dev.sartor.executor.training;

import dev.sartor.data.Dataset;
import dev.sartor.executor.Executor;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Trains a classifier by a recipe. The same initial weights, data, recipe and seed give the same bits, on any number of threads.
 */
public final class Trainer {
    private Trainer() {}

    /**
     * Trains from {@code start}, which is not changed.
     *
     * @throws CancellationException if the thread was interrupted
     * @throws dev.sartor.base.UserError if training diverges; its cause is an {@link ArithmeticException}
     */
    public static TrainingResult train(
            Executor executor,
            Network network,
            Weights start,
            Dataset dataset,
            Recipe recipe,
            long seed,
            TrainingListener listener) {
        return train(executor, network, start, dataset, recipe, seed, listener, TrainingOptions.DEFAULTS);
    }

    /**
     * Trains with options; resumes from the checkpoint if it exists.
     *
     * @throws CancellationException if training was cancelled; its state is then in the checkpoint
     */
    public static TrainingResult train(
            Executor executor,
            Network network,
            Weights start,
            Dataset dataset,
            Recipe recipe,
            long seed,
            TrainingListener listener,
            TrainingOptions options) {
        requireMatchingShapes(network, dataset);
        options.teacher().ifPresent(t -> requireMatchingShapes(t.network(), dataset));
        try (var training = new NetworkTraining(executor, network, start, dataset, recipe, seed, options.teacher())) {
            var loop = new TrainingLoop(
                    training,
                    recipe.epochs(),
                    recipe.schedule(),
                    options,
                    listener,
                    Checkpoint.Format.NETWORK,
                    () -> identity(network, start, dataset, recipe, seed, options.teacher()));
            var history = loop.run();
            return new TrainingResult(training.result(), history);
        }
    }

    private static void requireMatchingShapes(Network network, Dataset dataset) {
        if (!network.input().equals(dataset.shape())) {
            throw new IllegalArgumentException("Network " + network.name() + " reads " + network.input()
                    + ", images of " + dataset.name() + " are " + dataset.shape());
        }
        if (network.output().size() != dataset.classes().size()) {
            throw new IllegalArgumentException(
                    "Network " + network.name() + " has " + network.output().size() + " outputs, " + dataset.name()
                            + " " + dataset.classes().size() + " classes");
        }
        dataset.requireTrainingImages(Recipe.MIN_BATCH_SIZE);
    }

    /**
     * The texts that identify a checkpoint. They are part of the file format: if they change, earlier checkpoints cannot be
     * resumed (TrainerTest).
     */
    private static Map<String, String> identity(
            Network network, Weights start, Dataset dataset, Recipe recipe, long seed, Optional<Teacher> teacher) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put(
                "network",
                network.name() + " "
                        + Integer.toHexString(network.layers().toString().hashCode()));
        identity.put("data", dataset.hash());
        identity.put("start", start.hash());
        identity.put("recipe", recipe.toString());
        identity.put("seed", Long.toString(seed));
        teacher.ifPresent(t -> identity.put("teacher", t.identity()));
        return identity;
    }
}

package dev.sartor.executor.quantisation.training;

import dev.sartor.data.Dataset;
import dev.sartor.executor.Executor;
import dev.sartor.executor.quantisation.PostTrainingQuantisation;
import dev.sartor.executor.quantisation.QuantisationOptions;
import dev.sartor.executor.recipe.Optimiser;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.recipe.Schedule;
import dev.sartor.executor.training.Checkpoint;
import dev.sartor.executor.training.EpochResult;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.executor.training.TrainingLoop;
import dev.sartor.executor.training.TrainingOptions;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.network.quantisation.ValueRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Quantisation-aware training: continues the training of a network as it computes in 8-bit integers, so that its weights adapt to the
 * rounding. Batch norms are folded before, with their running statistics, and each layer then has a bias.
 */
public final class QuantisedTrainer {
    private static final double LEARNING_RATE = 5e-4;
    private static final double WARM_UP_EPOCHS = 0.1;
    private static final double WEIGHT_DECAY = 0;

    private QuantisedTrainer() {}

    /**
     * The result of a training.
     *
     * @param weights   of the folded network
     * @param ranges    of its tensors, by layer id
     * @param quantised the network in 8-bit integers
     * @param history   one result per epoch; validation is that of the 8-bit network
     */
    public record Result(
            Weights weights, List<ValueRange> ranges, QuantisedNetwork quantised, List<EpochResult> history) {}

    /** The recipe for a network that was trained by another one: few steps at a low rate, with the same batches and augmentation. */
    public static Recipe recipe(Recipe trainingRecipe, int epochs) {
        return trainingRecipe
                .withEpochs(epochs)
                .withSchedule(new Schedule(LEARNING_RATE, WARM_UP_EPOCHS))
                .withOptimiser(Optimiser.adamW(WEIGHT_DECAY))
                .withRegularisation(
                        trainingRecipe.regularisation().withDropPath(0).withAveraging(0));
    }

    /**
     * Trains a network in 8-bit integers. The ranges start as those of {@link PostTrainingQuantisation}.
     *
     * @param network the network as it was trained, and {@code trained} its weights
     * @param seed    chooses the calibration images, the order of images and their augmentation
     * @throws java.util.concurrent.CancellationException if training was cancelled; its state is then in the checkpoint
     * @throws dev.sartor.base.UserError if training diverges, or the network cannot be quantised
     */
    public static Result train(
            Executor executor,
            Network network,
            Weights trained,
            Dataset dataset,
            Recipe recipe,
            QuantisationOptions quantisation,
            long seed,
            TrainingListener listener,
            TrainingOptions options) {
        PostTrainingQuantisation.Calibrated start = PostTrainingQuantisation.calibrate(
                executor, BatchNormFolding.of(network, trained), dataset, dataset.normalisation(), seed, quantisation);
        try (var training = new QuantisedTraining(
                executor, start.folded(), start.ranges(), quantisation.weights(), dataset, recipe, seed)) {
            var loop = new TrainingLoop(
                    training,
                    recipe.epochs(),
                    recipe.schedule(),
                    options,
                    listener,
                    Checkpoint.Format.NETWORK,
                    () -> identity(start.folded().network(), trained, dataset, recipe, quantisation, seed));
            List<EpochResult> history = loop.run();
            return new Result(training.folded().weights(), training.ranges(), training.quantised(), history);
        }
    }

    /** The texts that identify a checkpoint; part of the file format. */
    private static Map<String, String> identity(
            Network folded,
            Weights trained,
            Dataset dataset,
            Recipe recipe,
            QuantisationOptions quantisation,
            long seed) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("network", folded.name() + " in int8, " + folded.layers().size() + " layers");
        identity.put("data", dataset.hash());
        identity.put("start", trained.hash());
        identity.put("recipe", recipe.toString());
        identity.put("quantisation", quantisation.toString());
        identity.put("seed", Long.toString(seed));
        return identity;
    }
}

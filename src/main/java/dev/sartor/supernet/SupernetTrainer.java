package dev.sartor.supernet;

import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Executor;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.training.Checkpoint;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.executor.training.TrainingLoop;
import dev.sartor.executor.training.TrainingOptions;
import dev.sartor.space.SearchSpace;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

/**
 * Trains a supernet, the weights that all networks of a search space share, by a recipe. The same space, data, recipe and seed give the same bits, on any
 * number of threads.
 */
public final class SupernetTrainer {
    private SupernetTrainer() {}

    /**
     * Trains fresh weights, or resumes from the checkpoint if it exists. After training, the checkpoint contains the
     * trained weights.
     *
     * @param space   the space, with the classes of the data set
     * @param dataset the data set at the largest resolution of the space
     * @throws CancellationException if training was cancelled; its state is then in the checkpoint
     * @throws UserError if training diverges; its cause is an {@link ArithmeticException}
     */
    public static SharedWeights train(
            Executor executor,
            SearchSpace space,
            Dataset dataset,
            SupernetRecipe recipe,
            long seed,
            TrainingListener listener,
            TrainingOptions options) {
        dataset.requireTrainingImages(Recipe.MIN_BATCH_SIZE);
        SharedWeights shared = initial(space, seed);
        new TrainingLoop(
                        new SupernetTraining(executor, shared, dataset, recipe, seed),
                        recipe.epochs(),
                        recipe.schedule(),
                        options,
                        listener,
                        Checkpoint.Format.SUPERNET,
                        () -> identity(shared, dataset, recipe, seed))
                .run();
        return shared;
    }

    /** Whether a checkpoint contains the finished training with these arguments; false if it does not exist or cannot be read. */
    public static boolean isFinished(Path file, SearchSpace space, Dataset dataset, SupernetRecipe recipe, long seed) {
        try {
            Map<String, String> identity = identity(initial(space, seed), dataset, recipe, seed);
            return new Checkpoint(file, Checkpoint.Format.SUPERNET, identity).completedEpochs() == recipe.epochs();
        } catch (UserError e) {
            return false;
        }
    }

    private static SharedWeights initial(SearchSpace space, long seed) {
        return SharedWeights.initial(space, new SplittableRandom(seed));
    }

    /**
     * The texts that identify a checkpoint. They are part of the file format: if they change, earlier checkpoints cannot be resumed
     * (SupernetTrainerTest).
     */
    private static Map<String, String> identity(
            SharedWeights shared, Dataset dataset, SupernetRecipe recipe, long seed) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("space", shared.identity());
        identity.put("data", dataset.train().count() + " images of " + dataset.hash());
        identity.put("recipe", recipe.toString());
        identity.put("seed", Long.toString(seed));
        return identity;
    }
}

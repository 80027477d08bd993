package dev.sartor.executor.recipe;

/**
 * A recipe whose batch size and number of epochs may still be adapted to the number of training images. On few images, one epoch
 * of large batches is a single step, and the standard number of epochs ends long before a network has learned anything.
 *
 * @param recipe        the recipe for data sets of many images
 * @param adaptsBatch   whether the batch size may become smaller, so that an epoch has at least {@link #MIN_STEPS_PER_EPOCH}
 *                      steps
 * @param adaptsEpochs  whether the number of epochs may become larger, so that there are at least {@code minSteps} steps
 * @param minSteps      minimum number of steps of the whole training
 */
public record RecipeChoice(Recipe recipe, boolean adaptsBatch, boolean adaptsEpochs, int minSteps) {
    static final int MIN_STEPS_PER_EPOCH = 8;
    /** Minimum number of steps of a training to convergence. */
    public static final int MIN_STEPS = 2000;
    /** Smallest batch: the statistics of batch norm are too noisy with fewer images. */
    static final int MIN_BATCH = 8;

    /** A recipe of a training to convergence. */
    public RecipeChoice(Recipe recipe, boolean adaptsBatch, boolean adaptsEpochs) {
        this(recipe, adaptsBatch, adaptsEpochs, MIN_STEPS);
    }

    /** A recipe that is used as it is. */
    public static RecipeChoice exactly(Recipe recipe) {
        boolean adaptsBatchSize = false;
        boolean adaptsNumberOfEpochs = false;
        return new RecipeChoice(recipe, adaptsBatchSize, adaptsNumberOfEpochs);
    }

    /** The recipe for a number of training images. */
    public Recipe forImages(int images) {
        Recipe fitted = recipe.withBatchSize(adaptsBatch ? batchSize(images) : recipe.batchSize());
        int stepsPerEpoch = Math.max(1, images / Math.min(fitted.batchSize(), Math.max(1, images)));
        int epochs = Math.ceilDiv(minSteps, stepsPerEpoch);
        return adaptsEpochs && epochs > fitted.epochs() ? fitted.withEpochs(epochs) : fitted;
    }

    /** The largest power of two that gives enough steps, between the smallest batch and that of the recipe. */
    private int batchSize(int images) {
        int largest = Integer.highestOneBit(Math.max(1, images / MIN_STEPS_PER_EPOCH));
        return Math.min(recipe.batchSize(), Math.max(MIN_BATCH, largest));
    }
}

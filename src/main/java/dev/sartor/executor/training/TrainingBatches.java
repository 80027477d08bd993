package dev.sartor.executor.training;

import dev.sartor.base.RandomBits;
import dev.sartor.data.Batches;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Batch;
import dev.sartor.executor.Executor;
import dev.sartor.executor.recipe.Recipe;

/** The batches of a training: augmented, in an order that depends on the seed, the epoch and the step alone. */
public final class TrainingBatches {
    private final Executor executor;
    private final Dataset dataset;
    private final Recipe recipe;
    private final long seed;
    private final Batch batch;
    private Batches batches;
    /** The epoch of {@code batches}; -1 before the first. */
    private int batchesEpoch = -1;

    public TrainingBatches(Executor executor, Dataset dataset, Recipe recipe, long seed) {
        this.executor = executor;
        this.dataset = dataset;
        this.recipe = recipe;
        this.seed = seed;
        batch = new Batch(dataset.shape(), dataset.task(), size());
    }

    /** Images of a batch. */
    public int size() {
        return Math.min(recipe.batchSize(), dataset.train().count());
    }

    public int perEpoch() {
        return dataset.train().count() / size();
    }

    /** The batch of a step, which the next call overwrites. */
    public Batch at(Trainable.Step step) {
        if (batchesEpoch != step.epoch()) {
            batches = Batches.shuffled(
                    dataset.train(),
                    dataset.normalisation(),
                    recipe.augmentation().augmentationFor(dataset),
                    recipe.batchSize(),
                    seed,
                    step.epoch());
            batchesEpoch = step.epoch();
        }
        int count = batch.fill(
                executor, batches, step.batch(), recipe.regularisation().labelSmoothing());
        double mixup = recipe.augmentation().mixup();
        if (mixup > 0) {
            // the complement of the seed, so that the ratio does not depend on the bits for dropout
            Mixup.of(mixup, RandomBits.of(~seed, step.index())).blend(executor, batch, count);
        }
        return batch;
    }
}

package dev.sartor.supernet;

import dev.sartor.arch.Shape;
import dev.sartor.data.Batches;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Batch;
import dev.sartor.executor.Executor;
import java.util.HashMap;
import java.util.Map;

/**
 * The training images in batches, resized to the input shape of each network. A batch contains the same images in every shape.
 */
final class BatchSource {
    /** The number of an epoch or batch before the first. */
    private static final int NONE = -1;

    private final Executor executor;
    private final Dataset dataset;
    private final SupernetRecipe recipe;
    private final long seed;
    private final Map<Shape, ShapeBatches> byShape = new HashMap<>();
    /** The selected epoch and batch. */
    private int epoch;

    private int batch;

    /** The images in one shape, their order in this epoch, and the current batch. */
    private final class ShapeBatches {
        private final Dataset images;
        private final Batch buffer;
        private Batches batches;
        /** The epoch of {@code batches}, and the batch in {@code buffer}. */
        private int batchesEpoch = NONE;

        private int filledBatch = NONE;

        ShapeBatches(Shape shape) {
            images = dataset.atSize(shape.height(), shape.width());
            buffer = new Batch(shape, images.task(), batchSize());
        }

        /** The selected batch, which is read if the buffer has another. */
        Batch selectedBatch() {
            if (batchesEpoch != epoch) {
                batches = Batches.shuffled(
                        images.train(),
                        images.normalisation(),
                        recipe.augmentation().augmentationFor(images),
                        recipe.batchSize(),
                        seed,
                        epoch);
                batchesEpoch = epoch;
                filledBatch = NONE;
            }
            if (filledBatch != batch) {
                buffer.fill(executor, batches, batch, recipe.labelSmoothing());
                filledBatch = batch;
            }
            return buffer;
        }
    }

    BatchSource(Executor executor, Dataset dataset, SupernetRecipe recipe, long seed) {
        this.executor = executor;
        this.dataset = dataset;
        this.recipe = recipe;
        this.seed = seed;
    }

    /** Images per batch. */
    int batchSize() {
        return Math.min(recipe.batchSize(), dataset.train().count());
    }

    /** Batches per epoch. */
    int batchesPerEpoch() {
        return dataset.train().count() / batchSize();
    }

    /** Selects a batch of an epoch, both counted from 0. */
    void moveTo(int toEpoch, int toBatch) {
        epoch = toEpoch;
        batch = toBatch;
    }

    /** The selected batch in a shape; its targets are the labels, smoothed as the recipe says. */
    Batch batch(Shape shape) {
        return byShape.computeIfAbsent(shape, ShapeBatches::new).selectedBatch();
    }
}

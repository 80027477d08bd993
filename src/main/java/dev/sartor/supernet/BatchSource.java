package dev.sartor.supernet;

import dev.sartor.arch.Shape;
import dev.sartor.data.Batches;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Batch;
import dev.sartor.executor.Executor;
import java.util.HashMap;
import java.util.Map;

/** The training images in the shape that a network reads, batch by batch; in every shape a batch holds the same pictures. */
final class BatchSource {
    private final Executor executor;
    private final Dataset dataset;
    private final SupernetRecipe recipe;
    private final long seed;
    private final Map<Shape, Source> sources = new HashMap<>();
    private int epoch;
    private int batch;

    /** One shape's images, this epoch's order of them, and the present batch. */
    private final class Source {
        private final Dataset images;
        private final Batch room;
        private Batches batches;
        private int batchesEpoch = -1;
        private int filled = -1;

        Source(Shape shape) {
            images = dataset.atSize(shape.height(), shape.width());
            room = new Batch(shape, images.task(), size());
        }

        Batch present() {
            if (batchesEpoch != epoch) {
                batches = Batches.shuffled(
                        images.train(),
                        images.normalisation(),
                        recipe.variation().of(images),
                        recipe.batchSize(),
                        seed,
                        epoch);
                batchesEpoch = epoch;
                filled = -1;
            }
            if (filled != batch) {
                room.fill(executor, batches, batch, recipe.labelSmoothing());
                filled = batch;
            }
            return room;
        }
    }

    BatchSource(Executor executor, Dataset dataset, SupernetRecipe recipe, long seed) {
        this.executor = executor;
        this.dataset = dataset;
        this.recipe = recipe;
        this.seed = seed;
    }

    /** Images of a batch. */
    int size() {
        return Math.min(recipe.batchSize(), dataset.train().count());
    }

    /** Batches of an epoch. */
    int perEpoch() {
        return dataset.train().count() / size();
    }

    /** Goes to a batch of an epoch, both counted from 0. */
    void go(int toEpoch, int toBatch) {
        epoch = toEpoch;
        batch = toBatch;
    }

    /** The present batch in a shape; its targets are the labels, smoothed as the recipe says. */
    Batch batch(Shape shape) {
        return sources.computeIfAbsent(shape, Source::new).present();
    }
}

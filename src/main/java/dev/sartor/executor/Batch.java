package dev.sartor.executor;

import dev.sartor.arch.Shape;
import dev.sartor.data.Batches;

/** Room for the images of a batch and their labels. */
record Batch(float[] nchw, int[] labels) {

    Batch(Shape shape, int capacity) {
        this(new float[Math.toIntExact(capacity * shape.size())], new int[capacity]);
    }

    /** Fills it with a batch, on all threads, and answers how many images that has. */
    int fill(Executor executor, Batches batches, int batch) {
        int size = batches.size(batch);
        executor.each(Chunk.count(size), (i, _) -> {
            Chunk chunk = Chunk.of(i, size);
            batches.fill(batch, chunk.from(), chunk.to(), nchw, labels);
        });
        return size;
    }
}

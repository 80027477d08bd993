package dev.sartor.executor;

import dev.sartor.arch.Shape;
import dev.sartor.data.Batches;

/** Room for the images of a batch (NCHW), their labels, and what they should be taken for. */
public record Batch(float[] nchw, int[] labels, Targets targets) {

    /** Room for up to {@code capacity} images. */
    public Batch(Shape shape, int classes, int capacity) {
        this(new float[Math.toIntExact(capacity * shape.size())], new int[capacity], new Targets(classes, capacity));
    }

    /** Fills it with a batch, on all threads, its targets smoothed, and answers how many images that has. */
    public int fill(Executor executor, Batches batches, int batch, double smoothing) {
        int size = batches.size(batch);
        executor.runTasks(Chunk.count(size), (i, _) -> {
            Chunk chunk = Chunk.of(i, size);
            batches.fill(batch, chunk.from(), chunk.to(), nchw, labels);
        });
        targets.setLabels(labels, size, smoothing);
        return size;
    }
}

package dev.sartor.executor;

import dev.sartor.arch.Shape;
import dev.sartor.arch.Task;
import dev.sartor.base.ArrayLength;
import dev.sartor.data.Batches;

/**
 * A batch of images with their labels and the targets of the loss; its arrays are filled again for every batch.
 *
 * @param nchw   normalised pixels, [image][channel][row][column]
 * @param labels class of each image
 */
public record Batch(float[] nchw, int[] labels, Targets targets) {

    /** An empty batch of up to {@code capacity} images of a shape. */
    public Batch(Shape shape, Task task, int capacity) {
        this(new float[ArrayLength.of(capacity * shape.size())], new int[capacity], Targets.of(task, capacity));
    }

    /**
     * Reads a batch on all threads, and starts to read the next one from the disk.
     *
     * @param batch     index of the batch
     * @param smoothing label smoothing, as in {@link Targets#setLabels(int[], int, double)}
     * @return the number of images
     */
    public int fill(Executor executor, Batches batches, int batch, double smoothing) {
        int size = batches.size(batch);
        executor.runTasks(Chunk.count(size), (i, _) -> {
            Chunk chunk = Chunk.of(i, size);
            batches.fill(batch, chunk.from(), chunk.to(), nchw, labels);
        });
        batches.readAhead(batch + 1);
        targets.setLabels(labels, size, smoothing);
        return size;
    }
}

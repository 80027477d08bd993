package dev.sartor.executor;

import dev.sartor.network.Weights;
import java.util.function.IntConsumer;

/**
 * One pass of a batch through a plan.
 *
 * @param images    of the batch
 * @param training  whether batch norm uses the batch's moments, and dropout drops
 * @param seed      of this pass's randomness
 * @param gradients of the weights, to be written on the way back
 */
record Pass(Executor executor, int images, boolean training, long seed, Weights gradients) {

    /** What is done with a chunk. */
    interface ChunkTask {
        void run(Chunk chunk, Scratch scratch);
    }

    int chunks() {
        return Chunk.count(images);
    }

    /** Runs a task for every chunk of the batch. */
    void each(ChunkTask task) {
        executor.each(chunks(), (i, scratch) -> task.run(Chunk.of(i, images), scratch));
    }

    /** Runs so many independent tasks. */
    void each(int count, IntConsumer task) {
        executor.each(count, (i, _) -> task.accept(i));
    }

    /** The same for tasks that need room. */
    void tasks(int count, Executor.Task task) {
        executor.each(count, task);
    }

    /** Rows of a value in the batch. */
    long rows(Value value) {
        return (long) images * value.plane();
    }
}

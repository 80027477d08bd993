package dev.sartor.executor.node;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.Executor;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.network.Weights;
import java.util.function.IntConsumer;

/**
 * One pass of a batch through a plan.
 *
 * @param images    of the batch
 * @param training  whether batch norm uses batch statistics and dropout is active
 * @param seed      of the random numbers of this pass
 * @param gradients of the weights, written in the backward pass
 */
public record Pass(Executor executor, int images, boolean training, long seed, Weights gradients) {
    /** A pass of an inference, which needs no random numbers. */
    public static Pass inference(Executor executor, int images, Weights gradients) {
        return new Pass(executor, images, false, 0, gradients);
    }

    /** A task for one chunk. */
    public interface ChunkTask {
        void run(Chunk chunk, Scratch scratch);
    }

    public int chunks() {
        return Chunk.count(images);
    }

    /** Runs a task for every chunk of the batch. */
    public void forEachChunk(ChunkTask task) {
        executor.runTasks(chunks(), (i, scratch) -> task.run(Chunk.of(i, images), scratch));
    }

    /** Runs independent tasks. */
    public void forEach(int count, IntConsumer task) {
        executor.runTasks(count, (i, _) -> task.accept(i));
    }

    /** Runs independent tasks that need scratch memory. */
    public void runTasks(int count, Executor.ScratchTask task) {
        executor.runTasks(count, task);
    }

    /** Rows of a value in the batch. */
    public long rows(Value value) {
        return (long) images * value.imageRows();
    }
}

package dev.sartor.executor.node;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.Executor;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.network.Weights;
import java.util.function.IntConsumer;

/**
 * One forward pass, and in training a backward pass, of a batch through the nodes of a network.
 *
 * @param images    number of images of the batch
 * @param training  whether batch norm uses batch statistics and dropout is active
 * @param seed      seed of the random numbers of this pass
 * @param gradients receives the gradients of the weights in the backward pass
 */
public record Pass(Executor executor, int images, boolean training, long seed, Weights gradients) {
    /** A forward pass for inference, which needs no random numbers. */
    public static Pass inference(Executor executor, int images, Weights gradients) {
        boolean training = false;
        long unusedSeed = 0;
        return new Pass(executor, images, training, unusedSeed, gradients);
    }

    /** A task for one chunk, which is some images of the batch. */
    public interface ChunkTask {
        void run(Chunk chunk, Scratch scratch);
    }

    /** The number of chunks of the batch. */
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

    /** Pixels of a value, over all images of the batch. */
    public long rows(Value value) {
        return (long) images * value.pixelsPerImage();
    }
}

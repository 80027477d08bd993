package dev.sartor.executor;

import dev.sartor.network.Weights;
import java.util.List;

/**
 * One step of a plan: reads values, writes the raw form of one. The seam where layers are fused: a node may stand for
 * any run of layers, as long as it computes the same.
 */
abstract class Node {
    final List<Edge> inputs;
    final Value output;

    Node(List<Edge> inputs, Value output) {
        this.inputs = List.copyOf(inputs);
        this.output = output;
    }

    /** The first input. */
    Edge input() {
        return inputs.getFirst();
    }

    /** Makes room for partial sums. */
    void train(int chunks) {
    }

    /** Takes the weights of a pass. */
    void load(Weights weights) {
    }

    /** Takes the random seed of a training step. */
    void seed(long seed) {
    }

    /** Writes the output's raw rows of the chunk, and adds them to its moments if {@code moments}. */
    abstract void forward(Chunk chunk, boolean moments, Scratch scratch);

    /** Gives its inputs their gradients for the chunk, and keeps the chunk's share of those of its weights. */
    abstract void backward(Chunk chunk, Scratch scratch);

    /** Into how many independent tasks {@link #collect} is cut. */
    int collections() {
        return 0;
    }

    /** Adds up the shares of the chunks, in order, into the gradients of its weights. */
    void collect(int task, int chunks, Weights gradients) {
    }

    /** Adds the moments of whole blocks; for nodes that do not do it as they write. */
    final void addMoments(Chunk chunk) {
        int plane = output.plane();
        for (int b = 0; b < output.blocks(); b++) {
            output.addMoments(chunk.index(), b, chunk.from() * plane, chunk.images() * plane);
        }
    }
}

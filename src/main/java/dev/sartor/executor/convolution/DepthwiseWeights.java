package dev.sartor.executor.convolution;

import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.MemoryRequests;
import dev.sartor.network.Layer;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.Arrays;

/**
 * The weights of a depthwise convolution, with the partial sums of their gradient for each chunk (some images of a batch).
 * They are stored in blocks of 16 channels, with a row of 16 weights for each tap (a position in the kernel).
 */
final class DepthwiseWeights {
    private final String name;
    private final int channels;
    private final int taps;
    private Tile forward;
    private Tile reversed;
    /** The partial sums of the gradient of each chunk. */
    private Tile[] sums;

    DepthwiseWeights(Layer layer, Op.Conv conv) {
        name = Parameter.name(layer.name(), Parameter.Role.WEIGHT);
        channels = conv.out();
        taps = conv.kernel() * conv.kernel();
    }

    private int blocks() {
        return Tile.blocks(channels);
    }

    void requestMemory(MemoryRequests requests) {
        requests.tile(MemoryRequests.Liveness.PERSISTENT, blocks(), taps, t -> forward = cleared(t));
        requests.tile(MemoryRequests.Liveness.PERSISTENT, blocks(), taps, t -> reversed = cleared(t));
        requests.tiles(MemoryRequests.Liveness.BACKWARD, blocks(), taps, t -> sums = t);
    }

    /** The tile, set to zero. */
    private Tile cleared(Tile tile) {
        Arrays.fill(tile.data(), tile.offset(), tile.blockOffset(blocks()), 0);
        return tile;
    }

    void load(Weights weights) {
        float[] values = weights.tensor(name);
        for (int c = 0; c < channels; c++) {
            for (int t = 0; t < taps; t++) {
                forward.data()[index(forward, c, t)] = values[c * taps + t];
                reversed.data()[index(reversed, c, taps - 1 - t)] = values[c * taps + t];
            }
        }
    }

    private static int index(Tile tile, int channel, int tap) {
        return tile.blockOffset(channel / Tile.LANES) + tap * Tile.LANES + channel % Tile.LANES;
    }

    /** The taps of a block. */
    Tile of(int block) {
        return forward.fromBlock(block);
    }

    /** The taps of a block in reverse order, for the backward pass. */
    Tile reversed(int block) {
        return reversed.fromBlock(block);
    }

    /** The partial sums of a chunk for the gradient of a block. */
    Tile sum(int chunk, int block) {
        return sums[chunk].fromBlock(block);
    }

    void clearGradientSums(int chunk) {
        cleared(sums[chunk]);
    }

    /** The number of independent tasks of {@link #reduceGradients}. */
    int reductionTasks() {
        return blocks();
    }

    /** Adds the chunks' partial sums of one block. */
    void reduceGradients(int block, int chunks, Weights gradients) {
        float[] gradient = gradients.tensor(name);
        int end = Math.min(channels, (block + 1) * Tile.LANES);
        for (int c = block * Tile.LANES; c < end; c++) {
            for (int t = 0; t < taps; t++) {
                double total = 0;
                for (int chunk = 0; chunk < chunks; chunk++) {
                    total += sums[chunk].data()[index(sums[chunk], c, t)];
                }
                gradient[c * taps + t] = (float) total;
            }
        }
    }
}

package dev.sartor.executor.node;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.MemoryRequests;
import dev.sartor.executor.memory.Scratch;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Dropout (inverted): in training, keeps a value with probability 1 - rate, scaled by 1 / (1 - rate). Rows are pixels
 * and blocks are groups of 16 channels, as in {@link Tile}; a chunk is some images of the batch.
 */
public final class Dropout extends OnePassNode {
    /** 2^64 divided by the golden ratio, as in SplittableRandom: its multiples give independent seeds. */
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    private final Kernels kernels;
    private final double rate;
    /** The factor of each value of the batch: 0 or 1 / (1 - rate). */
    private Tile masks;

    private long seed;
    private boolean training;

    public Dropout(double rate, NodeInput input, Value output, Kernels kernels) {
        super(List.of(input), output);
        this.kernels = kernels;
        this.rate = rate;
    }

    @Override
    public void requestMemory(MemoryRequests requests) {
        super.requestMemory(requests);
        requests.tile(
                MemoryRequests.Liveness.FORWARD_TO_BACKWARD,
                output.channelBlocks(),
                requests.capacity() * output.pixelsPerImage(),
                t -> masks = t);
    }

    @Override
    public void forward(Pass pass) {
        seed = pass.seed();
        training = pass.training();
        super.forward(pass);
    }

    @Override
    public void forward(Chunk chunk, boolean batchStatistics, Scratch scratch) {
        int rowsPerImage = output.pixelsPerImage();
        for (int image = chunk.from(); image < chunk.to(); image++) {
            // one random stream per image, so that the order of tasks does not matter
            var random = new SplittableRandom(seed + GOLDEN_RATIO * (image + 1));
            for (int b = 0; b < output.channelBlocks(); b++) {
                drawMask(masks.fromBlock(b).fromRow(image * rowsPerImage), rowsPerImage, random);
                Tile out = output.rawAt(b, image * rowsPerImage);
                input().value().read(b, image * rowsPerImage, rowsPerImage, out);
                applyMask(out, masks.fromBlock(b).fromRow(image * rowsPerImage), rowsPerImage);
            }
        }
        if (batchStatistics) {
            addToBatchStatistics(chunk);
        }
    }

    /** Draws the mask of some rows; without training, all values are kept. */
    private void drawMask(Tile mask, int rows, SplittableRandom random) {
        if (!training) {
            Arrays.fill(mask.data(), mask.offset(), mask.offset() + rows * Tile.LANES, 1);
            return;
        }
        float scale = (float) (1 / (1 - rate));
        for (int i = 0; i < rows * Tile.LANES; i++) {
            mask.data()[mask.offset() + i] = random.nextDouble() < rate ? 0 : scale;
        }
    }

    /** Multiplies values by a mask. */
    private static void applyMask(Tile values, Tile mask, int rows) {
        for (int i = 0; i < rows * Tile.LANES; i++) {
            values.data()[values.offset() + i] *= mask.data()[mask.offset() + i];
        }
    }

    @Override
    public void backward(Chunk chunk, Scratch scratch) {
        int row = chunk.from() * output.pixelsPerImage();
        int rows = chunk.images() * output.pixelsPerImage();
        Tile gradient = scratch.takeBlock(rows);
        for (int b = 0; b < output.channelBlocks(); b++) {
            output.readGradient(b, row, rows, gradient);
            applyMask(gradient, masks.fromBlock(b).fromRow(row), rows);
            input().accumulate(kernels, b, row, rows, gradient);
        }
    }
}

package dev.sartor.executor.node;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.MemoryRequests;
import dev.sartor.executor.memory.Scratch;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Dropout (inverted): in training, keeps a value with probability 1 - rate, scaled by 1 / (1 - rate). */
public final class Dropout extends OnePassNode {
    private final Kernels kernels;
    private final double rate;
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
                output.blocks(),
                requests.capacity() * output.imageRows(),
                t -> masks = t);
    }

    @Override
    public void forward(Pass pass) {
        seed = pass.seed();
        training = pass.training();
        super.forward(pass);
    }

    @Override
    public void forward(Chunk chunk, boolean moments, Scratch scratch) {
        int rowsPerImage = output.imageRows();
        for (int image = chunk.from(); image < chunk.to(); image++) {
            // one random stream per image, so that the order of tasks does not matter
            var random = new SplittableRandom(seed + 0x9E3779B97F4A7C15L * (image + 1));
            for (int b = 0; b < output.blocks(); b++) {
                draw(masks.fromBlock(b).fromRow(image * rowsPerImage), rowsPerImage, random);
                Tile out = output.rawAt(b, image * rowsPerImage);
                input().value().read(b, image * rowsPerImage, rowsPerImage, out);
                mask(out, masks.fromBlock(b).fromRow(image * rowsPerImage), rowsPerImage);
            }
        }
        if (moments) {
            addMoments(chunk);
        }
    }

    private void draw(Tile mask, int rows, SplittableRandom random) {
        if (!training) {
            Arrays.fill(mask.data(), mask.offset(), mask.offset() + rows * Tile.LANES, 1);
            return;
        }
        float scale = (float) (1 / (1 - rate));
        for (int i = 0; i < rows * Tile.LANES; i++) {
            mask.data()[mask.offset() + i] = random.nextDouble() < rate ? 0 : scale;
        }
    }

    private static void mask(Tile values, Tile mask, int rows) {
        for (int i = 0; i < rows * Tile.LANES; i++) {
            values.data()[values.offset() + i] *= mask.data()[mask.offset() + i];
        }
    }

    @Override
    public void backward(Chunk chunk, Scratch scratch) {
        int row = chunk.from() * output.imageRows();
        int rows = chunk.images() * output.imageRows();
        Tile gradient = scratch.take(1, rows);
        for (int b = 0; b < output.blocks(); b++) {
            output.readGradient(b, row, rows, gradient);
            mask(gradient, masks.fromBlock(b).fromRow(row), rows);
            input().accumulate(kernels, b, row, rows, gradient);
        }
    }
}

package dev.sartor.executor.node;

import dev.sartor.arch.Block;
import dev.sartor.base.RandomBits;
import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Segment;
import java.util.List;

/**
 * Stochastic depth (arXiv 1603.09382): in training, a residual branch is dropped for an image with probability
 * {@code rate}, and otherwise scaled by 1 / (1 - rate).
 *
 * @param branch a number that identifies the branch, so that branches are dropped independently
 */
public record DropPath(double rate, int branch) {
    private static final int ANY_BRANCH = 0;

    /** No stochastic depth. */
    public static final DropPath NONE = new DropPath(0, ANY_BRANCH);

    /**
     * The drop path of a residual sum: of n blocks, block i, counted from 0, has rate {@code maximum} i / n, as in timm (so
     * that no block has the full rate). A sum outside all blocks has none.
     */
    public static DropPath of(Network network, Layer sum, double maximum) {
        List<Segment> blocks = network.segments().stream()
                .filter(s -> s.part() instanceof Block)
                .toList();
        for (int i = 0; i < blocks.size(); i++) {
            if (sum.id() >= blocks.get(i).from() && sum.id() < blocks.get(i).to()) {
                return new DropPath(maximum * i / blocks.size(), sum.id());
            }
        }
        return NONE;
    }

    boolean isActive() {
        return rate > 0;
    }

    /**
     * Scales all values of a chunk's images, of {@code pixelsPerImage} rows each (a row is one pixel), in the forward and
     * backward pass alike.
     */
    void scale(Tile rows, Chunk chunk, int pixelsPerImage, long seed) {
        for (int image = chunk.from(); image < chunk.to(); image++) {
            float factor = factor(seed, image);
            int from = rows.offset() + (image - chunk.from()) * pixelsPerImage * Tile.LANES;
            for (int i = from; i < from + pixelsPerImage * Tile.LANES; i++) {
                rows.data()[i] *= factor;
            }
        }
    }

    /** The factor of the branch for an image: 0 if it is dropped. */
    float factor(long seed, int image) {
        return RandomBits.uniform(RandomBits.of(RandomBits.of(seed, branch), image)) < rate
                ? 0
                : (float) (1 / (1 - rate));
    }
}

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
 * Stochastic depth (arXiv 1603.09382): while training, a residual branch is left out for an image with a chance of
 * {@code rate}, and else scaled by 1 / (1 - rate).
 *
 * @param branch tells branches apart, so that each draws for itself
 */
public record DropPath(double rate, int branch) {
    public static final DropPath NONE = new DropPath(0, 0);

    /**
     * That of a residual sum: of n blocks, block i, counted from 0, has the rate {@code last} i / n. (So timm has it, though
     * then no block has the whole of it.) A sum outside of all blocks has none.
     */
    public static DropPath of(Network network, Layer sum, double last) {
        List<Segment> blocks = network.segments().stream()
                .filter(s -> s.part() instanceof Block)
                .toList();
        for (int i = 0; i < blocks.size(); i++) {
            if (sum.id() >= blocks.get(i).from() && sum.id() < blocks.get(i).to()) {
                return new DropPath(last * i / blocks.size(), sum.id());
            }
        }
        return NONE;
    }

    boolean active() {
        return rate > 0;
    }

    /** Scales rows of a chunk's images, of {@code plane} each; the same on the way forward and back. */
    void scale(Tile rows, Chunk chunk, int plane, long seed) {
        for (int image = chunk.from(); image < chunk.to(); image++) {
            float factor = factor(seed, image);
            int from = rows.at() + (image - chunk.from()) * plane * Tile.LANES;
            for (int i = from; i < from + plane * Tile.LANES; i++) {
                rows.data()[i] *= factor;
            }
        }
    }

    float factor(long seed, int image) {
        return RandomBits.uniform(RandomBits.of(RandomBits.of(seed, branch), image)) < rate
                ? 0
                : (float) (1 / (1 - rate));
    }
}

package dev.sartor.space.genome;

import dev.sartor.arch.Block;
import java.util.List;

/**
 * The alternatives of a stage's blocks. Stride (1) and channels ({@link #PLACEHOLDER_CHANNELS}) are later replaced
 * by those of the stage.
 *
 * @param firstBlock alternatives of the first block, which gets the stride of the stage
 * @param laterBlocks alternatives of every later block
 */
public record BlockChoices(List<Block> firstBlock, List<Block> laterBlocks) {
    /** The number of channels until a stage sets it; any valid number would do. */
    public static final int PLACEHOLDER_CHANNELS = 8;

    public BlockChoices {
        firstBlock = List.copyOf(firstBlock);
        laterBlocks = List.copyOf(laterBlocks);
    }

    /** Alternatives of the block at a position, from 0. */
    List<Block> alternatives(int position) {
        return position == 0 ? firstBlock : laterBlocks;
    }
}

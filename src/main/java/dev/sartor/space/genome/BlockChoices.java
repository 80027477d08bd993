package dev.sartor.space.genome;

import dev.sartor.arch.Block;
import java.util.List;

/**
 * The alternatives of a stage's blocks. They have stride 1 and {@link #CHANNELS} channels, which are replaced by those of the
 * stage.
 *
 * @param first alternatives of the first block, which gets the stride of the stage
 * @param rest  alternatives of every later block
 */
public record BlockChoices(List<Block> first, List<Block> rest) {
    /** The provisional number of channels. */
    public static final int CHANNELS = 8;

    public BlockChoices {
        first = List.copyOf(first);
        rest = List.copyOf(rest);
    }

    /** Alternatives of the block at a position, from 0. */
    List<Block> at(int position) {
        return position == 0 ? first : rest;
    }
}

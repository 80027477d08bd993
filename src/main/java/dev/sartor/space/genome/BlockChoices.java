package dev.sartor.space.genome;

import dev.sartor.arch.Block;
import java.util.List;

/**
 * What the blocks of a stage may be, before the stage places them (stride 1, {@link #CHANNELS} channels).
 *
 * @param first alternatives of the stage's first block, which has the stage's stride
 * @param rest  alternatives of every further block
 */
public record BlockChoices(List<Block> first, List<Block> rest) {
    /** Of blocks that no stage has placed yet. */
    public static final int CHANNELS = 8;

    public BlockChoices {
        first = List.copyOf(first);
        rest = List.copyOf(rest);
    }

    /** Alternatives of the block at that position, from 0. */
    List<Block> at(int position) {
        return position == 0 ? first : rest;
    }
}

package dev.sartor.space.genome;

import java.util.List;

/**
 * One choice of a space. Only what has at least two alternatives is a gene.
 *
 * @param name         the place in the space's file: {@code width}, {@code stages[2].depth}, {@code stages[2].block[0]}
 * @param stage        the stage it belongs to, from 0; -1 for the whole network
 * @param position     of a block gene: the block's place in its stage, from 0; otherwise -1
 * @param alternatives what may be chosen, as labels; a genome holds an index into them
 */
public record Gene(String name, Role role, int stage, int position, List<String> alternatives) {
    /** A genome keeps an index in one byte. */
    public static final int MAX_ALTERNATIVES = 256;

    /** What a gene decides. */
    public enum Role {
        RESOLUTION,
        WIDTH,
        NETWORK_SETTING,
        STEM,
        STRIDE,
        CHANNELS,
        STAGE_SETTING,
        DEPTH,
        BLOCK,
        HEAD
    }

    public Gene {
        alternatives = List.copyOf(alternatives);
        if (alternatives.size() < 2 || alternatives.size() > MAX_ALTERNATIVES) {
            throw new IllegalArgumentException(
                    "Gene " + name + " has " + alternatives.size() + " alternatives, not 2 to " + MAX_ALTERNATIVES);
        }
    }

    /** The number of alternatives. */
    public int size() {
        return alternatives.size();
    }
}

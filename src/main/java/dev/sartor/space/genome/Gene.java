package dev.sartor.space.genome;

import dev.sartor.arch.BlockKind;
import java.util.List;

/**
 * A gene of a search space: a choice with at least two alternatives.
 *
 * @param name         its path in the space's file: {@code width}, {@code stages[2].depth}, {@code stages[2].block[0]}
 * @param stage        index of its stage, from 0; {@link #NONE} for a gene of the whole network
 * @param position     for a block gene the index of the block in its stage, from 0; otherwise {@link #NONE}
 * @param alternatives labels of the alternatives; a genome contains an index into them
 * @param kinds        for a block gene the kind of each alternative; otherwise empty
 */
public record Gene(String name, Role role, int stage, int position, List<String> alternatives, List<BlockKind> kinds) {
    /** The maximum number of alternatives: a genome stores each index in one byte. */
    public static final int MAX_ALTERNATIVES = 256;

    /** The stage or position of a gene without one. */
    static final int NONE = -1;

    /** What a gene determines. */
    public enum Role {
        RESOLUTION,
        WIDTH,
        /** A combination of the attributes that all blocks of the network share. */
        NETWORK_ATTRIBUTES,
        STEM,
        STRIDE,
        CHANNELS,
        /** A combination of the attributes that all blocks of a stage share. */
        STAGE_ATTRIBUTES,
        DEPTH,
        BLOCK,
        HEAD
    }

    public Gene {
        alternatives = List.copyOf(alternatives);
        kinds = List.copyOf(kinds);
        if (alternatives.size() < 2 || alternatives.size() > MAX_ALTERNATIVES) {
            throw new IllegalArgumentException(
                    "Gene " + name + " has " + alternatives.size() + " alternatives, not 2 to " + MAX_ALTERNATIVES);
        }
        if (kinds.size() != (role == Role.BLOCK ? alternatives.size() : 0)) {
            throw new IllegalArgumentException("Gene " + name + " of role " + role + " has " + kinds.size() + " kinds");
        }
    }

    /** The number of alternatives. */
    public int size() {
        return alternatives.size();
    }
}

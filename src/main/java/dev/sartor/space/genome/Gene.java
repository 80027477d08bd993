package dev.sartor.space.genome;

import dev.sartor.arch.BlockKind;
import java.util.List;

/**
 * One choice of a space. Only what has at least two alternatives is a gene.
 *
 * @param name         the place in the space's file: {@code width}, {@code stages[2].depth}, {@code stages[2].block[0]}
 * @param stage        the stage it belongs to, from 0; -1 for the whole network
 * @param position     of a block gene: the block's place in its stage, from 0; otherwise -1
 * @param alternatives what may be chosen, as labels; a genome holds an index into them
 * @param kinds        of a block gene the kind of each alternative; otherwise empty
 */
public record Gene(String name, Role role, int stage, int position, List<String> alternatives, List<BlockKind> kinds) {
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

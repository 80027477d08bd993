package dev.sartor.space.genome;

import dev.sartor.arch.Block;
import java.util.List;

/**
 * A stage of a search space: a sequence of blocks with the same output channels, of which the first has the stride.
 *
 * @param location     the stage's location in its file, for messages
 * @param depths       alternatives of the number of blocks
 * @param strides      alternatives of the first block's stride
 * @param channels     alternatives of the output channels, before the width multiplier
 * @param stageAttributeCombinations labels of the combinations of attributes that all blocks of the stage share; a single one if
 *     there is no such choice
 * @param blockChoices alternatives of the blocks: [combination of the network's attributes][combination of the stage's attributes]
 */
public record Stage(
        String location,
        List<Integer> depths,
        List<Integer> strides,
        List<Integer> channels,
        List<String> stageAttributeCombinations,
        List<List<BlockChoices>> blockChoices) {
    public Stage {
        depths = List.copyOf(depths);
        strides = List.copyOf(strides);
        channels = List.copyOf(channels);
        stageAttributeCombinations = List.copyOf(stageAttributeCombinations);
        blockChoices = blockChoices.stream().map(List::copyOf).toList();
    }

    public int maxDepth() {
        return depths.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    /** The number of alternatives of the block at a position, which is the same for all shared attributes. */
    int alternativeCount(int position) {
        return blockAlternatives(position).size();
    }

    /** The alternatives of a block for the first combination of shared attributes; their number is the same for all. */
    List<Block> blockAlternatives(int position) {
        return blockChoices.getFirst().getFirst().alternatives(position);
    }
}

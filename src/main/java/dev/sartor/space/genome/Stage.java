package dev.sartor.space.genome;

import java.util.List;

/**
 * The choices of one stage: blocks of one width, the first with the stage's stride.
 *
 * @param location     of the stage in its file, for messages
 * @param channels     before the width multiplier
 * @param settings     labels of the stage's settings; a single one if nothing is chosen for the whole stage
 * @param blockChoices alternatives of the blocks: by the network's setting, then by the stage's
 */
public record Stage(
        String location,
        List<Integer> depths,
        List<Integer> strides,
        List<Integer> channels,
        List<String> settings,
        List<List<BlockChoices>> blockChoices) {
    public Stage {
        depths = List.copyOf(depths);
        strides = List.copyOf(strides);
        channels = List.copyOf(channels);
        settings = List.copyOf(settings);
        blockChoices = blockChoices.stream().map(List::copyOf).toList();
    }

    public int maxDepth() {
        return depths.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    /** Alternatives of the block at that position; their number is the same under every setting. */
    int alternatives(int position) {
        return blockChoices.getFirst().getFirst().at(position).size();
    }
}

package dev.sartor.space.genome;

import java.util.List;

/**
 * The choices of one stage: blocks of one width, the first with the stage's stride.
 *
 * @param place    where its file states it, for messages
 * @param channels before the width multiplier
 * @param settings labels of the stage's settings; a single one where nothing is chosen for the whole stage
 * @param menus    what blocks may be: by the network's setting, then by the stage's
 */
public record Stage(
        String place,
        List<Integer> depths,
        List<Integer> strides,
        List<Integer> channels,
        List<String> settings,
        List<List<BlockChoices>> menus) {
    public Stage {
        depths = List.copyOf(depths);
        strides = List.copyOf(strides);
        channels = List.copyOf(channels);
        settings = List.copyOf(settings);
        menus = menus.stream().map(List::copyOf).toList();
    }

    public int maxDepth() {
        return depths.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    /** Alternatives of the block at that position; their number is the same under every setting. */
    int alternatives(int position) {
        return menus.getFirst().getFirst().at(position).size();
    }
}

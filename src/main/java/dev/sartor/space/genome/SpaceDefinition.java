package dev.sartor.space.genome;

import dev.sartor.arch.Head;
import dev.sartor.arch.Multipliers;
import dev.sartor.arch.Stem;
import java.util.List;

/**
 * The definition of a search space: all alternatives of all choices, as its file lists them. Channels are before the width
 * multiplier.
 *
 * @param inputChannels         channels of the image
 * @param resolutions           sides of the square input, in pixels
 * @param widthMultipliers      values of alpha
 * @param multipliers           rules for scaling stem and head by alpha
 * @param networkAttributeCombinations labels of the combinations of attributes that all blocks of a network share; a single one if
 *     there is no such choice
 * @param stems                 for each combination of the network's attributes, the alternatives of the stem
 * @param heads                 for each combination of the network's attributes, the alternatives of the head
 */
public record SpaceDefinition(
        int inputChannels,
        List<Integer> resolutions,
        List<Double> widthMultipliers,
        Multipliers multipliers,
        List<String> networkAttributeCombinations,
        List<List<Stem>> stems,
        List<Stage> stages,
        List<List<Head>> heads) {
    public SpaceDefinition {
        resolutions = List.copyOf(resolutions);
        widthMultipliers = List.copyOf(widthMultipliers);
        networkAttributeCombinations = List.copyOf(networkAttributeCombinations);
        stems = stems.stream().map(List::copyOf).toList();
        stages = List.copyOf(stages);
        heads = heads.stream().map(List::copyOf).toList();
    }

    /** The alternatives of the stem for the first combination of shared attributes; their number is the same for all. */
    List<Stem> stemAlternatives() {
        return stems.getFirst();
    }

    /** The alternatives of the head for the first combination of shared attributes; their number is the same for all. */
    List<Head> headAlternatives() {
        return heads.getFirst();
    }

    public SpaceDefinition withClasses(int classes) {
        return new SpaceDefinition(
                inputChannels,
                resolutions,
                widthMultipliers,
                multipliers,
                networkAttributeCombinations,
                stems,
                stages,
                heads.stream()
                        .map(alternatives -> alternatives.stream()
                                .map(h -> h.withClasses(classes))
                                .toList())
                        .toList());
    }
}

package dev.sartor.space.genome;

import dev.sartor.arch.Head;
import dev.sartor.arch.Multipliers;
import dev.sartor.arch.Stem;
import java.util.List;

/**
 * All choices of a space, as its file states them.
 *
 * @param inputChannels         of the image
 * @param resolutions           side of the square input, in pixels
 * @param widthMultipliers      alpha
 * @param multipliers           how stem and head are scaled by alpha
 * @param sharedAttributeLabels labels of the network's settings, which are combinations of the attributes that all blocks
 *     share; a single one if nothing is chosen for the whole network
 * @param stems                 by the network's setting; before the width multiplier
 * @param heads                 by the network's setting; before the width multiplier
 */
public record SpaceDefinition(
        int inputChannels,
        List<Integer> resolutions,
        List<Double> widthMultipliers,
        Multipliers multipliers,
        List<String> sharedAttributeLabels,
        List<List<Stem>> stems,
        List<Stage> stages,
        List<List<Head>> heads) {
    public SpaceDefinition {
        resolutions = List.copyOf(resolutions);
        widthMultipliers = List.copyOf(widthMultipliers);
        sharedAttributeLabels = List.copyOf(sharedAttributeLabels);
        stems = stems.stream().map(List::copyOf).toList();
        stages = List.copyOf(stages);
        heads = heads.stream().map(List::copyOf).toList();
    }

    public SpaceDefinition withClasses(int classes) {
        return new SpaceDefinition(
                inputChannels,
                resolutions,
                widthMultipliers,
                multipliers,
                sharedAttributeLabels,
                stems,
                stages,
                heads.stream()
                        .map(under ->
                                under.stream().map(h -> h.withClasses(classes)).toList())
                        .toList());
    }
}

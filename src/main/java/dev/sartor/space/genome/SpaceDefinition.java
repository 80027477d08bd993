package dev.sartor.space.genome;

import dev.sartor.arch.Head;
import dev.sartor.arch.Multipliers;
import dev.sartor.arch.Stem;
import java.util.List;

/**
 * All choices of a space, as its file states them.
 *
 * @param inputChannels of the image
 * @param resolutions   side of the square input, in pixels
 * @param widths        width multipliers (alpha)
 * @param multipliers   how stem and head follow alpha
 * @param settings      labels of the network's settings; a single one where nothing is chosen for the whole network
 * @param stems         by the network's setting; before the width multiplier
 * @param heads         by the network's setting; before the width multiplier
 */
public record SpaceDefinition(
        int inputChannels,
        List<Integer> resolutions,
        List<Double> widths,
        Multipliers multipliers,
        List<String> settings,
        List<List<Stem>> stems,
        List<Stage> stages,
        List<List<Head>> heads) {
    public SpaceDefinition {
        resolutions = List.copyOf(resolutions);
        widths = List.copyOf(widths);
        settings = List.copyOf(settings);
        stems = stems.stream().map(List::copyOf).toList();
        stages = List.copyOf(stages);
        heads = heads.stream().map(List::copyOf).toList();
    }

    public SpaceDefinition withClasses(int classes) {
        return new SpaceDefinition(
                inputChannels,
                resolutions,
                widths,
                multipliers,
                settings,
                stems,
                stages,
                heads.stream()
                        .map(under ->
                                under.stream().map(h -> h.withClasses(classes)).toList())
                        .toList());
    }
}

package dev.sartor.space.file;

import dev.sartor.base.yaml.YamlReader;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Genome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Small search spaces for tests, and enumeration of their genomes. */
public final class Spaces {
    /** A space of two stages with choices of depth, channels, stride and block, two width multipliers, and two resolutions. */
    public static final String TINY = """
        name: tiny
        input: {channels: 3, resolution: [16, 24]}
        width: [0.5, 1]
        activation: relu
        stem: {kernel: 3, stride: 2, channels: 32}
        stages:
          - depth: [1, 2]
            stride: [1, 2]
            channels: [16, 48]
            block:
              - {kind: inverted, kernel: 3, expansion: [0.5, 2]}
              - {kind: conv, kernel: 3}
          - depth: [1, 3]
            stride: 2
            channels: 64
            se: [0, 0.25]
            first: {kind: separable-linear, kernel: 3}
            block:
              - {kind: separable, kernel: [3, 5]}
        head: {channels: 0, classes: 4}
        """;

    /** A space in which rounding makes channels equal, with the same width multiplier and with different ones. */
    public static final String ROUNDED = """
        name: rounded
        input: {channels: 3, resolution: 16}
        width: [1, 0.75, 0.25]
        activation: [relu, hswish]
        stem: {kernel: 3, stride: 2, channels: 16}
        stages:
          - {channels: [16, 24, 32], block: {kind: conv, kernel: [1, 3]}}
          - {stride: 2, channels: [24, 32, 64], block: {kind: conv, kernel: [1, 3]}}
        head: {channels: [0, 64], classes: 3, follows_width: never}
        """;

    /** The same with all channels in multiples of 16, which makes more of them equal. */
    public static final String MULTIPLES_OF_16 = ROUNDED.replace("activation:", "multiple_of: 16\nactivation:");

    private Spaces() {}

    public static SearchSpace of(String yaml) {
        return SpaceReader.read(YamlReader.read(Path.of("test.yaml"), yaml));
    }

    public static SearchSpace shipped(String name) {
        return SpaceFile.find(name);
    }

    /** All canonical genomes, found by enumerating all combinations of genes. */
    public static Set<Genome> all(SearchSpace space) {
        List<int[]> combinations = new ArrayList<>();
        combinations.add(new int[space.genes().size()]);
        for (int g = 0; g < space.genes().size(); g++) {
            List<int[]> more = new ArrayList<>();
            for (int[] combination : combinations) {
                for (int choice = 0; choice < space.genes().get(g).size(); choice++) {
                    int[] next = combination.clone();
                    next[g] = choice;
                    more.add(next);
                }
            }
            combinations = more;
        }
        Set<Genome> canonical = new LinkedHashSet<>();
        combinations.forEach(c -> canonical.add(space.canonical(Genome.of(c))));
        return canonical;
    }
}

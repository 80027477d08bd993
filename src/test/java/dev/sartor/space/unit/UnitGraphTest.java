package dev.sartor.space.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.network.Lowering;
import dev.sartor.network.Segment;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.Spaces;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.UnitGraph.Start;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitGraphTest {
    /** One block in each stage, so that no stage has a block after its first. */
    private static final String SHALLOW = """
        name: shallow
        input: {channels: 3, resolution: 16}
        activation: relu
        stem: {kernel: 3, stride: 2, channels: 16}
        stages:
          - {channels: 8, block: [ir_k3_e2, ds_k3]}
          - {channels: 24, stride: 2, block: [ir_k3_e2]}
        head: none
        """;

    /** Stages of several depths, and channels that are equal for two width multipliers. */
    private static final String DEEP = """
        name: deep
        input: {channels: 3, resolution: [8, 16]}
        width: [0.5, 1]
        activation: relu
        stem: {kernel: 3, stride: 1, channels: 8}
        stages:
          - {depth: [1, 2], stride: [1, 2], channels: [8, 16], block: [cn_k1, ds_k3]}
          - {depth: [1, 3], channels: 16, se: [0, 0.25], block: {kind: inverted, kernel: 3, expansion: 2}}
        head: {channels: [0, 32], classes: 4}
        """;

    @ParameterizedTest
    @ValueSource(strings = {DEEP, SHALLOW})
    void theUnitsAreThoseOfAllNetworks(String yaml) {
        SearchSpace space = Spaces.of(yaml);
        Set<String> keys = Spaces.all(space).stream()
                .flatMap(g -> segments(space, g).stream().map(Segment::key))
                .collect(Collectors.toSet());
        assertEquals(keys, space.units().stream().map(Unit::key).collect(Collectors.toSet()));
        assertEquals(keys.size(), space.units().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {DEEP, SHALLOW})
    void aNetworkIsAPathThroughTheGraph(String yaml) {
        SearchSpace space = Spaces.of(yaml);
        UnitGraph graph = space.unitGraph();
        int[] units = new int[graph.maxLength()];
        int longest = 0;
        for (Genome genome : Spaces.all(space)) {
            int length = graph.unitsOf(genome, units);
            List<Unit> path =
                    Arrays.stream(units, 0, length).mapToObj(graph::unit).toList();
            List<Segment> segments = segments(space, genome);
            assertEquals(
                    segments.stream().map(Segment::key).toList(),
                    path.stream().map(Unit::key).toList());
            assertEquals(
                    segments.stream().map(Segment::kind).toList(),
                    path.stream().map(Unit::kind).toList());
            longest = Math.max(longest, length);
        }
        // a space without a head leaves the place of the head empty
        assertEquals(graph.maxLength(), longest + (yaml.equals(SHALLOW) ? 1 : 0));
    }

    @Test
    void theStartsAreTheStemsForEachResolutionAndWidth() {
        UnitGraph graph = Spaces.of(Spaces.TINY).unitGraph();
        assertEquals(
                List.of(
                        "stem_k3_s2_c16_nre@3x16x16",
                        "stem_k3_s2_c32_nre@3x16x16",
                        "stem_k3_s2_c16_nre@3x24x24",
                        "stem_k3_s2_c32_nre@3x24x24"),
                graph.starts().stream()
                        .map(Start::unit)
                        .map(u -> graph.unit(u).key())
                        .toList());
    }

    @Test
    void aSmallSpaceHasAllUnitsAndExactBounds() {
        UnitGraph graph = Spaces.of(Spaces.TINY).unitGraph();
        assertTrue(graph.hasAllUnits());
        assertTrue(graph.hasExactBounds());
    }

    @Test
    void moreThan100000CombinationsOfResolutionWidthActivationAndStemAreRefused() {
        String yaml = SHALLOW.replace("resolution: 16", "resolution: " + numbers(1, 100))
                .replace(
                        "relu",
                        "[relu, relu6, hswish, swish]\nwidth: "
                                + IntStream.rangeClosed(1, 20)
                                        .mapToObj(i -> "" + i * 0.5)
                                        .toList())
                .replace("channels: 16", "channels: " + numbers(8, 20));
        UserError error = assertThrows(UserError.class, () -> Spaces.of(yaml));
        assertTrue(error.getMessage().startsWith("more than 100000 combinations of resolution, width"), error.text());
    }

    private static String numbers(int step, int count) {
        return IntStream.rangeClosed(1, count)
                .map(i -> i * step)
                .boxed()
                .toList()
                .toString();
    }

    private static List<Segment> segments(SearchSpace space, Genome genome) {
        return Lowering.lower(space.decode(genome)).segments();
    }
}

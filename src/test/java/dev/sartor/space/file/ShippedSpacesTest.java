package dev.sartor.space.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Multipliers;
import dev.sartor.arch.Presets;
import dev.sartor.network.Lowering;
import dev.sartor.network.PeakMemory;
import dev.sartor.network.Precision;
import dev.sartor.network.Segment;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.bounds.Bounds;
import dev.sartor.space.genome.Gene;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedSpacesTest {

    static List<SearchSpace> shipped() {
        return SpaceFile.readAll(SpaceFile.FOLDER);
    }

    @Test
    void allShippedSpacesAreReadAndHaveADescription() {
        assertEquals(
                List.of(
                        "mobiledets-like",
                        "mobilenet-v2-like",
                        "mobilenet-v3-like",
                        "nas-bench-macro",
                        "small-28",
                        "small-32"),
                shipped().stream().map(SearchSpace::name).toList());
        assertTrue(shipped().stream().noneMatch(s -> s.description().isBlank()));
    }

    /** The time of a profile is proportional to the number of units. */
    @ParameterizedTest
    @CsvSource({
        "small-28, 100, 250",
        "small-32, 150, 400",
        "mobilenet-v2-like, 250, 600",
        "mobilenet-v3-like, 100, 250",
        "mobiledets-like, 250, 600"
    })
    void theNumberOfUnitsIsModerate(String name, int min, int max) {
        int units = Spaces.shipped(name).units().size();
        assertTrue(min <= units && units <= max, name + " has " + units);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void samplesLieWithinUnitsAndBounds(SearchSpace space) {
        Set<String> units = space.units().stream().map(Unit::key).collect(Collectors.toSet());
        var min = Bounds.min(space, u -> u.network().macs());
        var max = Bounds.max(space, u -> u.network().macs());
        var peak = Bounds.of(
                space, Bounds.Aggregation.MAX, Bounds.Extremum.MAX, u -> PeakMemory.bytes(u.network(), Precision.FP32));
        var random = new SplittableRandom(11);
        for (int i = 0; i < 60; i++) {
            Genome genome = space.sample(random);
            var network = Lowering.lower(space.decode(genome));
            assertTrue(network.segments().stream()
                    .filter(s -> s.from() < s.to())
                    .map(Segment::key)
                    .allMatch(units::contains));
            assertTrue(min.value() <= network.macs() && network.macs() <= max.value());
            assertTrue(PeakMemory.bytes(network, Precision.FP32) <= peak.value());
            assertEquals(genome, space.encode(space.decode(genome)));
        }
        assertEquals(min.value(), Lowering.lower(space.decode(min.genome())).macs());
        assertEquals(peak.value(), PeakMemory.bytes(Lowering.lower(space.decode(peak.genome())), Precision.FP32));
    }

    @Test
    void theExampleInTheReadmeIsValid() throws IOException {
        String readme = Files.readString(SpaceFile.FOLDER.resolve("README.md"));
        int start = readme.indexOf("```yaml\n") + 8;
        var space = Spaces.of(readme.substring(start, readme.indexOf("```", start)));
        assertEquals("example", space.name());
        // 2 resolutions, 2 multipliers, 2 channels, 2 shared attributes, 9 + 81 + 729 sequences of 1 to 3 blocks; 2
        // blocks
        assertEquals(2 * 2 * 2 * 2 * (9 + 81 + 729) * 2, space.count().intValueExact());
    }

    @Test
    void theSmallSpaceHasTinyAndLargeNetworks() {
        var space = Spaces.shipped("small-28");
        assertTrue(Bounds.min(space, u -> u.network().macs()).value() < 0.4e6);
        assertTrue(Bounds.max(space, u -> u.network().macs()).value() > 15e6);
    }

    @Test
    void theSpacesHaveEveryKindOfBlockAndGene() {
        Set<String> kinds = new HashSet<>();
        Set<Gene.Role> roles = new HashSet<>();
        for (SearchSpace space : shipped()) {
            space.unitGraph().units().forEach(u -> kinds.add(u.segment().kind()));
            space.genes().forEach(g -> roles.add(g.role()));
        }
        assertTrue(
                kinds.containsAll(Set.of("cn", "ds", "dsa", "ir", "er", "tk", "bt", "sh", "xs", "id")),
                kinds.toString());
        assertTrue(
                roles.containsAll(Set.of(
                        Gene.Role.RESOLUTION,
                        Gene.Role.WIDTH,
                        Gene.Role.CHANNELS,
                        Gene.Role.DEPTH,
                        Gene.Role.STAGE_ATTRIBUTES,
                        Gene.Role.BLOCK,
                        Gene.Role.STEM,
                        Gene.Role.HEAD)),
                roles.toString());
    }

    @ParameterizedTest
    @CsvSource({"1, 224", "0.75, 224", "0.75, 192"})
    void theSpaceAroundMobileNetV2ContainsIt(double alpha, int resolution) {
        var space = Spaces.shipped("mobilenet-v2-like");
        var v2 = Multipliers.withResolution(Presets.byName("mobilenet-v2").withWidth(alpha), resolution);
        assertEquals(v2, space.decode(space.encode(v2)).withName(v2.name()));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.75})
    void theSpaceAroundMobileNetV3ContainsIt(double alpha) {
        var space = Spaces.shipped("mobilenet-v3-like");
        var v3 = Presets.byName("mobilenet-v3-large").withWidth(alpha);
        assertEquals(v3, space.decode(space.encode(v3)).withName(v3.name()));
    }
}

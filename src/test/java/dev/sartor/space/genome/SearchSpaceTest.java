package dev.sartor.space.genome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.Multipliers;
import dev.sartor.base.UserError;
import dev.sartor.network.Layer;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.Segment;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.Spaces;
import dev.sartor.space.unit.Unit;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SearchSpaceTest {
    private final SearchSpace tiny = Spaces.of(Spaces.TINY);

    @ParameterizedTest
    @MethodSource("spaces")
    void countIsTheNumberOfArchitectures(SearchSpace space) {
        Set<Genome> genomes = Spaces.all(space);
        Set<Architecture> architectures = new HashSet<>();
        genomes.forEach(g -> architectures.add(space.decode(g).withName("any")));
        assertEquals(BigInteger.valueOf(genomes.size()), space.count());
        assertEquals(genomes.size(), architectures.size());
    }

    static List<SearchSpace> spaces() {
        return List.of(Spaces.of(Spaces.TINY), Spaces.of(Spaces.ROUNDED), Spaces.of(Spaces.MULTIPLES_OF_16));
    }

    @Test
    void allChannelsAreMultiplesOfTheNumberThatTheSpaceSets() {
        Set<Integer> channels = new TreeSet<>();
        for (Unit unit :
                Spaces.of(Spaces.MULTIPLES_OF_16.replace("[0, 64]", "[0, 72]")).units()) {
            channels.add(unit.output().channels());
            unit.network().layers().stream()
                    .filter(l -> l.name().equals("head.conv"))
                    .forEach(l -> channels.add(l.output().channels()));
        }
        // 3 are the classes; 72 channels of the head are rounded, though they do not follow the width multiplier
        assertEquals(Set.of(3, 16, 32, 48, 64, 80), channels);
    }

    @Test
    void everySplitBetweenEqualStagesIsCounted() {
        var space = Spaces.of("""
            name: equal-stages
            input: {channels: 3, resolution: 16}
            activation: relu
            stem: {kernel: 3, stride: 2, channels: 16}
            stages:
              - {depth: [1, 2], channels: 16, block: cn_k3}
              - {depth: [1, 2], channels: 16, block: cn_k3}
            head: none
            """);
        // the depths 1 and 2 give the same network as 2 and 1
        assertEquals(BigInteger.valueOf(4), space.count());
        assertEquals(
                3,
                Spaces.all(space).stream()
                        .map(g -> space.decode(g).blockStrings())
                        .distinct()
                        .count());
    }

    @Test
    void unitsEqualTheSegmentsOfAllArchitectures() {
        Set<String> expected = new TreeSet<>();
        for (Genome genome : Spaces.all(tiny)) {
            Lowering.lower(tiny.decode(genome)).segments().stream()
                    .map(Segment::key)
                    .forEach(expected::add);
        }
        assertEquals(expected, tiny.units().stream().map(Unit::key).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void aUnitEqualsTheExtractedSegment() {
        for (String name : List.of("small-28", "small-32", "mobiledets-like")) {
            var space = Spaces.shipped(name);
            int[] unitIndices = new int[space.unitGraph().maxLength()];
            var random = new SplittableRandom(9);
            for (int i = 0; i < 30; i++) {
                Genome genome = space.sample(random);
                space.unitGraph().unitsOf(genome, unitIndices);
                Network network = Lowering.lower(space.decode(genome));
                for (int s = 0; s < network.segments().size(); s++) {
                    Unit unit = space.unitGraph().units().get(unitIndices[s]);
                    if (!unit.isEmpty()) {
                        assertEquals(layers(network.extract(network.segments().get(s))), layers(unit.network()));
                    }
                }
            }
        }
    }

    /** The layers without their names, which depend on the position in the network. */
    private static List<Layer> layers(Network network) {
        return network.layers().stream()
                .map(l -> new Layer(l.id(), "any", l.op(), l.inputs(), l.output()))
                .toList();
    }

    @Test
    void theWidthMultiplierScalesLikeThatOfArchitectures() {
        int width = tiny.genes().stream().map(Gene::role).toList().indexOf(Gene.Role.WIDTH);
        assertEquals(List.of("0.5", "1"), tiny.genes().get(width).alternatives());
        for (Genome genome : Spaces.all(tiny)) {
            // choices 1 and 0 are the multipliers 1 and 0.5
            Architecture full = tiny.decode(genome.with(width, 1));
            Architecture half = tiny.decode(genome.with(width, 0));
            assertEquals(Multipliers.ALL.scaled(full, 0.5), half.withName(full.name()));
        }
    }

    @Test
    void unitsOfAGenomeAreTheSegmentsOfItsNetwork() {
        int[] unitIndices = new int[tiny.unitGraph().maxLength()];
        for (Genome genome : Spaces.all(tiny)) {
            int length = tiny.unitGraph().unitsOf(genome, unitIndices);
            var units = Arrays.stream(unitIndices, 0, length)
                    .mapToObj(i -> tiny.unitGraph().units().get(i).key())
                    .toList();
            assertEquals(
                    Lowering.lower(tiny.decode(genome)).segments().stream()
                            .map(Segment::key)
                            .toList(),
                    units);
        }
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void samplingIsUniform(SearchSpace space) {
        var random = new SplittableRandom(7);
        int genomes = space.count().intValueExact();
        int draws = genomes * 40;
        Map<Genome, Integer> seen = new HashMap<>();
        for (int i = 0; i < draws; i++) {
            seen.merge(space.sample(random), 1, Integer::sum);
        }
        double expected = (double) draws / genomes;
        double chiSquare = (genomes - seen.size()) * expected
                + seen.values().stream()
                        .mapToDouble(n -> (n - expected) * (n - expected) / expected)
                        .sum();
        // a chi-square of f degrees of freedom has mean f and variance 2 f; four deviations are one chance in 30,000
        double degrees = genomes - 1;
        assertTrue(Math.abs(chiSquare - degrees) < 4 * Math.sqrt(2 * degrees), chiSquare + " of " + degrees);
    }

    @Test
    void depthsAreSampledExactlyBeyondTheRangeOfLong() {
        var space = Spaces.of("""
            name: deep
            input: {channels: 3, resolution: 16}
            activation: relu
            stem: {kernel: 3, stride: 2, channels: 16}
            stages: [{depth: [63, 64], channels: 16, block: [cn_k1, cn_k3, cn_k5]}]
            head: none
            """);
        assertEquals(BigInteger.valueOf(4).multiply(BigInteger.valueOf(3).pow(63)), space.count());
        var random = new SplittableRandom(12);
        int deep = 0;
        for (int i = 0; i < 4000; i++) {
            deep += space.depth(space.sample(random), 0) - 63;
        }
        // three of four networks have 64 blocks; a deviation is sqrt(4000 * 3/16) = 27
        assertEquals(3000, deep, 4 * 27);
    }

    @Test
    void samplesAreCanonicalAndTheSameForTheSameSeed() {
        var space = Spaces.shipped("small-28");
        var first = new SplittableRandom(3);
        var second = new SplittableRandom(3);
        for (int i = 0; i < 200; i++) {
            Genome genome = space.sample(first);
            assertEquals(space.canonical(genome), genome);
            assertEquals(genome, space.sample(second));
        }
    }

    @Test
    void changingAnInactiveGeneChangesNothing() {
        var random = new SplittableRandom(5);
        for (int i = 0; i < 300; i++) {
            Genome genome = tiny.sample(random);
            for (int g = 0; g < genome.length(); g++) {
                Genome changed = genome.with(
                        g, (genome.choice(g) + 1) % tiny.genes().get(g).size());
                assertEquals(
                        !tiny.isActive(genome, g),
                        tiny.canonical(changed).equals(genome),
                        tiny.genes().get(g).name());
            }
        }
    }

    @Test
    void formatAndParseAreInverse() {
        var random = new SplittableRandom(6);
        for (var space : List.of(tiny, Spaces.shipped("small-28"))) {
            for (int i = 0; i < 100; i++) {
                Genome genome = space.sample(random);
                assertEquals(genome, space.parse(space.format(genome)));
            }
        }
    }

    @Test
    void genomesOfOtherSpacesAreRefused() {
        var tooShort = assertThrows(UserError.class, () -> tiny.parse("01"));
        assertTrue(tooShort.getMessage().contains("genes, not 2"), tooShort.text());
        String zeros = "0".repeat(tiny.genes().size());
        var outOfRange = assertThrows(UserError.class, () -> tiny.parse("9" + zeros.substring(1)));
        assertTrue(outOfRange.getMessage().contains("resolution"), outOfRange.text());
        assertThrows(IllegalArgumentException.class, () -> tiny.decode(Genome.of(1)));
    }

    @Test
    void theNumberOfClassesCanBeReplaced() {
        var seven = tiny.withClasses(7);
        assertEquals(tiny.count(), seven.count());
        Genome genome = tiny.sample(new SplittableRandom(1));
        assertEquals(tiny.decode(genome).withClasses(7), seven.decode(genome));
        assertNotEquals(
                tiny.units().stream().map(Unit::key).toList(),
                seven.units().stream().map(Unit::key).toList());
    }
}

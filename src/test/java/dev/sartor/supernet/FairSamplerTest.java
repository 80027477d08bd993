package dev.sartor.supernet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.space.SearchSpace;
import dev.sartor.space.bounds.Bounds;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Gene;
import dev.sartor.space.genome.Genome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FairSamplerTest {
    private static final SearchSpace SPACE = SpaceFile.find("small-28");

    private static final Genome START =
            Bounds.max(SPACE, u -> u.network().macs()).genome();

    private static List<Genome> sample(long seed, int count) {
        return sample(seed, count, 1);
    }

    /** Samples in which each gene is drawn anew with a probability, and is that of {@link #START} otherwise. */
    private static List<Genome> sample(long seed, int count, double probability) {
        var sampler = new FairSampler(SPACE, START, seed);
        return LongStream.range(0, count)
                .mapToObj(draw -> sampler.genome(draw, probability))
                .toList();
    }

    @Test
    void choicesOfAlwaysActiveGenesAreEquallyFrequentWithinTheirKind() {
        // 3 kinds of 1 convolution, 1 fused and 8 inverted blocks are all sampled within 24 samples, 2 widths and 3
        // depths as well
        List<Genome> drawn = sample(3, 240);
        for (int g = 0; g < SPACE.genes().size(); g++) {
            Gene gene = SPACE.genes().get(g);
            // genes of whole stages, and those of first blocks, which every network has
            if (gene.position() <= 0) {
                int index = g;
                Map<String, Integer> counts = new TreeMap<>();
                drawn.forEach(d -> counts.merge(gene.alternatives().get(d.choice(index)), 1, Integer::sum));
                Map<String, List<Integer>> byKind = counts.entrySet().stream()
                        .collect(Collectors.groupingBy(
                                e -> gene.role() == Gene.Role.BLOCK ? e.getKey().split("_", 2)[0] : "",
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
                byKind.forEach((kind, of) ->
                        of.forEach(n -> assertEquals(240.0 / byKind.size() / of.size(), n, 1e-9, gene.name())));
            }
        }
    }

    /** FairNAS: with as many networks in a step as a gene has choices, each choice is trained once in a step. */
    @Test
    void choicesCanBeEquallyFrequentWhateverTheirKind() {
        // FairSampler: space, first genome, seed, equal choices
        var sampler = new FairSampler(SPACE, START, 3, true);
        int gene = IntStream.range(0, SPACE.genes().size())
                .filter(g -> SPACE.genes().get(g).role() == Gene.Role.BLOCK
                        && SPACE.genes().get(g).position() <= 0)
                .findFirst()
                .orElseThrow();
        int choices = SPACE.genes().get(gene).size();
        assertTrue(SPACE.genes().get(gene).kinds().stream().distinct().count() > 1);
        for (int step = 0; step < 20; step++) {
            long first = (long) step * choices;
            assertEquals(
                    choices,
                    LongStream.range(first, first + choices)
                            .mapToInt(sample -> sampler.genome(sample, 1).choice(gene))
                            .distinct()
                            .count());
        }
    }

    @Test
    void samplesAreCanonicalAndDependOnlyOnTheSeed() {
        List<Genome> drawn = sample(3, 40);
        assertEquals(drawn, drawn.stream().map(SPACE::canonical).toList());
        assertEquals(drawn, sample(3, 40));
        assertNotEquals(drawn, sample(4, 40));
    }

    @Test
    void genesAreSampledIndependently() {
        List<Genome> drawn = new ArrayList<>(sample(3, 480));
        // stem and head have two choices each: all four pairs must occur about equally often
        Map<String, Long> pairs = drawn.stream()
                .collect(Collectors.groupingBy(
                        d -> d.choice(0) + "," + d.choice(SPACE.genes().size() - 1), Collectors.counting()));
        assertEquals(4, pairs.size());
        pairs.values().forEach(n -> assertEquals(120, n, 40));
    }

    @Test
    void withProbability0TheSampleIsTheStart() {
        sample(3, 20, 0).forEach(genome -> assertEquals(START, genome));
    }

    @Test
    void withProbabilityOneHalfHalfOfTheGenesAreSampled() {
        // a sampled gene may keep its choice: the genes of stem and head, which have two choices, change in a quarter
        // of the samples
        double changedGenes = sample(3, 800, 0.5).stream()
                .mapToInt(d -> (d.choice(0) == START.choice(0) ? 0 : 1)
                        + (d.choice(SPACE.genes().size() - 1)
                                        == START.choice(SPACE.genes().size() - 1)
                                ? 0
                                : 1))
                .average()
                .orElseThrow();
        assertEquals(0.5, changedGenes, 0.07);
    }
}

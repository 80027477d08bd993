package dev.sartor.supernet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.sartor.space.Gene;
import dev.sartor.space.Genome;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.SpaceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FairSamplerTest {
    private static final SearchSpace SPACE = SpaceFile.named("small-28");

    private static List<Genome> draw(long seed, int count) {
        var sampler = new FairSampler(SPACE, seed);
        return LongStream.range(0, count).mapToObj(sampler::at).toList();
    }

    @Test
    void everyChoiceOfAGeneThatIsAlwaysUsedComesEquallyOftenWithinItsKind() {
        // 3 kinds of 1 convolution, 1 fused and 8 inverted blocks come round in 24 draws, 2 widths and 3 depths as well
        List<Genome> drawn = draw(3, 240);
        for (int g = 0; g < SPACE.genes().size(); g++) {
            Gene gene = SPACE.genes().get(g);
            if (gene.position() <= 0) {
                int index = g;
                Map<String, Integer> counts = new TreeMap<>();
                drawn.forEach(d -> counts.merge(gene.alternatives().get(d.at(index)), 1, Integer::sum));
                Map<String, List<Integer>> byKind = counts.entrySet().stream().collect(Collectors.groupingBy(
                        e -> gene.role() == Gene.Role.BLOCK ? e.getKey().split("_", 2)[0] : "", Collectors.mapping(Map.Entry::getValue,
                        Collectors.toList())));
                byKind.forEach((kind, of) -> of.forEach(n -> assertEquals(240.0 / byKind.size() / of.size(), n, 1e-9, gene.name())));
            }
        }
    }

    @Test
    void drawsAreCanonicalAndDependOnTheSeed() {
        List<Genome> drawn = draw(3, 40);
        assertEquals(drawn, drawn.stream().map(SPACE::canonical).toList());
        assertEquals(drawn, draw(3, 40));
        assertNotEquals(drawn, draw(4, 40));
    }

    @Test
    void genesAreDrawnIndependently() {
        List<Genome> drawn = new ArrayList<>(draw(3, 480));
        // stem and head have two choices each: all four pairs must come, none much more often than others
        Map<String, Long> pairs = drawn.stream().collect(Collectors.groupingBy(
                d -> d.at(0) + "," + d.at(SPACE.genes().size() - 1), Collectors.counting()));
        assertEquals(4, pairs.size());
        pairs.values().forEach(n -> assertEquals(120, n, 40));
    }
}

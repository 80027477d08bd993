package dev.sartor.search.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.search.ToyProblem;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Gene;
import dev.sartor.space.genome.Genome;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpaceEnumerationTest {
    @TempDir
    private Path folder;

    private final SearchSpace space = ToyProblem.space();

    @Test
    void everyNetworkIsEnumeratedOnce() {
        List<Genome> genomes = new SpaceEnumeration(space).genomes().toList();
        assertEquals(BigInteger.valueOf(genomes.size()), space.count());
        Set<String> texts = new HashSet<>(genomes.stream().map(space::format).toList());
        assertEquals(genomes.size(), texts.size());
        var random = new SplittableRandom(1);
        for (int i = 0; i < 50; i++) {
            assertTrue(texts.contains(space.format(space.canonical(space.sample(random)))));
        }
    }

    @Test
    void theLastGeneChangesFastest() {
        List<Genome> genomes = new SpaceEnumeration(space).genomes().toList();
        List<Gene> genes = space.genes();
        long before = -1;
        for (Genome genome : genomes) {
            long number = 0;
            for (int g = 0; g < genes.size(); g++) {
                number = number * genes.get(g).size() + genome.choice(g);
            }
            assertTrue(number > before);
            before = number;
        }
    }

    @ParameterizedTest
    @CsvSource({"8, true", "9, false"})
    void spacesOfUpTo65536CombinationsAreEnumerated(int stages, boolean enumerated) throws IOException {
        // each stage has 4 combinations
        String text = """
                name: large
                input: {channels: 1, resolution: 16}
                activation: relu
                stem: {kernel: 3, stride: 1, channels: 8}
                stages:
                """
                + "  - {depth: 1, stride: 1, channels: [8, 16], block: {kind: conv, kernel: [3, 5]}}\n".repeat(stages)
                + "head: {channels: 0, classes: 4}\n";
        SearchSpace large = SpaceFile.read(Files.writeString(folder.resolve("large.yaml"), text));
        var enumeration = new SpaceEnumeration(large);
        assertEquals(enumerated, enumeration.isEnumerable());
        assertEquals(enumerated, enumeration.genomes().findFirst().isPresent());
    }
}

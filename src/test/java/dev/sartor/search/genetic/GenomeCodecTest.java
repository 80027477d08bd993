package dev.sartor.search.genetic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Gene;
import dev.sartor.space.genome.Genome;
import io.jenetics.Genotype;
import io.jenetics.util.RandomRegistry;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GenomeCodecTest {
    private final SearchSpace space = SpaceFile.find("mobilenet-v2-like");
    private final GenomeCodec codec = new GenomeCodec(space);

    @Test
    void decodingUndoesEncoding() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < 100; i++) {
            Genome genome = space.sample(random);
            assertEquals(genome, codec.decode(codec.encode(genome)));
        }
    }

    @Test
    void theGenesOfAChromosomeAreTheChoicesOfItsGenome() {
        Genome genome = space.sample(new SplittableRandom(2));
        GenomeChromosome chromosome = codec.chromosome(genome);
        assertEquals(space.genes().size(), chromosome.length());
        for (int g = 0; g < chromosome.length(); g++) {
            assertEquals(genome.choice(g), chromosome.get(g).choice());
            assertEquals(space.genes().get(g).size(), chromosome.get(g).alternatives());
            assertTrue(chromosome.get(g).isValid());
        }
        assertEquals(space.format(genome), chromosome.toString());
    }

    @Test
    void chromosomesShareTheirGenes() {
        Genome genome = space.sample(new SplittableRandom(3));
        assertSame(codec.chromosome(genome).get(0), codec.chromosome(genome).get(0));
    }

    @Test
    void aChromosomeMadeOfTheGenesOfAnotherIsEqual() {
        GenomeChromosome chromosome = codec.chromosome(space.sample(new SplittableRandom(4)));
        GenomeChromosome same = chromosome.newInstance(io.jenetics.util.ISeq.of(chromosome));
        assertEquals(chromosome, same);
        assertEquals(chromosome.hashCode(), same.hashCode());
        assertNotEquals(chromosome, codec.chromosome(space.sample(new SplittableRandom(5))));
    }

    @Test
    void newGenotypesAreSampledWithTheRandomRegistry() {
        List<Genome> drawn = RandomRegistry.with(new SplittableRandom(6))
                .call(() -> Stream.generate(codec.encoding()::newInstance)
                        .limit(20)
                        .map(codec::decode)
                        .toList());
        var random = new SplittableRandom(6);
        assertEquals(Stream.generate(() -> space.sample(random)).limit(20).toList(), drawn);
        Genotype<ChoiceGene> another = RandomRegistry.with(new SplittableRandom(7))
                .call(() -> codec.encode(drawn.getFirst()).newInstance());
        assertEquals(space.sample(new SplittableRandom(7)), codec.decode(another));
    }

    @Test
    void newInstancesOfAGeneTakeEveryChoice() {
        int size = space.genes().stream().mapToInt(Gene::size).max().orElseThrow();
        var gene = new ChoiceGene(0, size);
        List<Integer> choices = RandomRegistry.with(new SplittableRandom(8))
                .call(() -> IntStream.range(0, 50 * size)
                        .mapToObj(_ -> gene.newInstance().allele())
                        .distinct()
                        .sorted()
                        .toList());
        assertEquals(IntStream.range(0, size).boxed().toList(), choices);
        assertFalse(gene.newInstance((Integer) size).isValid());
        assertFalse(gene.newInstance((Integer) (-1)).isValid());
    }
}

package dev.sartor.search.genetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import io.jenetics.Alterer;
import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Crossover and mutation of genomes whose inactive genes are known. The argument of {@link ChoiceCrossover} is the probability that a
 * pair is crossed, that of {@link ChoiceMutator} the number of changed genes.
 */
class VariationTest {
    private final SearchSpace space = SpaceFile.find("mobilenet-v2-like");
    private final GenomeCodec codec = new GenomeCodec(space);
    private final List<Genome> genomes = Stream.generate(new SplittableRandom(1)::split)
            .map(space::sample)
            .limit(200)
            .toList();

    @Test
    void activeGenesAreThoseOfTheBlocksWithinTheirStagesDepths() {
        for (Genome genome : genomes) {
            assertArrayEquals(
                    IntStream.range(0, genome.length())
                            .filter(g -> space.isActive(genome, g))
                            .toArray(),
                    space.activeGenes(genome));
        }
        assertTrue(
                genomes.stream().anyMatch(g -> space.activeGenes(g).length < g.length()), "some have inactive genes");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 1000})
    void aMutantDiffersInExactlyTheGivenNumberOfActiveGenes(int changes) {
        for (Genome genome : genomes) {
            Genome mutant = altered(new ChoiceMutator<>(changes), genome).getFirst();
            int[] different = IntStream.range(0, genome.length())
                    .filter(g -> genome.choice(g) != mutant.choice(g))
                    .toArray();
            assertEquals(Math.min(changes, space.activeGenes(genome).length), different.length);
            assertTrue(IntStream.of(different).allMatch(g -> space.isActive(genome, g)));
        }
    }

    @Test
    void mutationsAreUniformOverActiveGenesAndOtherChoices() {
        Genome genome = genomes.getFirst();
        Map<List<Integer>, Integer> counts = new HashMap<>();
        int mutations = 20_000;
        ISeq<Phenotype<ChoiceGene, Integer>> same = ISeq.of(() -> individual(genome), mutations);
        RandomRegistry.with(new SplittableRandom(2))
                .call(() -> new ChoiceMutator<Integer>(1).alter(same, 1))
                .population()
                .forEach(p -> {
                    Genome mutant = GenomeChromosome.of(p).genome();
                    int gene = IntStream.range(0, genome.length())
                            .filter(g -> genome.choice(g) != mutant.choice(g))
                            .findFirst()
                            .orElseThrow();
                    counts.merge(List.of(gene, mutant.choice(gene)), 1, Integer::sum);
                });
        int[] active = space.activeGenes(genome);
        assertEquals(
                IntStream.of(active).map(g -> space.genes().get(g).size() - 1).sum(), counts.size());
        counts.forEach((change, count) -> {
            double expected = (double) mutations
                    / active.length
                    / (space.genes().get(change.getFirst()).size() - 1);
            assertEquals(expected, count, 6 * Math.sqrt(expected), change.toString());
        });
    }

    @Test
    void aMutationOfNoGeneIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ChoiceMutator<Integer>(0));
    }

    @Test
    void crossingInheritsActiveGenesFromEitherParentAndRandomisesTheOthers() {
        Set<Integer> inactiveInBoth = new HashSet<>();
        for (int i = 1; i < genomes.size(); i++) {
            Genome mother = genomes.get(i - 1);
            Genome father = genomes.get(i);
            Genome child = altered(new ChoiceCrossover<>(1), mother, father).getFirst();
            for (int g = 0; g < child.length(); g++) {
                Set<Integer> parents = new HashSet<>();
                if (space.isActive(mother, g)) {
                    parents.add(mother.choice(g));
                }
                if (space.isActive(father, g)) {
                    parents.add(father.choice(g));
                }
                if (parents.isEmpty()) {
                    inactiveInBoth.add(child.choice(g));
                } else {
                    assertTrue(parents.contains(child.choice(g)), "gene " + g);
                }
            }
        }
        assertTrue(inactiveInBoth.size() > 2, "random choices: " + inactiveInBoth);
    }

    @Test
    void eachParentContributesHalfOfTheGenes() {
        Genome mother = Genome.of(new int[space.genes().size()]);
        int[] ones = new int[mother.length()];
        Arrays.fill(ones, 1);
        int[] active = IntStream.of(space.activeGenes(mother))
                .filter(g -> space.isActive(Genome.of(ones), g))
                .toArray();
        ISeq<Phenotype<ChoiceGene, Integer>> pairs =
                ISeq.of(Stream.generate(() -> List.of(individual(mother), individual(Genome.of(ones))))
                        .limit(1000)
                        .flatMap(List::stream)
                        .toList());
        var children = RandomRegistry.with(new SplittableRandom(3))
                .call(() -> new ChoiceCrossover<Integer>(1).alter(pairs, 1))
                .population();
        assertEquals(1000, children.length());
        double share = children.stream()
                        .map(GenomeChromosome::of)
                        .mapToInt(c -> IntStream.of(active)
                                .map(g -> c.genome().choice(g))
                                .sum())
                        .average()
                        .orElseThrow()
                / active.length;
        assertEquals(0.5, share, 0.02);
    }

    @Test
    void alterersCountTheirChanges() {
        ISeq<Phenotype<ChoiceGene, Integer>> parents =
                ISeq.of(genomes.stream().limit(5).map(this::individual).toList());
        var random = new SplittableRandom(3);
        assertEquals(
                // of five parents: two crossed pairs, no pair, three genes of each
                List.of(2, 0, 15),
                Stream.<Alterer<ChoiceGene, Integer>>of(
                                new ChoiceCrossover<>(1), new ChoiceCrossover<>(0), new ChoiceMutator<>(3))
                        .map(a -> RandomRegistry.with(random)
                                .call(() -> a.alter(parents, 1))
                                .alterations())
                        .toList());
    }

    @Test
    void withoutCrossoverAChildIsTheFirstParent() {
        for (int i = 1; i < genomes.size(); i++) {
            Genome first = genomes.get(i - 1);
            assertEquals(
                    first,
                    space.canonical(altered(new ChoiceCrossover<>(0), first, genomes.get(i))
                            .getFirst()));
            assertEquals(
                    first,
                    space.canonical(altered(new ChoiceCrossover<>(1), first).getFirst()),
                    "with one parent");
        }
        assertNotEquals(
                genomes,
                genomes.stream()
                        .map(g -> altered(new ChoiceCrossover<>(0), g).getFirst())
                        .toList(),
                "inactive genes are random");
    }

    @Test
    void theSameRandomNumbersGiveTheSameChildren() {
        Alterer<ChoiceGene, Integer> both = new ChoiceCrossover<Integer>(0.5).andThen(new ChoiceMutator<>(2));
        assertEquals(altered(both, genomes.toArray(Genome[]::new)), altered(both, genomes.toArray(Genome[]::new)));
    }

    private List<Genome> altered(Alterer<ChoiceGene, Integer> alterer, Genome... parents) {
        ISeq<Phenotype<ChoiceGene, Integer>> population =
                Stream.of(parents).map(this::individual).collect(ISeq.toISeq());
        return RandomRegistry.with(new SplittableRandom(9))
                .call(() -> alterer.alter(population, 1))
                .population()
                .stream()
                .map(p -> GenomeChromosome.of(p).genome())
                .toList();
    }

    private Phenotype<ChoiceGene, Integer> individual(Genome genome) {
        return Phenotype.of(codec.encode(genome), 0, 0);
    }
}

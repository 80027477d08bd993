package dev.sartor.search.genetic;

import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Genome;
import io.jenetics.Genotype;
import io.jenetics.engine.InvertibleCodec;
import io.jenetics.util.Factory;
import io.jenetics.util.RandomRegistry;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Codec between the genomes of a search space and Jenetics' genotypes, of one {@link GenomeChromosome} each. New genotypes are drawn
 * uniformly over the space. Thread-safe.
 */
public final class GenomeCodec implements InvertibleCodec<Genome, ChoiceGene> {
    private final SearchSpace space;
    /** Number of alternatives: [gene]. */
    private final int[] alternatives;

    /** The gene objects: [gene][choice]. */
    private final ChoiceGene[][] genes;

    public GenomeCodec(SearchSpace space) {
        this.space = space;
        alternatives = space.genes().stream()
                .mapToInt(dev.sartor.space.genome.Gene::size)
                .toArray();
        genes = IntStream.of(alternatives)
                .mapToObj(size -> IntStream.range(0, size)
                        .mapToObj(c -> new ChoiceGene(c, size))
                        .toArray(ChoiceGene[]::new))
                .toArray(ChoiceGene[][]::new);
    }

    public SearchSpace space() {
        return space;
    }

    @Override
    public Factory<Genotype<ChoiceGene>> encoding() {
        return () -> encode(space.sample(RandomRegistry.random()));
    }

    @Override
    public Function<Genotype<ChoiceGene>, Genome> decoder() {
        return genotype -> GenomeChromosome.of(genotype).genome();
    }

    @Override
    public Function<Genome, Genotype<ChoiceGene>> encoder() {
        return this::encode;
    }

    @Override
    public Genotype<ChoiceGene> encode(Genome genome) {
        return Genotype.of(chromosome(genome));
    }

    /** @param genome a genome of the space, not necessarily in canonical form */
    public GenomeChromosome chromosome(Genome genome) {
        return new GenomeChromosome(this, genome);
    }

    ChoiceGene gene(int index, int choice) {
        return genes[index][choice];
    }

    /** A random choice of a gene, uniformly distributed. */
    int randomChoice(int gene, RandomGenerator random) {
        return random.nextInt(alternatives[gene]);
    }

    /** A random choice of a gene other than this one, uniformly distributed. */
    int randomOtherChoice(int gene, int choice, RandomGenerator random) {
        int other = random.nextInt(alternatives[gene] - 1);
        return other < choice ? other : other + 1;
    }
}

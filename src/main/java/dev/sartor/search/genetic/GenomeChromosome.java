package dev.sartor.search.genetic;

import dev.sartor.space.genome.Genome;
import io.jenetics.Chromosome;
import io.jenetics.Genotype;
import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A whole genome as one chromosome. It stores the genome and looks up a gene object only when one is requested, so that operators
 * on whole genomes create no gene objects.
 *
 * <p>A gene that the network does not use, because it belongs to a block beyond the depth of its stage, is inactive. The operators neither
 * mutate nor inherit it, since changing it changes nothing. Not thread-safe.
 */
public final class GenomeChromosome implements Chromosome<ChoiceGene> {
    private static final int[] NOT_COMPUTED = null;

    private final GenomeCodec codec;
    private final Genome genome;
    /** The active genes in ascending order; computed when they are first needed, and kept, because a parent is altered many times. */
    private int[] active;

    GenomeChromosome(GenomeCodec codec, Genome genome) {
        this(codec, genome, NOT_COMPUTED);
    }

    private GenomeChromosome(GenomeCodec codec, Genome genome, int[] active) {
        this.codec = codec;
        this.genome = genome;
        this.active = active;
    }

    /** The only chromosome of a genotype. */
    public static GenomeChromosome of(Genotype<ChoiceGene> genotype) {
        return (GenomeChromosome) genotype.chromosome();
    }

    /** The only chromosome of an individual. */
    public static GenomeChromosome of(Phenotype<ChoiceGene, ?> individual) {
        return of(individual.genotype());
    }

    public Genome genome() {
        return genome;
    }

    private int[] active() {
        if (active == NOT_COMPUTED) {
            active = codec.space().activeGenes(genome);
        }
        return active;
    }

    /**
     * Randomises the inactive genes. If a mutation makes a stage deeper, so that they become active, the new block is then a random one
     * and not always the first alternative.
     */
    public GenomeChromosome withRandomInactiveGenes(RandomGenerator random) {
        byte[] choices = genome.toBytes();
        int next = 0;
        for (int gene : active()) {
            randomise(choices, next, gene, random);
            next = gene + 1;
        }
        randomise(choices, next, choices.length, random);
        // which genes are active is decided by active genes alone
        return new GenomeChromosome(codec, Genome.ofBytes(choices), active);
    }

    private void randomise(byte[] choices, int from, int to, RandomGenerator random) {
        for (int gene = from; gene < to; gene++) {
            choices[gene] = (byte) codec.randomChoice(gene, random);
        }
    }

    /**
     * Uniform crossover of two parents: a gene that is active in both comes from either with the same probability, a gene that is
     * active in one parent comes from that parent, and any other gene gets a random choice.
     */
    public GenomeChromosome crossed(GenomeChromosome other, RandomGenerator random) {
        byte[] choices = new byte[length()];
        for (int gene = 0; gene < choices.length; gene++) {
            boolean activeInThis = isActive(gene);
            boolean activeInOther = other.isActive(gene);
            if (activeInThis || activeInOther) {
                boolean fromThis = activeInThis && activeInOther ? random.nextBoolean() : activeInThis;
                choices[gene] = (byte) (fromThis ? genome : other.genome).choice(gene);
            } else {
                choices[gene] = (byte) codec.randomChoice(gene, random);
            }
        }
        return codec.chromosome(Genome.ofBytes(choices));
    }

    private boolean isActive(int gene) {
        return Arrays.binarySearch(active(), gene) >= 0;
    }

    /** Changes {@code count} different active genes, or all if there are fewer, each to another alternative. */
    public GenomeChromosome mutated(int count, RandomGenerator random) {
        byte[] choices = genome.toBytes();
        int[] candidates = active().clone();
        for (int i = 0; i < Math.min(count, candidates.length); i++) {
            int drawn = random.nextInt(i, candidates.length);
            int gene = candidates[drawn];
            candidates[drawn] = candidates[i];
            choices[gene] = (byte) codec.randomOtherChoice(gene, genome.choice(gene), random);
        }
        return codec.chromosome(Genome.ofBytes(choices));
    }

    @Override
    public ChoiceGene get(int index) {
        return codec.gene(index, genome.choice(index));
    }

    @Override
    public int length() {
        return genome.length();
    }

    @Override
    public GenomeChromosome newInstance(ISeq<ChoiceGene> genes) {
        return codec.chromosome(
                Genome.of(genes.stream().mapToInt(ChoiceGene::choice).toArray()));
    }

    @Override
    public GenomeChromosome newInstance() {
        return of(codec.encoding().newInstance());
    }

    /** Always true, because a genome of its space cannot be invalid. The library's default would check every gene. */
    @Override
    public boolean isValid() {
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GenomeChromosome chromosome && genome.equals(chromosome.genome);
    }

    @Override
    public int hashCode() {
        return genome.hashCode();
    }

    @Override
    public String toString() {
        return codec.space().format(genome);
    }
}

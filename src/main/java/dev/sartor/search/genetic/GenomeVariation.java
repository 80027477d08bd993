package dev.sartor.search.genetic;

import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Gene;
import dev.sartor.space.genome.Genome;
import java.util.random.RandomGenerator;

/**
 * Makes new genomes out of old ones, respecting the hierarchy: a gene that a network does not use is neither mutated nor
 * inherited, since changing it changes nothing. Genomes that come out need not be canonical. How many genes are mutated the
 * caller says: one finds most, and more are for those whose neighbours are all known.
 *
 * <p>On plain arrays: as Jenetics' genes, chromosomes and phenotypes a child took 10 us and not half of one.
 */
public final class GenomeVariation {
    // mutation finds most on NAS-Bench-Macro: with 300 trials 0.1 and less beat 0.5 and 0.9 for every population
    private static final double CROSSOVER_PROBABILITY = 0.1;

    private final SearchSpace space;
    private final int[] alternatives;

    public GenomeVariation(SearchSpace space) {
        this.space = space;
        alternatives = space.genes().stream().mapToInt(Gene::size).toArray();
    }

    /** A child of two canonical genomes, with {@code changes} of its genes mutated. */
    public Genome child(Genome mother, Genome father, int changes, RandomGenerator random) {
        return random.nextDouble() < CROSSOVER_PROBABILITY
                ? mutated(crossed(mother, father, random), changes, random)
                : mutant(mother, changes, random);
    }

    /** A canonical genome with {@code changes} of its genes mutated. */
    public Genome mutant(Genome genome, int changes, RandomGenerator random) {
        int[] choices = new int[alternatives.length];
        for (int g = 0; g < choices.length; g++) {
            choices[g] = space.isActive(genome, g) ? genome.at(g) : anyChoice(g, random);
        }
        return mutated(choices, changes, random);
    }

    /**
     * Uniform crossover: a gene that both use comes from either, one that a single parent uses from that one. What neither
     * uses gets a random choice instead of the canonical 0, so that a child which comes to use it by mutation (a deeper
     * stage) starts from any block and not always from the first alternative.
     */
    private int[] crossed(Genome mother, Genome father, RandomGenerator random) {
        int[] child = new int[alternatives.length];
        for (int g = 0; g < child.length; g++) {
            boolean ofMother = space.isActive(mother, g);
            boolean ofFather = space.isActive(father, g);
            if (ofMother && ofFather) {
                child[g] = (random.nextBoolean() ? mother : father).at(g);
            } else {
                child[g] = ofMother ? mother.at(g) : ofFather ? father.at(g) : anyChoice(g, random);
            }
        }
        return child;
    }

    /** Changes that many different genes that are used, each to another alternative. */
    private Genome mutated(int[] choices, int changes, RandomGenerator random) {
        Genome before = Genome.of(choices);
        int[] used = new int[choices.length];
        int count = 0;
        for (int g = 0; g < choices.length; g++) {
            if (space.isActive(before, g)) {
                used[count++] = g;
            }
        }
        for (int i = 0; i < Math.min(changes, count); i++) {
            int drawn = random.nextInt(i, count);
            int gene = used[drawn];
            used[drawn] = used[i];
            int other = random.nextInt(alternatives[gene] - 1);
            choices[gene] = other < choices[gene] ? other : other + 1;
        }
        return Genome.of(choices);
    }

    private int anyChoice(int gene, RandomGenerator random) {
        return random.nextInt(alternatives[gene]);
    }
}

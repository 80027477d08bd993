package dev.sartor.search;

import dev.sartor.space.Genome;
import dev.sartor.space.SearchSpace;
import io.jenetics.Alterer;
import io.jenetics.Genotype;
import io.jenetics.Phenotype;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes new genomes out of old ones with Jenetics' alterers. Genomes that come out need not be canonical. How many genes
 * are mutated the caller says: one finds most, and more are for those whose neighbours are all known.
 */
final class Variation {
    // mutation finds most on NAS-Bench-Macro: with 300 trials 0.1 and less beat 0.5 and 0.9 for every population
    private static final double CROSSOVER_PROBABILITY = 0.1;

    private final SearchSpace space;

    Variation(SearchSpace space) {
        this.space = space;
    }

    /** A child of two canonical genomes, with {@code changes} of its genes mutated. */
    Genome child(Genome mother, Genome father, int changes, RandomGenerator random) {
        return alter(new ChoiceCrossover(CROSSOVER_PROBABILITY).andThen(new ChoiceMutator(changes)), List.of(mother, father),
                random);
    }

    /** A canonical genome with {@code changes} of its genes mutated. */
    Genome mutant(Genome genome, int changes, RandomGenerator random) {
        return alter(new ChoiceMutator(changes), List.of(genome), random);
    }

    private Genome alter(Alterer<ChoiceGene, Double> alterer, List<Genome> parents, RandomGenerator random) {
        // the registry is a scoped value: the draws below take this generator on this thread only
        return RandomRegistry.with(random).call(() -> {
            ISeq<Phenotype<ChoiceGene, Double>> family = parents.stream().map(this::phenotype).collect(ISeq.toISeq());
            return alterer.alter(family, 1).population().get(0).genotype().chromosome().as(ChoiceChromosome.class)
                    .genome();
        });
    }

    private Phenotype<ChoiceGene, Double> phenotype(Genome genome) {
        return Phenotype.of(Genotype.of(ChoiceChromosome.of(space, genome)), 1);
    }
}

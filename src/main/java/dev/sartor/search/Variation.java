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

/** Makes new genomes out of old ones with Jenetics' alterers. Genomes that come out need not be canonical. */
final class Variation {
    // mutation finds most on NAS-Bench-Macro: with 300 trials 0.1 and less beat 0.5 and 0.9 for every population
    private static final double CROSSOVER_PROBABILITY = 0.1;

    private final SearchSpace space;
    private final Alterer<ChoiceGene, Double> breeding =
            new ChoiceCrossover(CROSSOVER_PROBABILITY).andThen(new ChoiceMutator());
    private final Alterer<ChoiceGene, Double> mutation = new ChoiceMutator();

    Variation(SearchSpace space) {
        this.space = space;
    }

    /** A child of two canonical genomes. */
    Genome child(Genome mother, Genome father, RandomGenerator random) {
        return alter(breeding, List.of(mother, father), random);
    }

    /** A mutant of one canonical genome. */
    Genome mutant(Genome genome, RandomGenerator random) {
        return alter(mutation, List.of(genome), random);
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

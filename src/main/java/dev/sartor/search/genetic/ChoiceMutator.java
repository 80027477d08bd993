package dev.sartor.search.genetic;

import io.jenetics.Alterer;
import io.jenetics.AltererResult;
import io.jenetics.Genotype;
import io.jenetics.Phenotype;
import io.jenetics.util.MSeq;
import io.jenetics.util.RandomRegistry;
import io.jenetics.util.Seq;
import java.util.random.RandomGenerator;

/**
 * Mutator that changes an exact number of active genes (those that the network uses) of every individual, each to another alternative. The library's
 * {@code Mutator} decides gene by gene with a probability.
 *
 * @param changes number of genes that are changed, at least 1
 */
public record ChoiceMutator<C extends Comparable<? super C>>(int changes) implements Alterer<ChoiceGene, C> {
    public ChoiceMutator {
        if (changes < 1) {
            throw new IllegalArgumentException("A mutation changes at least 1 gene, not " + changes);
        }
    }

    @Override
    public AltererResult<ChoiceGene, C> alter(Seq<Phenotype<ChoiceGene, C>> population, long generation) {
        RandomGenerator random = RandomRegistry.random();
        MSeq<Phenotype<ChoiceGene, C>> mutants = MSeq.ofLength(population.length());
        for (int i = 0; i < mutants.length(); i++) {
            GenomeChromosome mutant = GenomeChromosome.of(population.get(i)).mutated(changes, random);
            mutants.set(i, Phenotype.of(Genotype.of(mutant), generation));
        }
        return new AltererResult<>(mutants.toISeq(), changes * mutants.length());
    }
}

package dev.sartor.search.genetic;

import io.jenetics.AbstractAlterer;
import io.jenetics.AltererResult;
import io.jenetics.Genotype;
import io.jenetics.Phenotype;
import io.jenetics.util.MSeq;
import io.jenetics.util.RandomRegistry;
import io.jenetics.util.Seq;
import java.util.random.RandomGenerator;

/**
 * Uniform crossover of the genes that are active, that is, used by the network. Each pair of successive individuals makes one child. With
 * a given probability the child is a cross of both, otherwise a copy of the first. A last individual without a partner is copied. Genes
 * that are active in no parent get random choices.
 */
public final class ChoiceCrossover<C extends Comparable<? super C>> extends AbstractAlterer<ChoiceGene, C> {

    /** @param probability of crossing a pair, in [0, 1] */
    public ChoiceCrossover(double probability) {
        super(probability);
    }

    @Override
    public AltererResult<ChoiceGene, C> alter(Seq<Phenotype<ChoiceGene, C>> parents, long generation) {
        RandomGenerator random = RandomRegistry.random();
        MSeq<Phenotype<ChoiceGene, C>> children = MSeq.ofLength((parents.length() + 1) / 2);
        int crossed = 0;
        for (int i = 0; i < parents.length(); i += 2) {
            GenomeChromosome first = GenomeChromosome.of(parents.get(i));
            boolean isCrossed = i + 1 < parents.length() && random.nextDouble() < probability();
            GenomeChromosome child = isCrossed
                    ? first.crossed(GenomeChromosome.of(parents.get(i + 1)), random)
                    : first.withRandomInactiveGenes(random);
            children.set(i / 2, Phenotype.of(Genotype.of(child), generation));
            crossed += isCrossed ? 1 : 0;
        }
        return new AltererResult<>(children.toISeq(), crossed);
    }
}

package dev.sartor.docs;

import dev.sartor.search.genetic.ChoiceGene;
import io.jenetics.Chromosome;
import io.jenetics.Mutator;
import io.jenetics.MutatorResult;
import io.jenetics.util.MSeq;
import java.util.random.RandomGenerator;

// begin
/** Swaps the choices of two genes that have equally many alternatives. */
final class BlockSwapMutator<C extends Comparable<? super C>> extends Mutator<ChoiceGene, C> {
    BlockSwapMutator() {
        super(1);
    }

    @Override
    public MutatorResult<Chromosome<ChoiceGene>> mutate(
            Chromosome<ChoiceGene> chromosome, double p, RandomGenerator random) {
        MSeq<ChoiceGene> genes = MSeq.of(chromosome);
        int a = random.nextInt(genes.length());
        int b = random.nextInt(genes.length());
        if (genes.get(a).alternatives() == genes.get(b).alternatives()) {
            genes.swap(a, b);
        }
        return new MutatorResult<>(chromosome.newInstance(genes.toISeq()), 1);
    }
}
// end

package dev.sartor.search;

import io.jenetics.Chromosome;
import io.jenetics.Mutator;
import io.jenetics.MutatorResult;
import io.jenetics.util.MSeq;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Changes a given number of used genes, each to another alternative; a gene that is not used is left alone, since changing
 * it changes nothing. Jenetics' own mutator changes a random number, often none: a child that equals its parent.
 */
final class ChoiceMutator extends Mutator<ChoiceGene, Double> {
    private final int changes;

    /** @param changes genes to be changed, if so many are used */
    ChoiceMutator(int changes) {
        super(1);
        this.changes = changes;
    }

    @Override
    protected MutatorResult<Chromosome<ChoiceGene>> mutate(Chromosome<ChoiceGene> chromosome, double probability,
                                                          RandomGenerator random) {
        int[] used = IntStream.range(0, chromosome.length()).filter(i -> chromosome.get(i).used()).toArray();
        MSeq<ChoiceGene> genes = MSeq.of(chromosome);
        int count = Math.min(changes, used.length);
        for (int i = 0; i < count; i++) {
            int drawn = random.nextInt(i, used.length);
            int gene = used[drawn];
            used[drawn] = used[i];
            genes.set(gene, genes.get(gene).newInstance());
        }
        return new MutatorResult<>(chromosome.newInstance(genes.toISeq()), count);
    }
}

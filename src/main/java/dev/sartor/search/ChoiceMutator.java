package dev.sartor.search;

import io.jenetics.Chromosome;
import io.jenetics.Mutator;
import io.jenetics.MutatorResult;
import io.jenetics.util.ISeq;
import io.jenetics.util.MSeq;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Changes each used gene with probability {@code 1 / used genes}, to another alternative; a gene that is not used is left
 * alone, since changing it changes nothing. Jenetics' own mutator draws the individual, the chromosome and the gene with
 * the cube root of its probability each, which leaves most children alone and rewrites a third of the others.
 */
final class ChoiceMutator extends Mutator<ChoiceGene, Double> {
    ChoiceMutator() {
        super(1);
    }

    @Override
    protected MutatorResult<Chromosome<ChoiceGene>> mutate(Chromosome<ChoiceGene> chromosome, double probability,
                                                          RandomGenerator random) {
        int[] used = IntStream.range(0, chromosome.length()).filter(i -> chromosome.get(i).used()).toArray();
        MSeq<ChoiceGene> genes = MSeq.of(chromosome);
        int mutations = 0;
        for (int i : used) {
            if (random.nextInt(used.length) == 0) {
                genes.set(i, genes.get(i).newInstance());
                mutations++;
            }
        }
        ISeq<ChoiceGene> mutated = genes.toISeq();
        return new MutatorResult<>(chromosome.newInstance(mutated), mutations);
    }
}

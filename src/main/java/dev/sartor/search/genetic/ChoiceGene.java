package dev.sartor.search.genetic;

import io.jenetics.Gene;
import io.jenetics.util.RandomRegistry;

/**
 * Gene of a search space for Jenetics: one choice among the alternatives of its position. A {@link GenomeCodec} makes each gene
 * of its space once, and all chromosomes share them.
 *
 * @param choice       an index into the alternatives, from 0
 * @param alternatives number of alternatives of the position
 */
public record ChoiceGene(int choice, int alternatives) implements Gene<Integer, ChoiceGene> {

    @Override
    public Integer allele() {
        return choice;
    }

    /** A gene of the same position with a uniformly distributed random choice. */
    @Override
    public ChoiceGene newInstance() {
        return new ChoiceGene(RandomRegistry.random().nextInt(alternatives), alternatives);
    }

    @Override
    public ChoiceGene newInstance(Integer value) {
        return new ChoiceGene(value, alternatives);
    }

    @Override
    public boolean isValid() {
        return choice >= 0 && choice < alternatives;
    }
}

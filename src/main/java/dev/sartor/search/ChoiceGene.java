package dev.sartor.search;

import io.jenetics.Gene;
import io.jenetics.util.RandomRegistry;

/**
 * One gene of a genome for Jenetics: a choice among its alternatives.
 *
 * @param used whether the genome's network depends on it
 */
record ChoiceGene(int choice, int alternatives, boolean used) implements Gene<Integer, ChoiceGene> {
    ChoiceGene {
        if (choice < 0 || choice >= alternatives || alternatives < 2) {
            throw new IllegalArgumentException("A gene cannot hold choice " + choice + " of " + alternatives);
        }
    }

    @Override
    public Integer allele() {
        return choice;
    }

    /** Another choice than this one, each as likely. */
    @Override
    public ChoiceGene newInstance() {
        int other = RandomRegistry.random().nextInt(alternatives - 1);
        return newInstance(other < choice ? other : other + 1);
    }

    @Override
    public ChoiceGene newInstance(Integer value) {
        return new ChoiceGene(value, alternatives, used);
    }

    @Override
    public boolean isValid() {
        return true;
    }
}

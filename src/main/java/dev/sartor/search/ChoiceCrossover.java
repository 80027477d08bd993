package dev.sartor.search;

import io.jenetics.Crossover;
import io.jenetics.util.MSeq;
import io.jenetics.util.RandomRegistry;
import java.util.random.RandomGenerator;

/**
 * Uniform crossover that respects the hierarchy: where both parents use a gene it is swapped with probability 1/2; where
 * just one does, both children inherit its choice, since the other parent has none.
 */
final class ChoiceCrossover extends Crossover<ChoiceGene, Double> {
    ChoiceCrossover(double probability) {
        super(probability);
    }

    @Override
    protected int crossover(MSeq<ChoiceGene> that, MSeq<ChoiceGene> other) {
        RandomGenerator random = RandomRegistry.random();
        int alterations = 0;
        for (int i = 0; i < that.length(); i++) {
            ChoiceGene a = that.get(i);
            ChoiceGene b = other.get(i);
            boolean swap = random.nextBoolean();
            if (a.used() != b.used()) {
                that.set(i, a.used() ? a : b);
                other.set(i, a.used() ? a : b);
                alterations++;
            } else if (swap && a.choice() != b.choice()) {
                that.set(i, b);
                other.set(i, a);
                alterations++;
            }
        }
        return alterations;
    }
}

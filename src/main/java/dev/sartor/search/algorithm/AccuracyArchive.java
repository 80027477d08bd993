package dev.sartor.search.algorithm;

import dev.sartor.search.genetic.ChoiceGene;
import io.jenetics.Optimize;
import io.jenetics.Phenotype;
import io.jenetics.Selector;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import io.jenetics.util.Seq;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Selector with an archive of the most accurate individuals so far: with a given probability it selects one of them, otherwise
 * it selects from the population as another selector does. The most accurate networks are what is looked for, and where accuracy
 * is a matter of many blocks, the best one is easily missed by a front with few places.
 */
final class AccuracyArchive implements Selector<ChoiceGene, Fitness> {
    // on NAS-Bench-Macro 1 of 4 of the best 8 finds the most accurate network in every one of 100 searches; of the best
    // alone, or without, in half
    private static final int ONE_OF = 4;
    private static final int SIZE = 8;

    private final int accuracyObjective;
    private final Selector<ChoiceGene, Fitness> others;
    private final List<Phenotype<ChoiceGene, Fitness>> best = new ArrayList<>();

    /** @param accuracyObjective its index among the objectives */
    AccuracyArchive(int accuracyObjective, Selector<ChoiceGene, Fitness> others) {
        this.accuracyObjective = accuracyObjective;
        this.others = others;
    }

    /** Puts those within the limits into the archive that are among its most accurate then; of equals the earlier. */
    void add(Seq<Phenotype<ChoiceGene, Fitness>> individuals) {
        for (Phenotype<ChoiceGene, Fitness> individual : individuals) {
            if (individual.fitness().rated().feasible()) {
                add(individual);
            }
        }
    }

    private void add(Phenotype<ChoiceGene, Fitness> individual) {
        int place = best.size();
        while (place > 0 && error(individual) < error(best.get(place - 1))) {
            place--;
        }
        if (place < SIZE) {
            best.add(place, individual);
            if (best.size() > SIZE) {
                best.removeLast();
            }
        }
    }

    private double error(Phenotype<ChoiceGene, Fitness> individual) {
        return individual.fitness().rated().toMinimise()[accuracyObjective];
    }

    /** One of the archive, whatever the count, or as many of the population. */
    @Override
    public ISeq<Phenotype<ChoiceGene, Fitness>> select(
            Seq<Phenotype<ChoiceGene, Fitness>> population, int count, Optimize optimize) {
        RandomGenerator random = RandomRegistry.random();
        return !best.isEmpty() && random.nextInt(ONE_OF) == 0
                ? ISeq.of(best.get(random.nextInt(best.size())))
                : others.select(population, count, optimize);
    }
}

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
 * Selector with an archive of the most accurate individuals so far: with probability 1/4 it selects one of them, otherwise it
 * selects from the population with another selector. A small population easily loses the most accurate network, which is what
 * users want most.
 */
final class AccuracyArchive implements Selector<ChoiceGene, Fitness> {
    // on NAS-Bench-Macro, each of 100 searches finds the most accurate network if one selection of 4 is from the 8 best
    // individuals; only half of them do with an archive of one individual, or without an archive
    /** One of this many selections, on average, is from the archive. */
    private static final int SELECTIONS_PER_ARCHIVED = 4;

    /** Maximum number of individuals in the archive. */
    private static final int SIZE = 8;

    private final int scoreObjectiveIndex;
    private final Selector<ChoiceGene, Fitness> otherSelector;
    /** The archive, in ascending order of {@link #minimisedScore}. */
    private final List<Phenotype<ChoiceGene, Fitness>> best = new ArrayList<>();

    /** @param scoreObjectiveIndex index of the objective that depends on accuracy or a score */
    AccuracyArchive(int scoreObjectiveIndex, Selector<ChoiceGene, Fitness> otherSelector) {
        this.scoreObjectiveIndex = scoreObjectiveIndex;
        this.otherSelector = otherSelector;
    }

    /**
     * Adds the individuals within the limits that are more accurate than the least accurate individual of the archive; if two are
     * equally accurate, the earlier one is kept.
     */
    void add(Seq<Phenotype<ChoiceGene, Fitness>> individuals) {
        for (Phenotype<ChoiceGene, Fitness> individual : individuals) {
            if (individual.fitness().evaluated().feasible()) {
                add(individual);
            }
        }
    }

    private void add(Phenotype<ChoiceGene, Fitness> individual) {
        int index = best.size();
        while (index > 0 && minimisedScore(individual) < minimisedScore(best.get(index - 1))) {
            index--;
        }
        if (index < SIZE) {
            best.add(index, individual);
            if (best.size() > SIZE) {
                best.removeLast();
            }
        }
    }

    /** The value to minimise of the objective that depends on accuracy or a score, such as 1 - accuracy. */
    private double minimisedScore(Phenotype<ChoiceGene, Fitness> individual) {
        return individual.fitness().evaluated().objectiveValues()[scoreObjectiveIndex];
    }

    /** Selects one individual of the archive, whatever the count, or {@code count} individuals of the population. */
    @Override
    public ISeq<Phenotype<ChoiceGene, Fitness>> select(
            Seq<Phenotype<ChoiceGene, Fitness>> population, int count, Optimize optimize) {
        RandomGenerator random = RandomRegistry.random();
        return !best.isEmpty() && random.nextInt(SELECTIONS_PER_ARCHIVED) == 0
                ? ISeq.of(best.get(random.nextInt(best.size())))
                : otherSelector.select(population, count, optimize);
    }
}

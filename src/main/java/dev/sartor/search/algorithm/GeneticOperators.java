package dev.sartor.search.algorithm;

import dev.sartor.search.genetic.BinaryTournamentSelector;
import dev.sartor.search.genetic.ChoiceCrossover;
import dev.sartor.search.genetic.ChoiceGene;
import dev.sartor.search.genetic.ChoiceMutator;
import io.jenetics.Alterer;
import io.jenetics.Selector;
import java.util.function.IntFunction;

/**
 * The selector and the alterers of a genetic search, the library's own or a caller's. Whatever they make, a search evaluates
 * each network once and only those within the limits.
 *
 * @param parents   selects two parents for each attempt at a child, the first in front
 * @param variation the alterer that makes a child out of the parents; the first individual that it returns counts. By the number
 *                  of genes to mutate: 1 at first, more where the networks that near were evaluated before
 */
public record GeneticOperators(
        Selector<ChoiceGene, Fitness> parents, IntFunction<Alterer<ChoiceGene, Fitness>> variation) {
    // mutation finds most on NAS-Bench-Macro: with 300 trials 0.1 and less beat 0.5 and 0.9 for every population
    private static final double CROSSOVER_PROBABILITY = 0.1;

    /** NSGA-II's binary tournaments; uniform crossover with probability 0.1, then mutation. */
    public static GeneticOperators standard() {
        return new GeneticOperators(new BinaryTournamentSelector<>(), GeneticOperators::crossedAndMutated);
    }

    /** What {@code crossover.andThen(mutator)} does, without its stream, which adds a fifth to the time of the two. */
    private static Alterer<ChoiceGene, Fitness> crossedAndMutated(int changes) {
        var crossover = new ChoiceCrossover<Fitness>(CROSSOVER_PROBABILITY);
        var mutator = new ChoiceMutator<Fitness>(changes);
        return (parents, generation) ->
                mutator.alter(crossover.alter(parents, generation).population(), generation);
    }

    public GeneticOperators withParents(Selector<ChoiceGene, Fitness> other) {
        return new GeneticOperators(other, variation);
    }

    public GeneticOperators withVariation(IntFunction<Alterer<ChoiceGene, Fitness>> other) {
        return new GeneticOperators(parents, other);
    }
}

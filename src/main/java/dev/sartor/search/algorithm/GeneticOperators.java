package dev.sartor.search.algorithm;

import dev.sartor.search.genetic.BinaryTournamentSelector;
import dev.sartor.search.genetic.ChoiceCrossover;
import dev.sartor.search.genetic.ChoiceGene;
import dev.sartor.search.genetic.ChoiceMutator;
import io.jenetics.Alterer;
import io.jenetics.Selector;
import java.util.function.IntFunction;

/**
 * Selector and alterers of a genetic search, those of Jenetics or of the caller. Whatever they produce, a search evaluates only networks
 * within the limits, and each network once.
 *
 * @param parents   selects two parents for each attempt at a child
 * @param variation creates, for a number of genes to mutate, the alterer that makes a child from the parents. The number is 1 at
 *                  first, and larger after attempts whose networks were evaluated before. The first individual that the
 *                  alterer returns is the child
 */
public record GeneticOperators(
        Selector<ChoiceGene, Fitness> parents, IntFunction<Alterer<ChoiceGene, Fitness>> variation) {
    // with 300 trials on NAS-Bench-Macro, 0.1 and less are better than 0.5 and 0.9 for every population size
    private static final double CROSSOVER_PROBABILITY = 0.1;

    /** NSGA-II's binary tournaments; uniform crossover with probability 0.1, then mutation. */
    public static GeneticOperators standard() {
        return new GeneticOperators(new BinaryTournamentSelector<>(), GeneticOperators::crossoverAndMutation);
    }

    /** Does what {@code crossover.andThen(mutator)} does, but without the stream of {@code andThen}, which takes a fifth more time. */
    private static Alterer<ChoiceGene, Fitness> crossoverAndMutation(int changes) {
        var crossover = new ChoiceCrossover<Fitness>(CROSSOVER_PROBABILITY);
        var mutator = new ChoiceMutator<Fitness>(changes);
        return (parents, generation) ->
                mutator.alter(crossover.alter(parents, generation).population(), generation);
    }

    public GeneticOperators withParents(Selector<ChoiceGene, Fitness> selector) {
        return new GeneticOperators(selector, variation);
    }

    public GeneticOperators withVariation(IntFunction<Alterer<ChoiceGene, Fitness>> alterers) {
        return new GeneticOperators(parents, alterers);
    }
}

package dev.sartor.docs;

import dev.sartor.Cancellation;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.search.algorithm.Fitness;
import dev.sartor.search.algorithm.GeneticOperators;
import dev.sartor.search.algorithm.GenomeProblem;
import dev.sartor.search.genetic.ChoiceGene;
import dev.sartor.search.genetic.ChoiceMutator;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.Journal;
import dev.sartor.search.run.Search;
import dev.sartor.search.run.SearchListener;
import dev.sartor.search.run.SearchResult;
import dev.sartor.space.genome.Genome;
import io.jenetics.Phenotype;
import io.jenetics.TournamentSelector;
import io.jenetics.UniformCrossover;
import io.jenetics.engine.Engine;
import io.jenetics.ext.moea.MOEA;
import io.jenetics.ext.moea.NSGA2Selector;
import io.jenetics.ext.moea.UFTournamentSelector;
import io.jenetics.ext.moea.Vec;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** The snippets of {@code src/docs/jenetics.md}. */
final class JeneticsExample {
    private JeneticsExample() {}

    static SearchResult search(SearchProblem problem, AccuracySource accuracy, long seed) {
        // begin
        GeneticOperators operators = GeneticOperators.standard()
                .withParents(new TournamentSelector<>(3))
                .withVariation(changes -> new BlockSwapMutator<Fitness>().andThen(new ChoiceMutator<>(changes)));
        SearchResult result = new Search(
                        problem,
                        accuracy,
                        operators,
                        Budget.of(200),
                        seed,
                        Journal.NONE,
                        SearchListener.NONE,
                        System::nanoTime)
                .run(2, Cancellation.NEVER);
        // end
        return result;
    }

    static ISeq<Phenotype<ChoiceGene, Vec<double[]>>> evolve(
            SearchProblem problem, ToDoubleFunction<Genome> accuracy, long seed) {
        // begin
        Engine<ChoiceGene, Vec<double[]>> engine = Engine.builder(new GenomeProblem(problem, accuracy))
                .offspringSelector(UFTournamentSelector.ofVec())
                .survivorsSelector(NSGA2Selector.ofVec())
                .alterers(new UniformCrossover<>(0.2), new BlockSwapMutator<>(), new ChoiceMutator<>(1))
                .executor(Runnable::run)
                .build();
        ISeq<Phenotype<ChoiceGene, Vec<double[]>>> front = RandomRegistry.with(new SplittableRandom(seed))
                .call(() -> engine.stream().limit(50).collect(MOEA.toParetoSet()));
        // end
        return front;
    }
}

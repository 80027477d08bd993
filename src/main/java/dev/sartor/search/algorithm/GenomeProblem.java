package dev.sartor.search.algorithm;

import dev.sartor.search.genetic.ChoiceGene;
import dev.sartor.search.genetic.GenomeCodec;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.Objective;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.space.genome.Genome;
import io.jenetics.Optimize;
import io.jenetics.engine.Codec;
import io.jenetics.engine.Constraint;
import io.jenetics.ext.moea.Vec;
import io.jenetics.ext.moea.VecFactory;
import java.util.Collections;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Search problem for Jenetics engines that a caller sets up: {@code Engine.builder(new GenomeProblem(problem, accuracy))}.
 * Fitness is the vector of the objectives' values, each to be minimised (the engine itself stays at {@code Optimize.MAXIMUM}),
 * and the constraint keeps all individuals within the limits.
 *
 * @param problem  objectives, limits and costs
 * @param accuracy the accuracy or score of a canonical genome; called by several threads at once
 */
public record GenomeProblem(SearchProblem problem, ToDoubleFunction<Genome> accuracy)
        implements io.jenetics.engine.Problem<Genome, ChoiceGene, Vec<double[]>> {

    @Override
    public Function<Genome, Vec<double[]>> fitness() {
        VecFactory<double[]> vectors =
                VecFactory.ofDoubleVec(Collections.nCopies(problem.objectives().size(), Optimize.MINIMUM)
                        .toArray(Optimize[]::new));
        return genome -> {
            Candidate candidate = problem.candidate(genome);
            return vectors.newVec(Objective.toMinimise(
                    problem.objectives(), candidate.costs(), accuracy.applyAsDouble(candidate.genome())));
        };
    }

    @Override
    public Codec<Genome, ChoiceGene> codec() {
        var codec = new GenomeCodec(problem.space());
        return new LimitConstraint<>(problem, codec).constrain(codec);
    }

    @Override
    public Optional<Constraint<ChoiceGene, Vec<double[]>>> constraint() {
        return Optional.of(new LimitConstraint<>(problem, new GenomeCodec(problem.space())));
    }
}

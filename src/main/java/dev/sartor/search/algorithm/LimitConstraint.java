package dev.sartor.search.algorithm;

import dev.sartor.search.genetic.ChoiceGene;
import dev.sartor.search.genetic.GenomeChromosome;
import dev.sartor.search.genetic.GenomeCodec;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.sampling.DuplicateFilter;
import dev.sartor.search.sampling.FeasibleSampler;
import io.jenetics.Phenotype;
import io.jenetics.engine.Constraint;
import io.jenetics.util.RandomRegistry;

/**
 * Constraint for Jenetics that keeps individuals within the limits of a problem: an individual beyond a limit is replaced by a
 * random network within all of them ({@link FeasibleSampler}), or left as it is if none is found. Thread-safe.
 */
final class LimitConstraint<C extends Comparable<? super C>> implements Constraint<ChoiceGene, C> {
    private final SearchProblem problem;
    private final GenomeCodec codec;
    private final FeasibleSampler sampler;

    LimitConstraint(SearchProblem problem, GenomeCodec codec) {
        this.problem = problem;
        this.codec = codec;
        sampler = new FeasibleSampler(problem, () -> RandomRegistry.random().nextLong(), DuplicateFilter.none());
    }

    @Override
    public boolean test(Phenotype<ChoiceGene, C> individual) {
        return problem.allows(problem.units(GenomeChromosome.of(individual).genome()));
    }

    @Override
    public Phenotype<ChoiceGene, C> repair(Phenotype<ChoiceGene, C> individual, long generation) {
        // the engine repairs parents and offspring on two threads at the same time
        synchronized (sampler) {
            return sampler.draw()
                    .map(c -> Phenotype.<ChoiceGene, C>of(codec.encode(c.genome()), generation))
                    .orElse(individual);
        }
    }
}

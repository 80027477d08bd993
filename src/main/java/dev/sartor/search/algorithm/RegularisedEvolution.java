package dev.sartor.search.algorithm;

import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.genetic.ChoiceGene;
import dev.sartor.search.genetic.GenomeCodec;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.sampling.FeasibleSampler;
import io.jenetics.Optimize;
import io.jenetics.Phenotype;
import io.jenetics.TruncationSelector;
import io.jenetics.engine.Engine;
import io.jenetics.util.ISeq;
import io.jenetics.util.RandomRegistry;
import io.jenetics.util.Seq;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Regularised (ageing) evolution (Real, Aggarwal, Huang, Le: Regularized Evolution for Image Classifier Architecture
 * Search, AAAI 2019, arXiv 1802.01548) on Jenetics' engine: the fittest of a random sample of the population is mutated, and the
 * oldest individuals are removed, however fit they are. With several objectives fitness is NSGA-II's within the sample.
 */
final class RegularisedEvolution implements SearchStrategy {
    // the paper uses samples of 25 from a population of 100; here the population is smaller, for hundreds of trials
    // instead of 20,000
    private static final int POPULATION_PER_SAMPLE = 4;
    private static final int MIN_POPULATION = 16;
    private static final int NO_IMMIGRANTS = 0;
    private static final int ONE_PARENT = 1;
    private static final int TRIALS_PER_INDIVIDUAL = 10;

    private final FeasibleSampler sampler;
    private final EvolvingPopulation evolving;
    private final NovelOffspring novelOffspring;
    private final int population;
    private final int offspring;
    private int drawn;

    RegularisedEvolution(
            SearchProblem problem,
            FeasibleSampler sampler,
            Budget budget,
            GeneticOperators operators,
            RandomGenerator random) {
        this.sampler = sampler;
        var codec = new GenomeCodec(problem.space());
        evolving = new EvolvingPopulation(codec, random);
        novelOffspring = new NovelOffspring(problem, sampler, codec, operators.withParents(this::fittestOfSample));
        population = Math.max(MIN_POPULATION, budget.initialTrials() / TRIALS_PER_INDIVIDUAL);
        offspring = budget.offspring();
    }

    @Override
    public List<Proposal> ask(int maxFeasible) {
        // a steady-state search may ask for more than a population before it knows the first score
        int missing = evolving.individuals().isEmpty() ? population : population - drawn;
        if (missing > 0) {
            int count = Math.min(maxFeasible, missing);
            drawn += count;
            return RandomSearch.draw(sampler, count);
        }
        return evolving.evolve(engine(Math.min(maxFeasible, offspring)));
    }

    private Engine<ChoiceGene, Fitness> engine(int children) {
        return evolving.engine(Seq::asISeq, population, children)
                .survivorsSelector((all, _, _) -> all.asISeq())
                .offspringSelector((all, _, _) -> all.asISeq())
                .alterers((all, generation) -> novelOffspring.create(all, generation, children, NO_IMMIGRANTS))
                .build();
    }

    /** Selects one parent, whatever the count: the fittest of a random sample. */
    private ISeq<Phenotype<ChoiceGene, Fitness>> fittestOfSample(
            Seq<Phenotype<ChoiceGene, Fitness>> all, int count, Optimize optimize) {
        RandomGenerator random = RandomRegistry.random();
        ISeq<Phenotype<ChoiceGene, Fitness>> sample =
                ISeq.of(() -> all.get(random.nextInt(all.length())), population / POPULATION_PER_SAMPLE);
        return new TruncationSelector<ChoiceGene, Fitness>()
                .select(new RankingEvaluator().eval(sample), ONE_PARENT, optimize);
    }

    @Override
    public void tell(List<EvaluatedCandidate> evaluated) {
        evolving.add(evaluated.stream().filter(EvaluatedCandidate::feasible).toList());
        evolving.keepLast(population);
    }
}

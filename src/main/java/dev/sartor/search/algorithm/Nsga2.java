package dev.sartor.search.algorithm;

import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.genetic.ChoiceGene;
import dev.sartor.search.genetic.GenomeChromosome;
import dev.sartor.search.genetic.GenomeCodec;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.sampling.FeasibleSampler;
import io.jenetics.AltererResult;
import io.jenetics.Optimize;
import io.jenetics.Phenotype;
import io.jenetics.TruncationSelector;
import io.jenetics.engine.Engine;
import io.jenetics.util.ISeq;
import io.jenetics.util.Seq;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * NSGA-II (Deb et al., IEEE TEC 6(2), 2002) over genomes on Jenetics' engine: parents and children are ranked together and the
 * fittest are the next parents (mu + lambda), with Deb's constrained dominance for the limits and binary tournaments for the
 * parents. Beside this standard form, some parents are the most accurate networks so far ({@link AccuracyArchive}), random
 * immigrants join the children when the parents are all neighbours of one network, and no network is proposed twice
 * ({@link NovelOffspring}).
 */
final class Nsga2 implements SearchStrategy {
    /** Genes in which consecutive parents differ on average: two mutants of one network differ in two genes at most. */
    private static final int MIN_MEAN_DIFFERENCES = 2;
    /** If the population has collapsed, one of this many children, on average, is replaced by a random network. */
    private static final int CHILDREN_PER_IMMIGRANT = 16;

    private static final int NO_RANDOMS = 0;
    private static final int ONE_CHILD = 1;

    private final FeasibleSampler sampler;
    private final int population;
    private final int offspring;
    private final RandomGenerator random;
    private final RankingEvaluator evaluator = new RankingEvaluator();
    private final EvolvingPopulation evolving;
    private final AccuracyArchive archive;
    private final NovelOffspring novelOffspring;
    private int randomsLeft;

    /**
     * @param population parents that survive a generation (mu)
     * @param offspring  children of a generation (lambda)
     * @param randoms    number of networks that are random, even if scores are known already
     */
    private Nsga2(
            SearchProblem problem,
            FeasibleSampler sampler,
            int population,
            int offspring,
            int randoms,
            GeneticOperators operators,
            RandomGenerator random) {
        this.sampler = sampler;
        this.population = population;
        this.offspring = offspring;
        randomsLeft = randoms;
        this.random = random;
        var codec = new GenomeCodec(problem.space());
        evolving = new EvolvingPopulation(codec, random);
        archive = new AccuracyArchive(problem.scoreObjectiveIndex(), operators.parents());
        novelOffspring = new NovelOffspring(problem, sampler, codec, operators.withParents(archive));
    }

    /** A search by generations. The first generation has at most {@code population} random networks. */
    static Nsga2 ofGenerations(
            SearchProblem problem,
            FeasibleSampler sampler,
            int population,
            int offspring,
            GeneticOperators operators,
            RandomGenerator random) {
        return new Nsga2(problem, sampler, population, offspring, NO_RANDOMS, operators, random);
    }

    /** A steady-state search, which proposes one network at a time. The first {@code population} of them are random. */
    static Nsga2 ofSteadyState(
            SearchProblem problem,
            FeasibleSampler sampler,
            int population,
            GeneticOperators operators,
            RandomGenerator random) {
        return new Nsga2(problem, sampler, population, ONE_CHILD, population, operators, random);
    }

    @Override
    public List<Proposal> ask(int maxFeasible) {
        if (randomsLeft > 0 || evolving.individuals().isEmpty()) {
            randomsLeft -= maxFeasible;
            return RandomSearch.draw(sampler, Math.min(maxFeasible, population));
        }
        return evolving.evolve(engine(Math.min(maxFeasible, offspring)));
    }

    private Engine<ChoiceGene, Fitness> engine(int children) {
        return evolving.engine(evaluator, population, children)
                .survivorsSelector(this::fittest)
                .offspringSelector((all, _, optimize) -> fittest(all, population, optimize))
                .alterers((parents, generation) -> offspring(parents, generation, children))
                .build();
    }

    /** The fittest individuals, at most {@code count}: Jenetics' selector would repeat individuals if there are fewer. */
    private ISeq<Phenotype<ChoiceGene, Fitness>> fittest(
            Seq<Phenotype<ChoiceGene, Fitness>> all, int count, Optimize optimize) {
        return new TruncationSelector<ChoiceGene, Fitness>().select(all, Math.min(count, all.length()), optimize);
    }

    private AltererResult<ChoiceGene, Fitness> offspring(
            Seq<Phenotype<ChoiceGene, Fitness>> parents, long generation, int count) {
        int immigrants = isCollapsed(parents)
                ? (int) IntStream.range(0, count)
                        .filter(_ -> random.nextInt(CHILDREN_PER_IMMIGRANT) == 0)
                        .count()
                : 0;
        return novelOffspring.create(parents, generation, count - immigrants, immigrants);
    }

    /** Whether the population lost its diversity: on average, consecutive parents differ like neighbours of one network. */
    private static boolean isCollapsed(Seq<Phenotype<ChoiceGene, Fitness>> parents) {
        int differences = 0;
        for (int i = 1; i < parents.length(); i++) {
            differences += GenomeChromosome.of(parents.get(i - 1))
                    .genome()
                    .hammingDistance(GenomeChromosome.of(parents.get(i)).genome());
        }
        return differences < MIN_MEAN_DIFFERENCES * (parents.length() - 1);
    }

    @Override
    public void tell(List<EvaluatedCandidate> evaluated) {
        archive.add(evolving.add(evaluated));
    }

    /** The parents of the next generation, the fittest first. */
    List<EvaluatedCandidate> parents() {
        return fittest(evaluator.eval(evolving.individuals()), population, Optimize.MAXIMUM)
                .map(p -> p.fitness().evaluated())
                .asList();
    }
}

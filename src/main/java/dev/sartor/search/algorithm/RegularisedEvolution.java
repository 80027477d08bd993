package dev.sartor.search.algorithm;

import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.Ranking;
import dev.sartor.search.genetic.GenomeVariation;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.sampling.FeasibleSampler;
import dev.sartor.space.genome.Genome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Regularised (ageing) evolution (Real, Aggarwal, Huang, Le: Regularized Evolution for Image Classifier Architecture
 * Search, AAAI 2019, arXiv 1802.01548): the best of a random sample of the living is mutated, and the oldest die, however
 * good. With several objectives the best of a sample is the first in NSGA-II's order of the sample.
 */
final class RegularisedEvolution implements SearchStrategy {
    // the paper's: 25 of 100; the living are fewer here, where a search spends hundreds of trials and not 20,000
    private static final int LIVING_PER_SAMPLE = 4;
    private static final int LEAST_LIVING = 16;
    private static final int TRIALS_PER_LIVING = 10;

    private final FeasibleSampler sampling;
    private final OffspringGenerator breeding;
    private final GenomeVariation variation;
    private final int living;
    private final int offspring;
    private final RandomGenerator random;
    private final Deque<EvaluatedCandidate> byAge = new ArrayDeque<>();

    RegularisedEvolution(SearchProblem problem, FeasibleSampler sampling, Budget budget, RandomGenerator random) {
        this.sampling = sampling;
        this.random = random;
        breeding = new OffspringGenerator(problem, sampling);
        variation = new GenomeVariation(problem.space());
        living = Math.max(LEAST_LIVING, budget.trials() / TRIALS_PER_LIVING);
        offspring = budget.offspring();
    }

    @Override
    public List<Proposal> propose(int most) {
        if (byAge.size() < living) {
            return RandomSearch.draw(sampling, Math.min(most, living - byAge.size()));
        }
        List<EvaluatedCandidate> all = List.copyOf(byAge);
        return breeding.litter(Math.min(most, offspring), changes -> variation.mutant(parent(all), changes, random));
    }

    @Override
    public void learn(List<EvaluatedCandidate> rated) {
        rated.stream().filter(r -> r.candidate().feasible()).forEach(byAge::addLast);
        while (byAge.size() > living) {
            byAge.removeFirst();
        }
    }

    private Genome parent(List<EvaluatedCandidate> all) {
        List<EvaluatedCandidate> sample = IntStream.range(0, living / LIVING_PER_SAMPLE)
                .mapToObj(_ -> all.get(random.nextInt(all.size())))
                .toList();
        return new Ranking<>(sample).best(1).member(0).candidate().genome();
    }
}

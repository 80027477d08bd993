package dev.sartor.search.algorithm;

import dev.sartor.accuracy.predictor.ScorePredictor;
import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.problem.Candidate;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.sampling.DuplicateFilter;
import dev.sartor.search.sampling.FeasibleSampler;
import dev.sartor.space.genome.Genome;
import java.util.List;
import java.util.SplittableRandom;

/** One independent population of an {@link Exploration}: NSGA-II with predicted scores. */
final class Island {
    private static final int POPULATION = 48;
    private static final int OFFSPRING = 48;
    /** Networks that are recognised if they are proposed again. */
    private static final int REMEMBERED_NETWORKS = 1 << 14;

    private final SearchProblem problem;
    private final ScorePredictor predictor;
    private final Nsga2 strategy;
    private long candidates;

    Island(SearchProblem problem, ScorePredictor predictor, long seed) {
        this.problem = problem;
        this.predictor = predictor;
        var random = new SplittableRandom(seed);
        FeasibleSampler sampler = new FeasibleSampler(problem, random, DuplicateFilter.bounded(REMEMBERED_NETWORKS));
        strategy = Nsga2.ofGenerations(problem, sampler, POPULATION, OFFSPRING, GeneticOperators.standard(), random);
    }

    /** Evolves until {@code count} more candidates within the limits were considered, or no new one is found. */
    Island explore(long count) {
        long end = candidates + count;
        while (candidates < end) {
            List<Proposal> proposals = strategy.ask((int) Math.min(end - candidates, POPULATION));
            List<Candidate> feasible = proposals.stream()
                    .map(Proposal::candidate)
                    .filter(Candidate::feasible)
                    .toList();
            if (feasible.isEmpty()) {
                break;
            }
            candidates += feasible.size();
            strategy.tell(evaluate(feasible));
        }
        return this;
    }

    private List<EvaluatedCandidate> evaluate(List<Candidate> candidates) {
        List<Genome> genomes = candidates.stream().map(Candidate::genome).toList();
        double[] predicted = new double[genomes.size()];
        predictor.predict(genomes, predicted);
        EvaluatedCandidate[] evaluated = new EvaluatedCandidate[predicted.length];
        for (int i = 0; i < evaluated.length; i++) {
            evaluated[i] = EvaluatedCandidate.of(problem, candidates.get(i), predicted[i]);
        }
        return List.of(evaluated);
    }

    /** Number of candidates within the limits that were considered. */
    long candidates() {
        return candidates;
    }

    /** The individuals of the last generation. */
    List<EvaluatedCandidate> population() {
        return strategy.parents();
    }
}

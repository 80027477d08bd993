package dev.sartor.search;

import dev.sartor.accuracy.PredictedMerits;
import dev.sartor.space.Genome;
import java.util.List;
import java.util.SplittableRandom;

/** One population of an {@link Exploration}: NSGA-II with merits that are predicted. */
final class Island {
    private static final int POPULATION = 48;
    private static final int OFFSPRING = 48;
    private static final int REMEMBERED = 1 << 14;

    private final Problem problem;
    private final PredictedMerits merits;
    private final Nsga2 strategy;
    private long candidates;

    Island(Problem problem, PredictedMerits merits, long seed) {
        this.problem = problem;
        this.merits = merits;
        var random = new SplittableRandom(seed);
        Sampling sampling = new Sampling(problem, random, Novelty.recent(REMEMBERED));
        strategy = new Nsga2(problem, sampling, POPULATION, OFFSPRING, GeneticOperators.standard(), random);
    }

    /** Breeds until so many more candidates within the limits were looked at, or no new one is found. */
    Island explore(long more) {
        long end = candidates + more;
        while (candidates < end) {
            List<Proposal> proposals = strategy.propose((int) Math.min(end - candidates, POPULATION));
            List<Candidate> within = proposals.stream().map(Proposal::candidate).filter(Candidate::feasible).toList();
            if (within.isEmpty()) {
                break;
            }
            candidates += within.size();
            strategy.learn(rated(within));
        }
        return this;
    }

    private List<Rated> rated(List<Candidate> candidates) {
        List<Genome> genomes = candidates.stream().map(Candidate::genome).toList();
        double[] predicted = new double[genomes.size()];
        merits.predict(genomes, predicted);
        Rated[] rated = new Rated[predicted.length];
        for (int i = 0; i < rated.length; i++) {
            rated[i] = Rated.of(problem, candidates.get(i), predicted[i]);
        }
        return List.of(rated);
    }

    /** Candidates within the limits that were looked at. */
    long candidates() {
        return candidates;
    }

    /** The population that survived. */
    List<Rated> survivors() {
        return strategy.parents();
    }
}

package dev.sartor.search.algorithm;

import dev.sartor.accuracy.predictor.ScorePredictor;
import dev.sartor.search.front.EvaluatedCandidate;
import dev.sartor.search.front.Ranking;
import dev.sartor.search.problem.SearchProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/**
 * Looks at millions of candidates whose merits are predicted: several populations of NSGA-II that know nothing of each
 * other, so that threads never wait for each other and the result does not depend on how many there are. Memory does not
 * grow with the number of candidates.
 */
final class Exploration {
    private static final int ISLANDS = 4;

    private final List<Island> islands = new ArrayList<>();
    private final int threads;

    /** @param threads at once; the result does not depend on them */
    Exploration(SearchProblem problem, ScorePredictor merits, long seed, int threads) {
        this.threads = Math.min(threads, ISLANDS);
        RandomGenerator seeds = new SplittableRandom(seed);
        for (int i = 0; i < ISLANDS; i++) {
            islands.add(new Island(problem, merits, seeds.nextLong()));
        }
    }

    /**
     * Explores on.
     *
     * @param candidates within the limits, about; fewer where no new one is found
     * @throws InterruptedException if the thread was interrupted; nothing is to be asked of the exploration then
     */
    void explore(long candidates) throws InterruptedException {
        List<Callable<Island>> tasks = islands.stream()
                .<Callable<Island>>map(island -> () -> island.explore(candidates / ISLANDS))
                .toList();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (Future<Island> future : pool.invokeAll(tasks)) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    /** Candidates within the limits that were looked at. */
    long candidates() {
        return islands.stream().mapToLong(Island::candidates).sum();
    }

    /** Those that survived, each network once, the best first. */
    List<EvaluatedCandidate> survivors() {
        Map<String, EvaluatedCandidate> distinct = new LinkedHashMap<>();
        islands.stream()
                .flatMap(i -> i.survivors().stream())
                .forEach(r -> distinct.putIfAbsent(r.candidate().key(), r));
        return new Ranking<>(List.copyOf(distinct.values()))
                .best(distinct.size())
                .members();
    }
}

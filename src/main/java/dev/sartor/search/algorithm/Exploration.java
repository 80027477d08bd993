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
 * Search over millions of candidates with predicted scores: several independent populations of NSGA-II ({@link Island}), so that
 * threads never wait for each other and the result does not depend on their number. Memory does not grow with the number of
 * candidates.
 */
final class Exploration {
    private static final int ISLANDS = 4;

    private final List<Island> islands = new ArrayList<>();
    private final int threads;

    /** @param threads number of threads; the result does not depend on it */
    Exploration(SearchProblem problem, ScorePredictor predictor, long seed, int threads) {
        this.threads = Math.min(threads, ISLANDS);
        RandomGenerator seeds = new SplittableRandom(seed);
        for (int i = 0; i < ISLANDS; i++) {
            islands.add(new Island(problem, predictor, seeds.nextLong()));
        }
    }

    /**
     * Continues the exploration.
     *
     * @param candidates approximate number of candidates within the limits to consider; fewer if no new one is found
     * @throws InterruptedException if the thread was interrupted; the exploration must then not be used again
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

    /** Number of candidates within the limits that were considered. */
    long candidates() {
        return islands.stream().mapToLong(Island::candidates).sum();
    }

    /** The individuals of all populations, each network once, the best first. */
    List<EvaluatedCandidate> population() {
        Map<String, EvaluatedCandidate> distinct = new LinkedHashMap<>();
        islands.stream()
                .flatMap(i -> i.population().stream())
                .forEach(r -> distinct.putIfAbsent(r.candidate().key(), r));
        return new Ranking<>(List.copyOf(distinct.values()))
                .best(distinct.size())
                .solutions();
    }
}

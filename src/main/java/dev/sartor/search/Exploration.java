package dev.sartor.search;

import dev.sartor.space.Genome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
 * Looks at millions of candidates whose accuracies are predicted: several populations of NSGA-II that know nothing of each
 * other, so that threads never wait for each other and the result does not depend on how many there are. Memory does not
 * grow with the number of candidates.
 */
public final class Exploration {
    private static final int ISLANDS = 4;

    /** A network that no other found beats. */
    public record Found(Genome genome, Costs costs, double[] toMinimise) {
    }

    /**
     * What was found.
     *
     * @param candidates networks within the limits that were bred or drawn
     * @param front      none of them dominated by another
     */
    public record Result(long candidates, List<Found> front) {
    }

    private final Problem problem;
    private final PredictedAccuracy accuracy;

    public Exploration(Problem problem, PredictedAccuracy accuracy) {
        this.problem = problem;
        this.accuracy = accuracy;
    }

    /**
     * Explores.
     *
     * @param candidates within the limits, about
     * @param threads    at once; the result does not depend on them
     * @throws InterruptedException if the thread was interrupted
     */
    public Result explore(long candidates, long seed, int threads) throws InterruptedException {
        RandomGenerator seeds = new SplittableRandom(seed);
        List<Callable<Island>> tasks = new ArrayList<>();
        for (int i = 0; i < ISLANDS; i++) {
            Island island = new Island(problem, accuracy, seeds.nextLong());
            tasks.add(() -> island.explore(candidates / ISLANDS));
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, ISLANDS))) {
            List<Island> explored = new ArrayList<>();
            for (Future<Island> future : pool.invokeAll(tasks)) {
                explored.add(future.get());
            }
            return result(explored);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Result result(List<Island> islands) {
        Map<String, Rated> distinct = new HashMap<>();
        islands.stream().flatMap(i -> i.survivors().stream()).forEach(r -> distinct.putIfAbsent(r.candidate().key(), r));
        List<Found> front = distinct.values().stream()
                .filter(r -> distinct.values().stream().noneMatch(other -> other.dominance(r) > 0))
                .map(r -> new Found(r.candidate().genome(), r.candidate().costs(), r.toMinimise()))
                .sorted((a, b) -> Arrays.compare(a.toMinimise(), b.toMinimise())).toList();
        return new Result(islands.stream().mapToLong(Island::candidates).sum(), front);
    }
}

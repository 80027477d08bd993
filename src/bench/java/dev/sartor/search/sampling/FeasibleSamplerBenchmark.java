package dev.sartor.search.sampling;

import dev.sartor.search.problem.Cost;
import dev.sartor.search.problem.CostModel;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Benchmark of the time to sample the first hundred networks within limits that about one network in a million satisfies.
 * The share is counted over ten million uniform draws. It has no arguments.
 */
public final class FeasibleSamplerBenchmark {
    private static final int UNIFORM_DRAWS = 10_000_000;
    private static final int SAMPLES = 100;
    /** Limit on MACs, in multiples of the smallest network's, that one network in a million satisfies. */
    private static final double MACS_FACTOR = 1.22;
    /** The same for limits on MACs, parameters and memory at once. */
    private static final double ALL_COSTS_FACTOR = 1.3;

    private FeasibleSamplerBenchmark() {}

    public static void main(String[] args) {
        SearchSpace space = SpaceFile.find("mobilenet-v2-like");
        var model = CostModel.withoutTables(space);
        for (List<Cost> costs : List.of(
                List.<Cost>of(new Cost.Macs()), List.<Cost>of(new Cost.Macs(), new Cost.Params(), new Cost.Memory()))) {
            measure(space, model, costs, costs.size() == 1 ? MACS_FACTOR : ALL_COSTS_FACTOR);
        }
    }

    private static void measure(SearchSpace space, CostModel model, List<Cost> costs, double factor) {
        List<Limit> limits = costs.stream()
                .map(c -> new Limit(c, model.minimum(c).value() * factor))
                .toList();
        SearchProblem problem =
                new SearchProblem(space, model, SearchProblem.defaultObjectivesWithoutLatency(), limits);
        long start = System.nanoTime();
        var sampler = new FeasibleSampler(problem, new SplittableRandom(1));
        for (int i = 0; i < SAMPLES; i++) {
            sampler.draw().orElseThrow();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        var random = new SplittableRandom(2);
        int within = 0;
        for (int i = 0; i < UNIFORM_DRAWS; i++) {
            within += problem.candidate(space.sample(random)).feasible() ? 1 : 0;
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %d of %d uniform draws satisfy these limits; the first %d networks within them took %.2f s%n",
                String.join(", ", limits.stream().map(Limit::text).toList()),
                within,
                UNIFORM_DRAWS,
                SAMPLES,
                seconds);
    }
}

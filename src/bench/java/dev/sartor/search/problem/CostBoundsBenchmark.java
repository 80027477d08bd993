package dev.sartor.search.problem;

import dev.sartor.latency.prediction.MissingUnitPolicy;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.latency.table.LatencyTables;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.bounds.Bounds.Bound;
import dev.sartor.space.file.SpaceFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Benchmark of the time to compute exact bounds of costs under several limits. In each case latency, MACs, parameters and memory are
 * limited to a random share, between 2 % and 90 %, of their range (the logarithm of the share is uniform). Then the minimum and maximum of each cost within the other limits are
 * computed, and it must be proven that no network satisfies a limit a millionth below the minimum.
 *
 * <p>Arguments: {@code CASES SPACE TABLE…}. There are CASES random cases for SPACE; each TABLE is the name of a latency table.
 */
public final class CostBoundsBenchmark {
    private static final double MIN_SHARE = 0.02;
    private static final double MAX_SHARE = 0.9;
    private static final double BELOW_MINIMUM = 1e-6;

    /** Number of computations of one kind, their times, and the number that were not proven exact. */
    private static final class Tally {
        private final List<Double> seconds = new ArrayList<>();
        private int unproven;

        @Override
        public String toString() {
            double[] sorted = seconds.stream().mapToDouble(s -> s).sorted().toArray();
            return String.format(
                    Locale.ROOT,
                    "%d computed, %d unproven, median %.3f s, longest %.3f s",
                    sorted.length,
                    unproven,
                    sorted[sorted.length / 2],
                    sorted[sorted.length - 1]);
        }
    }

    private final CostModel model;
    private final Map<String, Tally> tallies = new TreeMap<>();

    private CostBoundsBenchmark(CostModel model) {
        this.model = model;
    }

    public static void main(String[] args) {
        SearchSpace space = SpaceFile.find(args[1]);
        List<LatencyTable> tables = Arrays.stream(args)
                .skip(2)
                .map(t -> LatencyTableFile.read(LatencyTables.FOLDER.resolve(t + ".csv")))
                .toList();
        var benchmark = new CostBoundsBenchmark(CostModel.of(space, tables, MissingUnitPolicy.REFUSE));
        for (int seed = 0; seed < Integer.parseInt(args[0]); seed++) {
            benchmark.run(new SplittableRandom(seed));
        }
        benchmark.tallies.forEach((computation, tally) -> System.out.println(computation + ": " + tally));
    }

    /** Chooses limits at random and times the computations within them. */
    private void run(SplittableRandom random) {
        List<Limit> limits = new ArrayList<>();
        Stream<Cost> latency = model.tables().isEmpty() ? Stream.of() : Stream.of(new Cost.Latency(Optional.empty()));
        for (Cost cost : Stream.concat(latency, Stream.of(new Cost.Macs(), new Cost.Params(), new Cost.Memory()))
                .toList()) {
            double minimum = model.minimum(cost).value();
            double share = MIN_SHARE * Math.pow(MAX_SHARE / MIN_SHARE, random.nextDouble());
            limits.add(new Limit(cost, minimum + share * (model.maximum(cost).value() - minimum)));
        }
        for (Limit limit : limits) {
            List<Limit> others = new ArrayList<>(limits);
            others.remove(limit);
            CostBounds within = timed(
                    "feasibility",
                    () -> model.within(others),
                    w -> w.isInfeasible() || w.feasibleGenome().isPresent());
            if (within.feasibleGenome().isPresent()) {
                Bound minimum =
                        timed("minimum", () -> within.minimum(limit.cost()).orElseThrow(), Bound::isExact);
                timed("maximum", () -> within.maximum(limit.cost()).orElseThrow(), Bound::isExact);
                others.add(new Limit(limit.cost(), minimum.value() * (1 - BELOW_MINIMUM)));
                timed("refusal", () -> model.within(others), CostBounds::isInfeasible);
            }
        }
    }

    /** Times a computation and notes whether its result is proven. */
    private <T> T timed(String computation, Supplier<T> work, Predicate<T> proven) {
        long start = System.nanoTime();
        T result = work.get();
        Tally tally = tallies.computeIfAbsent(computation, _ -> new Tally());
        tally.seconds.add((System.nanoTime() - start) / 1e9);
        tally.unproven += proven.test(result) ? 0 : 1;
        return result;
    }
}

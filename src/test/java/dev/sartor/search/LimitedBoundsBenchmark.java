package dev.sartor.search;

import dev.sartor.latency.LatencyTable;
import dev.sartor.latency.LatencyTables;
import dev.sartor.latency.MissingUnits;
import dev.sartor.space.Bounds.Bound;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.SpaceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How long exact bounds under limits that are held together take: {@code LimitedBoundsBenchmark SPACE TABLE}. Limits a share
 * of the way from the least to the greatest of latency, MACs, parameters and memory; then each cost's bounds within them.
 */
public final class LimitedBoundsBenchmark {
    private static final double[] SHARES = {0.02, 0.1, 0.3, 0.5};

    private LimitedBoundsBenchmark() {
    }

    public static void main(String[] args) {
        SearchSpace space = SpaceFile.named(args[0]);
        var table = LatencyTable.read(LatencyTables.FOLDER.resolve(args[1] + ".csv"));
        var model = CostModel.of(space, List.of(table), MissingUnits.REFUSE);
        List<Cost> costs = List.of(new Cost.Latency(Optional.empty()), new Cost.Macs(), new Cost.Params(), new Cost.Memory());
        for (double share : SHARES) {
            List<Limit> limits = new ArrayList<>();
            for (Cost cost : costs) {
                double least = model.least(cost).value();
                limits.add(new Limit(cost, least + share * (model.greatest(cost).value() - least)));
            }
            conflicting(model, limits, costs, share);
        }
    }

    /** Within those limits, and with each of them just below and just above what the others leave. */
    private static void conflicting(CostModel model, List<Limit> limits, List<Cost> costs, double share) {
        long start = System.nanoTime();
        CostBounds within = model.within(limits);
        System.out.printf(Locale.ROOT, "share %.2f: %s in %.3f s%n", share, within.impossible() ? "impossible" : within.witness().isPresent() ? "possible" : "UNDECIDED", seconds(start));
        for (int l = 0; l < limits.size(); l++) {
            List<Limit> others = new ArrayList<>(limits);
            others.remove(l);
            Cost cost = costs.get(l);
            if (model.within(others).witness().isEmpty()) {
                continue;
            }
            start = System.nanoTime();
            Bound least = model.within(others).least(cost).orElseThrow();
            double leastSeconds = seconds(start);
            start = System.nanoTime();
            Bound greatest = model.within(others).greatest(cost).orElseThrow();
            double greatestSeconds = seconds(start);
            start = System.nanoTime();
            others.add(new Limit(cost, least.value() * (1 - 1e-6)));
            CostBounds conflict = model.within(others);
            System.out.printf(Locale.ROOT, "  %-8s least %.6g (proven %.6g) %.3f s, greatest %.6g (proven %.6g) %.3f s, a millionth less %s %.3f s%n", cost.text(),
                    least.value(), least.proven(), leastSeconds, greatest.value(), greatest.proven(), greatestSeconds,
                    conflict.impossible() ? "refused" : conflict.witness().isPresent() ? "HELD" : "UNDECIDED", seconds(start));
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}

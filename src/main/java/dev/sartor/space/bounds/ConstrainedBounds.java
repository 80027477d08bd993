package dev.sartor.space.bounds;

import dev.sartor.space.SearchSpace;
import dev.sartor.space.bounds.Bounds.Bound;
import dev.sartor.space.bounds.Bounds.End;
import dev.sartor.space.bounds.Bounds.Total;
import dev.sartor.space.bounds.StateGraph.Arc;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.Unit;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Exact bounds over the networks of a space that hold several ceilings together, with a network that attains each: a
 * {@link LagrangianRelaxation} says what no network is below, and {@link LabelSetting} close what is left between that and the best one found.
 * At most 16,384 labels of a state are followed, about 100 bytes each. Should more be left, the bound says so: its network is
 * the best one found, and what is {@link Bound#proven} lies beyond it.
 */
public final class ConstrainedBounds {
    /** Labels followed of a state: a narrow pass finds a network that makes the next one short. */
    private static final int[] WIDTHS = {16, 512, 4096, 16_384};

    private static final int WIDEST = WIDTHS.length - 1;
    private static final double FILLED = 1e-3;

    private final SearchSpace space;
    private final List<Unit> units;
    private final List<CostLimit> ceilings;
    private final int[] widths;
    private final StateGraph graph;
    private final List<AdditiveCost> below;
    private final Solved witness;

    /** A network's way, if any was found, and what is proven of all. */
    private record Solved(Optional<List<Arc>> way, double proven) {}

    public ConstrainedBounds(SearchSpace space, List<CostLimit> ceilings) {
        this(space, ceilings, WIDTHS);
    }

    ConstrainedBounds(SearchSpace space, List<CostLimit> ceilings, int... widths) {
        this.space = space;
        this.widths = widths;
        this.ceilings = List.copyOf(ceilings);
        units = space.unitGraph().units();
        graph = new StateGraph(space).without(this::forbidden);
        below = ceilings.stream()
                .filter(c -> c.total() == Total.SUM)
                .map(c -> AdditiveCost.of(c.cost()).relative(c.most(), scale(c.most())))
                .toList();
        witness = held();
    }

    /** A canonical genome whose network holds every ceiling, if one was found. */
    public Optional<Genome> witness() {
        return witness.way().map(graph::genome);
    }

    /** Another one, at the edge of what the ceilings allow: the least by random costs of the units, or nearly. */
    public Optional<Genome> witness(RandomGenerator random) {
        Map<Unit, Double> costs = new IdentityHashMap<>();
        units.forEach(u -> costs.put(u, random.nextDouble()));
        return witness.way()
                .map(found ->
                        least(List.of(AdditiveCost.of(costs::get)), found, 1).genome());
    }

    /** Whether it is proven that no network holds every ceiling. */
    public boolean impossible() {
        return witness.way().isEmpty() && witness.proven() >= MinimaxProblem.ROUNDING;
    }

    /** The least of what is the greatest of several sums in each network; empty where no network was found. */
    public Optional<Bound> least(List<AdditiveCost> greatestOf) {
        return witness.way().map(found -> least(greatestOf, found, widths.length));
    }

    private Bound least(List<AdditiveCost> greatestOf, List<Arc> found, int passes) {
        double scale = scale(greatest(greatestOf, found));
        MinimaxProblem aims = MinimaxProblem.of(
                units, greatestOf.stream().map(s -> s.relative(0, scale)).toList(), below);
        Solved solved =
                solve(aims, new Incumbent(aims, greatest(greatestOf, found) / scale, Double.NEGATIVE_INFINITY), passes);
        List<Arc> way = solved.way().orElse(found);
        return new Bound(greatest(greatestOf, way), graph.genome(way), solved.proven() * scale);
    }

    /** The greatest that any of several sums can be; empty where no network was found. */
    public Optional<Bound> greatest(List<AdditiveCost> any) {
        return greatest(any, Double.POSITIVE_INFINITY);
    }

    /**
     * The same where the ceilings themselves hold these sums below something. To fill that to the last grain is a riddle
     * (subset sum) that nobody asks: a network within {@link #FILLED} of it is good enough, and the widest pass is not tried.
     *
     * @param ceiling that no sum is above
     */
    public Optional<Bound> greatest(List<AdditiveCost> any, double ceiling) {
        return witness.way().map(found -> {
            List<Arc> way = found;
            double value = greatest(any, found);
            double proven = value;
            for (AdditiveCost sum : any) {
                double scale = scale(value);
                MinimaxProblem aims =
                        MinimaxProblem.of(units, List.of(sum.negated().relative(0, scale)), below);
                Solved solved = solve(
                        aims,
                        new Incumbent(aims, -value / scale, -ceiling * (1 - FILLED) / scale),
                        Double.isFinite(ceiling) ? Math.min(widths.length, WIDEST) : widths.length);
                way = solved.way().orElse(way);
                value = greatest(any, way);
                proven = Math.max(proven, -solved.proven() * scale);
            }
            return new Bound(value, graph.genome(way), Math.max(value, Math.min(proven, ceiling)));
        });
    }

    /**
     * The least or the greatest that a peak can be; empty where no network was found. Tries which of the units' peaks can be
     * held, or reached, under the same ceilings.
     */
    public Optional<Bound> peak(ToDoubleFunction<Unit> cost, End end) {
        double[] peaks = units.stream()
                .mapToDouble(cost)
                .map(p -> end == End.LEAST ? p : -p)
                .sorted()
                .distinct()
                .map(Math::abs)
                .toArray();
        Optional<ConstrainedBounds> best = Optional.empty();
        int from = 0;
        int proven = 0;
        for (int to = peaks.length; from < to; ) {
            int middle = (from + to) / 2;
            var there = new ConstrainedBounds(space, with(peakOf(cost, end, peaks[middle])), widths);
            if (there.witness().isPresent()) {
                best = Optional.of(there);
                to = middle;
            } else {
                from = middle + 1;
                proven = there.impossible() ? from : proven;
            }
        }
        double beyond = peaks[Math.min(proven, peaks.length - 1)];
        return best.flatMap(b -> b.witness.way())
                .map(way -> new Bound(
                        way.stream()
                                .filter(Arc::hasUnit)
                                .mapToDouble(a -> cost.applyAsDouble(units.get(a.unit())))
                                .max()
                                .orElseThrow(),
                        graph.genome(way),
                        beyond));
    }

    /** Of networks whose peak is at most, or at least, so much. */
    private static CostLimit peakOf(ToDoubleFunction<Unit> cost, End end, double peak) {
        return switch (end) {
            case LEAST -> new CostLimit(Total.MAX, cost, peak);
            case GREATEST -> new CostLimit(Total.SUM, u -> cost.applyAsDouble(u) >= peak ? -1 : 0, -1);
        };
    }

    private List<CostLimit> with(CostLimit ceiling) {
        return Stream.concat(ceilings.stream(), Stream.of(ceiling)).toList();
    }

    private boolean forbidden(int unit) {
        return ceilings.stream()
                .anyMatch(c -> c.total() == Total.MAX && c.cost().applyAsDouble(units.get(unit)) > c.most());
    }

    private double greatest(List<AdditiveCost> sums, List<Arc> way) {
        return sums.stream()
                .mapToDouble(s -> s.start()
                        + way.stream()
                                .filter(Arc::hasUnit)
                                .mapToDouble(a -> s.cost().applyAsDouble(units.get(a.unit())))
                                .sum())
                .max()
                .orElseThrow();
    }

    private Solved held() {
        if (!Double.isFinite(CostToGo.leastSum(graph, new double[units.size()]).at(graph.root()))) {
            return new Solved(Optional.empty(), Double.POSITIVE_INFINITY);
        }
        MinimaxProblem aims =
                MinimaxProblem.of(units, below.isEmpty() ? List.of(AdditiveCost.of(_ -> 0)) : below, List.of());
        return solve(aims, new Incumbent(aims, 2 * MinimaxProblem.ROUNDING, MinimaxProblem.ROUNDING), widths.length);
    }

    /** @param passes how many of the widths may be tried */
    private Solved solve(MinimaxProblem aims, Incumbent incumbent, int passes) {
        LagrangianRelaxation relaxation = LagrangianRelaxation.best(graph, aims, incumbent);
        double left = relaxation.bound();
        for (int i = 0; i < passes && left < incumbent.below() && !incumbent.enough(); i++) {
            var labels = new LabelSetting(graph, aims, relaxation, incumbent, widths[i]);
            labels.follow();
            // labels that stopped at what is enough left out what they say nothing of
            left = incumbent.enough() ? relaxation.bound() : labels.dropped();
        }
        return new Solved(incumbent.way(), Math.min(left, incumbent.below()));
    }

    private static double scale(double amount) {
        return amount == 0 ? 1 : Math.abs(amount);
    }
}

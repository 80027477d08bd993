package dev.sartor.space.bounds;

import dev.sartor.space.SearchSpace;
import dev.sartor.space.bounds.Bounds.Aggregation;
import dev.sartor.space.bounds.Bounds.Bound;
import dev.sartor.space.bounds.Bounds.Extremum;
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
 * Exact bounds over the networks of a space that meet several limits together, with a network that attains each bound. A
 * {@link LagrangianRelaxation} gives a proven bound, and {@link LabelSetting} closes the gap between it and the best network found.
 * At most 16,384 labels per state are extended, about 100 bytes each. If that is not enough, the result's network is the
 * best one found, and {@link Bound#proven} is beyond its value.
 */
public final class ConstrainedBounds {
    /** Labels extended per state, pass by pass: a narrow pass finds an incumbent that makes the next pass short. */
    private static final int[] WIDTHS = {16, 512, 4096, 16_384};

    private static final int WIDEST = WIDTHS.length - 1;
    private static final double GAP = 1e-3;

    private final SearchSpace space;
    private final List<Unit> units;
    private final List<CostLimit> limits;
    private final int[] widths;
    private final StateGraph graph;
    private final List<AdditiveCost> constraints;
    private final Solved feasible;

    /** The path of the best network, if any was found, and the proven bound of all. */
    private record Solved(Optional<List<Arc>> path, double proven) {}

    public ConstrainedBounds(SearchSpace space, List<CostLimit> limits) {
        this(space, limits, WIDTHS);
    }

    ConstrainedBounds(SearchSpace space, List<CostLimit> limits, int... widths) {
        this.space = space;
        this.widths = widths;
        this.limits = List.copyOf(limits);
        units = space.unitGraph().units();
        graph = new StateGraph(space).without(this::isForbidden);
        constraints = limits.stream()
                .filter(c -> c.aggregation() == Aggregation.SUM)
                .map(c -> AdditiveCost.of(c.cost()).relative(c.maximum(), scale(c.maximum())))
                .toList();
        feasible = feasiblePath();
    }

    /** A canonical genome whose network meets every limit, if one was found. */
    public Optional<Genome> feasible() {
        return feasible.path().map(graph::genome);
    }

    /** Another one, near the boundary of what the limits allow: it nearly minimises random costs of the units. */
    public Optional<Genome> feasible(RandomGenerator random) {
        Map<Unit, Double> costs = new IdentityHashMap<>();
        units.forEach(u -> costs.put(u, random.nextDouble()));
        return feasible.path()
                .map(found ->
                        min(List.of(AdditiveCost.of(costs::get)), found, 1).genome());
    }

    /** Whether it is proven that no network meets every limit. */
    public boolean isInfeasible() {
        return feasible.path().isEmpty() && feasible.proven() >= MinimaxProblem.ROUNDING;
    }

    /** The minimum over the networks of the maximum of several sums; empty if no network was found. */
    public Optional<Bound> min(List<AdditiveCost> sums) {
        return feasible.path().map(found -> min(sums, found, widths.length));
    }

    private Bound min(List<AdditiveCost> sums, List<Arc> found, int passes) {
        double scale = scale(max(sums, found));
        MinimaxProblem problem = MinimaxProblem.of(
                units, sums.stream().map(s -> s.relative(0, scale)).toList(), constraints);
        Solved solved =
                solve(problem, new Incumbent(problem, max(sums, found) / scale, Double.NEGATIVE_INFINITY), passes);
        List<Arc> path = solved.path().orElse(found);
        return new Bound(max(sums, path), graph.genome(path), solved.proven() * scale);
    }

    /** The maximum over the networks of the maximum of several sums; empty if no network was found. */
    public Optional<Bound> max(List<AdditiveCost> any) {
        return max(any, Double.POSITIVE_INFINITY);
    }

    /**
     * The same where the limits themselves bound these sums. To reach such a limit exactly is a subset-sum problem; a
     * network within the relative gap {@link #GAP} of it suffices, and the widest pass is not tried.
     *
     * @param limit upper bound of every sum
     */
    public Optional<Bound> max(List<AdditiveCost> any, double limit) {
        return feasible.path().map(found -> {
            List<Arc> path = found;
            double value = max(any, found);
            double proven = value;
            for (AdditiveCost sum : any) {
                double scale = scale(value);
                MinimaxProblem problem =
                        MinimaxProblem.of(units, List.of(sum.negated().relative(0, scale)), constraints);
                Solved solved = solve(
                        problem,
                        new Incumbent(problem, -value / scale, -limit * (1 - GAP) / scale),
                        Double.isFinite(limit) ? Math.min(widths.length, WIDEST) : widths.length);
                path = solved.path().orElse(path);
                value = max(any, path);
                proven = Math.max(proven, -solved.proven() * scale);
            }
            return new Bound(value, graph.genome(path), Math.max(value, Math.min(proven, limit)));
        });
    }

    /**
     * The minimum or maximum of a peak; empty if no network was found. A binary search over the units' costs for the
     * smallest that no network need exceed, or the largest that one can reach, under the same limits.
     */
    public Optional<Bound> peak(ToDoubleFunction<Unit> cost, Extremum extremum) {
        double[] peaks = units.stream()
                .mapToDouble(cost)
                .map(p -> extremum == Extremum.MIN ? p : -p)
                .sorted()
                .distinct()
                .map(Math::abs)
                .toArray();
        Optional<ConstrainedBounds> best = Optional.empty();
        int from = 0;
        int proven = 0;
        for (int to = peaks.length; from < to; ) {
            int middle = (from + to) / 2;
            var there = new ConstrainedBounds(space, with(peakOf(cost, extremum, peaks[middle])), widths);
            if (there.feasible().isPresent()) {
                best = Optional.of(there);
                to = middle;
            } else {
                from = middle + 1;
                proven = there.isInfeasible() ? from : proven;
            }
        }
        double beyond = peaks[Math.min(proven, peaks.length - 1)];
        return best.flatMap(b -> b.feasible.path())
                .map(path -> new Bound(
                        path.stream()
                                .filter(Arc::hasUnit)
                                .mapToDouble(a -> cost.applyAsDouble(units.get(a.unit())))
                                .max()
                                .orElseThrow(),
                        graph.genome(path),
                        beyond));
    }

    /** The limit of the networks whose peak is at most, or at least, {@code peak}. */
    private static CostLimit peakOf(ToDoubleFunction<Unit> cost, Extremum extremum, double peak) {
        return switch (extremum) {
            case MIN -> new CostLimit(Aggregation.MAX, cost, peak);
            case MAX -> new CostLimit(Aggregation.SUM, u -> cost.applyAsDouble(u) >= peak ? -1 : 0, -1);
        };
    }

    private List<CostLimit> with(CostLimit limit) {
        return Stream.concat(limits.stream(), Stream.of(limit)).toList();
    }

    private boolean isForbidden(int unit) {
        return limits.stream()
                .anyMatch(c ->
                        c.aggregation() == Aggregation.MAX && c.cost().applyAsDouble(units.get(unit)) > c.maximum());
    }

    private double max(List<AdditiveCost> sums, List<Arc> path) {
        return sums.stream()
                .mapToDouble(s -> s.offset()
                        + path.stream()
                                .filter(Arc::hasUnit)
                                .mapToDouble(a -> s.unitCost().applyAsDouble(units.get(a.unit())))
                                .sum())
                .max()
                .orElseThrow();
    }

    private Solved feasiblePath() {
        if (!Double.isFinite(
                CostToGo.minimumSum(graph, new double[units.size()]).at(graph.root()))) {
            return new Solved(Optional.empty(), Double.POSITIVE_INFINITY);
        }
        MinimaxProblem problem = MinimaxProblem.of(
                units, constraints.isEmpty() ? List.of(AdditiveCost.of(_ -> 0)) : constraints, List.of());
        return solve(
                problem, new Incumbent(problem, 2 * MinimaxProblem.ROUNDING, MinimaxProblem.ROUNDING), widths.length);
    }

    /** @param passes how many of the widths may be tried */
    private Solved solve(MinimaxProblem problem, Incumbent incumbent, int passes) {
        LagrangianRelaxation relaxation = LagrangianRelaxation.solve(graph, problem, incumbent);
        double bound = relaxation.bound();
        for (int i = 0; i < passes && bound < incumbent.upperBound() && !incumbent.isGoodEnough(); i++) {
            var labels = new LabelSetting(graph, problem, relaxation, incumbent, widths[i]);
            labels.run();
            // a pass that stopped early has not bounded the labels it left out
            bound = incumbent.isGoodEnough() ? relaxation.bound() : labels.droppedBound();
        }
        return new Solved(incumbent.path(), Math.min(bound, incumbent.upperBound()));
    }

    private static double scale(double amount) {
        return amount == 0 ? 1 : Math.abs(amount);
    }
}

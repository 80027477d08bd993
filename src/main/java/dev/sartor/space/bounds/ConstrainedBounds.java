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
 * Computes exact bounds of costs over the networks of a space that meet several limits, with a network that attains each bound.
 * A {@link LagrangianRelaxation} gives a proven bound. {@link LabelSetting}, which extends partial networks (labels) unit by
 * unit, closes the gap between this bound and the best network found. Its width, the maximum number of labels per state, is at
 * most 16,384, with about 100 bytes for each label. If that is not enough, the result has the best network found, and
 * {@link Bound#proven} differs from its value.
 */
public final class ConstrainedBounds {
    /** The width of each pass of label setting: a narrow pass finds a network that lets the next pass discard more labels. */
    private static final int[] WIDTHS = {16, 512, 4096, 16_384};

    /** The number of passes without the widest. */
    private static final int NARROWER_PASSES = WIDTHS.length - 1;
    /** The relative difference to a limit at which {@link #max(List, double)} stops. */
    private static final double GAP = 1e-3;

    private final SearchSpace space;
    private final List<Unit> units;
    private final List<CostLimit> limits;
    private final int[] widths;
    private final StateGraph graph;
    private final List<AdditiveCost> constraints;
    private final Solution feasibleSolution;

    /** The path of the best network, if one was found, and a lower bound of the objective that holds for all networks. */
    private record Solution(Optional<List<Arc>> path, double proven) {}

    public ConstrainedBounds(SearchSpace space, List<CostLimit> limits) {
        this(space, limits, WIDTHS);
    }

    /** @param widths the width of each pass of label setting */
    ConstrainedBounds(SearchSpace space, List<CostLimit> limits, int... widths) {
        this.space = space;
        this.widths = widths;
        this.limits = List.copyOf(limits);
        units = space.unitGraph().units();
        boolean[] forbidden = new boolean[units.size()];
        for (int u = 0; u < forbidden.length; u++) {
            forbidden[u] = isForbidden(u);
        }
        graph = new StateGraph(space).withoutUnits(u -> forbidden[u]);
        constraints = limits.stream()
                .filter(c -> c.aggregation() == Aggregation.SUM)
                .map(c -> AdditiveCost.of(c.cost()).normalized(c.maximum(), scale(c.maximum())))
                .toList();
        feasibleSolution = findFeasible();
    }

    /** A canonical genome of a network that meets all limits, if one was found. */
    public Optional<Genome> feasibleGenome() {
        return feasibleSolution.path().map(graph::genome);
    }

    /** A random genome of a network that meets all limits: it approximately minimises the sum of random costs of the units. */
    public Optional<Genome> feasibleGenome(RandomGenerator random) {
        Map<Unit, Double> costs = new IdentityHashMap<>();
        int passes = 1;
        units.forEach(u -> costs.put(u, random.nextDouble()));
        return feasibleSolution
                .path()
                .map(found ->
                        min(List.of(AdditiveCost.of(costs::get)), found, passes).genome());
    }

    /** Whether it is proven that no network meets all limits. */
    public boolean isInfeasible() {
        return feasibleSolution.path().isEmpty() && feasibleSolution.proven() >= MinimaxProblem.ROUNDING;
    }

    /** The minimum over all networks of the largest of several sums; empty if no network was found. */
    public Optional<Bound> min(List<AdditiveCost> sums) {
        return feasibleSolution.path().map(found -> min(sums, found, widths.length));
    }

    /**
     * @param found  the path of a network that meets all limits
     * @param passes the maximum number of passes of label setting
     */
    private Bound min(List<AdditiveCost> sums, List<Arc> found, int passes) {
        double scale = scale(largestSum(sums, found));
        MinimaxProblem problem = MinimaxProblem.of(
                units, sums.stream().map(s -> s.normalized(0, scale)).toList(), constraints);
        double withoutTarget = Double.NEGATIVE_INFINITY;
        Solution solved =
                solve(problem, new Incumbent(problem, largestSum(sums, found) / scale, withoutTarget), passes);
        List<Arc> path = solved.path().orElse(found);
        return new Bound(largestSum(sums, path), graph.genome(path), solved.proven() * scale);
    }

    /** The maximum over all networks of the largest of several sums; empty if no network was found. */
    public Optional<Bound> max(List<AdditiveCost> sums) {
        return max(sums, Double.POSITIVE_INFINITY);
    }

    /**
     * The maximum over all networks of the largest of several sums that are limited themselves. Reaching such a limit exactly
     * is a subset-sum problem, so the search stops at a network within the relative gap {@link #GAP}, and leaves out the
     * widest pass.
     *
     * @param limit the limit of every sum
     */
    public Optional<Bound> max(List<AdditiveCost> sums, double limit) {
        return feasibleSolution.path().map(found -> {
            List<Arc> path = found;
            double value = largestSum(sums, found);
            double proven = value;
            for (AdditiveCost sum : sums) {
                double scale = scale(value);
                MinimaxProblem problem =
                        MinimaxProblem.of(units, List.of(sum.negated().normalized(0, scale)), constraints);
                Solution solved = solve(
                        problem,
                        new Incumbent(problem, -value / scale, -limit * (1 - GAP) / scale),
                        Double.isFinite(limit) ? Math.min(widths.length, NARROWER_PASSES) : widths.length);
                path = solved.path().orElse(path);
                value = largestSum(sums, path);
                proven = Math.max(proven, -solved.proven() * scale);
            }
            return new Bound(value, graph.genome(path), Math.max(value, Math.min(proven, limit)));
        });
    }

    /**
     * The minimum or maximum of a peak over all networks; empty if no network was found. It is a binary search over the units'
     * costs for the smallest peak that some network does not exceed, or the largest that some network reaches.
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
        // no network has a peak better than peaks[proven]
        int proven = 0;
        for (int to = peaks.length; from < to; ) {
            int middle = (from + to) / 2;
            var middleBounds =
                    new ConstrainedBounds(space, limitsWith(peakLimit(cost, extremum, peaks[middle])), widths);
            if (middleBounds.feasibleGenome().isPresent()) {
                best = Optional.of(middleBounds);
                to = middle;
            } else {
                from = middle + 1;
                proven = middleBounds.isInfeasible() ? from : proven;
            }
        }
        double provenPeak = peaks[Math.min(proven, peaks.length - 1)];
        return best.flatMap(b -> b.feasibleSolution.path())
                .map(path -> new Bound(
                        path.stream()
                                .filter(Arc::hasUnit)
                                .mapToDouble(a -> cost.applyAsDouble(units.get(a.unit())))
                                .max()
                                .orElseThrow(),
                        graph.genome(path),
                        provenPeak));
    }

    /** The limit that allows only networks whose peak is at most (for a minimum) or at least (for a maximum) {@code peak}. */
    private static CostLimit peakLimit(ToDoubleFunction<Unit> cost, Extremum extremum, double peak) {
        return switch (extremum) {
            case MIN -> new CostLimit(Aggregation.MAX, cost, peak);
            // each unit that reaches the peak counts -1, so the sum is at most -1 if there is one
            case MAX -> new CostLimit(Aggregation.SUM, u -> cost.applyAsDouble(u) >= peak ? -1 : 0, -1);
        };
    }

    private List<CostLimit> limitsWith(CostLimit limit) {
        return Stream.concat(limits.stream(), Stream.of(limit)).toList();
    }

    /** Whether a unit alone exceeds a limit of a maximum, so that no network can contain it. */
    private boolean isForbidden(int unit) {
        return limits.stream()
                .anyMatch(c ->
                        c.aggregation() == Aggregation.MAX && c.cost().applyAsDouble(units.get(unit)) > c.maximum());
    }

    /** The largest of several sums of one network. */
    private double largestSum(List<AdditiveCost> sums, List<Arc> path) {
        return sums.stream()
                .mapToDouble(s -> s.offset()
                        + path.stream()
                                .filter(Arc::hasUnit)
                                .mapToDouble(a -> s.unitCost().applyAsDouble(units.get(a.unit())))
                                .sum())
                .max()
                .orElseThrow();
    }

    /** Minimises the largest excess over a limit, until a network exceeds none. */
    private Solution findFeasible() {
        // infinite if every path to the end contains a forbidden unit
        if (!Double.isFinite(
                CostToGo.minimumSum(graph, new double[units.size()]).costFrom(graph.root()))) {
            return new Solution(Optional.empty(), Double.POSITIVE_INFINITY);
        }
        MinimaxProblem problem = MinimaxProblem.of(
                units, constraints.isEmpty() ? List.of(AdditiveCost.of(_ -> 0)) : constraints, List.of());
        // excesses up to the tolerance are accepted
        double target = MinimaxProblem.ROUNDING;
        return solve(problem, new Incumbent(problem, 2 * target, target), widths.length);
    }

    /** @param passes the maximum number of passes of label setting */
    private Solution solve(MinimaxProblem problem, Incumbent incumbent, int passes) {
        LagrangianRelaxation relaxation = LagrangianRelaxation.solve(graph, problem, incumbent);
        double bound = relaxation.bound();
        for (int i = 0; i < passes && bound < incumbent.upperBound() && !incumbent.isGoodEnough(); i++) {
            var labels = new LabelSetting(graph, problem, relaxation, incumbent, widths[i]);
            labels.run();
            // a pass that ended at the target has no bound for the labels that it did not reach
            bound = incumbent.isGoodEnough() ? relaxation.bound() : labels.droppedBound();
        }
        return new Solution(incumbent.path(), Math.min(bound, incumbent.upperBound()));
    }

    /** The divisor with which an amount becomes 1 or -1: tolerances are meant for costs of about 1. */
    private static double scale(double amount) {
        return amount == 0 ? 1 : Math.abs(amount);
    }
}

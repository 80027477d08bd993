package dev.sartor.space.bounds;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.space.SearchSpace;
import dev.sartor.space.bounds.Bounds.Aggregation;
import dev.sartor.space.bounds.Bounds.Bound;
import dev.sartor.space.bounds.Bounds.Extremum;
import dev.sartor.space.file.Spaces;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.Unit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Compares networks under limits with an enumeration of two small spaces, for MACs and parameters. */
class SmallSpaceBoundsTest {
    private static final ToDoubleFunction<Unit> MACS = u -> u.network().macs();
    private static final ToDoubleFunction<Unit> PARAMS = u -> u.network().params();

    /** The costs of all networks of a space. */
    private record Enumeration(SearchSpace space, Map<Genome, double[]> sums, Map<Genome, Double> peakMacs) {
        static Enumeration of(String yaml) {
            SearchSpace space = Spaces.of(yaml);
            Set<Genome> all = Spaces.all(space);
            return new Enumeration(
                    space,
                    all.stream().collect(Collectors.toMap(g -> g, g -> new double[] {
                        units(space, g, MACS).sum(), units(space, g, PARAMS).sum()
                    })),
                    all.stream()
                            .collect(Collectors.toMap(
                                    g -> g, g -> units(space, g, MACS).max().orElseThrow())));
        }

        private static DoubleStream units(SearchSpace space, Genome genome, ToDoubleFunction<Unit> cost) {
            int[] units = new int[space.unitGraph().maxLength()];
            int length = space.unitGraph().unitsOf(genome, units);
            return Arrays.stream(units, 0, length)
                    .mapToDouble(
                            u -> cost.applyAsDouble(space.unitGraph().units().get(u)));
        }

        double macs(Genome genome) {
            return sums.get(genome)[0];
        }

        double params(Genome genome) {
            return sums.get(genome)[1];
        }

        double macsQuantile(double share) {
            return quantile(0, share);
        }

        double paramsQuantile(double share) {
            return quantile(1, share);
        }

        /** The MACs, or the parameters if {@code sum} is 1, that a share of all networks does not exceed. */
        private double quantile(int sum, double share) {
            double[] sorted =
                    sums.values().stream().mapToDouble(s -> s[sum]).sorted().toArray();
            return sorted[(int) (share * (sorted.length - 1))];
        }

        Set<Genome> networks(Predicate<Genome> feasible) {
            return sums.keySet().stream().filter(feasible).collect(Collectors.toSet());
        }
    }

    private static final Enumeration TINY = Enumeration.of(Spaces.TINY);
    private static final Enumeration ROUNDED = Enumeration.of(Spaces.ROUNDED);

    private static CostLimit macs(double maximum) {
        return new CostLimit(Aggregation.SUM, MACS, maximum);
    }

    private static CostLimit params(double maximum) {
        return new CostLimit(Aggregation.SUM, PARAMS, maximum);
    }

    private static Set<Genome> drawn(SearchSpace space, int draws, CostLimit... limits) {
        var sampler = new CostLimitSampler(space, List.of(limits));
        var random = new SplittableRandom(1);
        Set<Genome> drawn = new HashSet<>();
        for (int i = 0; i < draws; i++) {
            sampler.draw(random).ifPresent(drawn::add);
        }
        return drawn;
    }

    @Test
    void exactlyTheNetworksWithinALimitAreDrawn() {
        for (Enumeration e : List.of(TINY, ROUNDED)) {
            double max = e.macsQuantile(0.05);
            assertEquals(e.networks(g -> e.macs(g) <= max), drawn(e.space, 4000, macs(max)));
        }
    }

    @Test
    void exactlyTheNetworksWithTheSmallestPeakAreDrawn() {
        double peak = Bounds.of(TINY.space, Aggregation.MAX, Extremum.MIN, MACS).value();
        assertEquals(
                TINY.networks(g -> TINY.peakMacs.get(g) <= peak),
                drawn(TINY.space, 4000, new CostLimit(Aggregation.MAX, MACS, peak)));
    }

    @Test
    void exactlyTheNetworksWithinTwoLimitsAreDrawn() {
        double macs = ROUNDED.macsQuantile(0.3);
        double params = ROUNDED.paramsQuantile(0.1);
        assertEquals(
                ROUNDED.networks(g -> ROUNDED.macs(g) <= macs && ROUNDED.params(g) <= params),
                drawn(ROUNDED.space, 4000, macs(macs), params(params)));
    }

    @Test
    void atTheMinimumItsNetworksAreDrawnAndBelowItNone() {
        for (Enumeration e : List.of(TINY, ROUNDED)) {
            double min = e.macsQuantile(0);
            assertEquals(e.networks(g -> e.macs(g) == min), drawn(e.space, 500, macs(min)));
            assertEquals(Set.of(), drawn(e.space, 20, macs(min - 1)));
        }
    }

    @Test
    void networksWithoutHeadAreDrawnWithinALimit() {
        Enumeration e = Enumeration.of(Spaces.ROUNDED.replaceAll("(?m)^head: .*$", "head: none"));
        double max = e.macsQuantile(0.05);
        assertEquals(e.networks(g -> e.macs(g) <= max), drawn(e.space, 2000, macs(max)));
    }

    @Test
    void boundsUnderALimitEqualThoseOfAnEnumeration() {
        for (Enumeration e : List.of(TINY, ROUNDED)) {
            for (double share : new double[] {0, 0.1, 0.5}) {
                double limit = e.paramsQuantile(share);
                Set<Genome> feasible = e.networks(g -> e.params(g) <= limit);
                var macs = feasible.stream().mapToDouble(e::macs).summaryStatistics();
                var bounds = new ConstrainedBounds(e.space, List.of(params(limit)));
                assertBound(
                        macs.getMin(),
                        bounds.min(List.of(AdditiveCost.of(MACS))).orElseThrow(),
                        e,
                        feasible);
                assertBound(
                        macs.getMax(),
                        bounds.max(List.of(AdditiveCost.of(MACS))).orElseThrow(),
                        e,
                        feasible);
                var peaks = feasible.stream().mapToDouble(e.peakMacs::get).summaryStatistics();
                assertEquals(
                        peaks.getMin(),
                        bounds.peak(MACS, Extremum.MIN).orElseThrow().value());
                Bound largest = bounds.peak(MACS, Extremum.MAX).orElseThrow();
                assertEquals(peaks.getMax(), largest.value());
                assertEquals(peaks.getMax(), largest.proven());
                assertEquals(peaks.getMax(), e.peakMacs.get(largest.genome()));
            }
        }
    }

    private static void assertBound(double expected, Bound bound, Enumeration e, Set<Genome> feasible) {
        assertTrue(bound.isExact(), bound.toString());
        assertEquals(expected, bound.value(), 1e-9 * expected);
        assertEquals(expected, e.macs(bound.genome()), 1e-9 * expected);
        assertTrue(feasible.contains(bound.genome()));
    }

    @Test
    void theLargerOfTwoSumsIsBoundedUnderALimit() {
        double limit = TINY.paramsQuantile(0.2);
        double factor = TINY.macsQuantile(0.1) / TINY.paramsQuantile(0.1);
        double offset = 0.1 * TINY.macsQuantile(0.1);
        var sums = List.of(AdditiveCost.of(MACS), new AdditiveCost(offset, u -> factor * PARAMS.applyAsDouble(u)));
        var expected = TINY.networks(g -> TINY.params(g) <= limit).stream()
                .mapToDouble(g -> Math.max(TINY.macs(g), offset + factor * TINY.params(g)))
                .summaryStatistics();
        var bounds = new ConstrainedBounds(TINY.space, List.of(params(limit)));
        Bound min = bounds.min(sums).orElseThrow();
        Bound max = bounds.max(sums).orElseThrow();
        assertEquals(expected.getMin(), min.value(), 1e-9 * min.value());
        assertEquals(expected.getMax(), max.value(), 1e-9 * max.value());
        assertTrue(min.isExact() && max.isExact(), min + " and " + max);
    }

    @Test
    void aSearchThatStopsEarlyProvesALooserBound() {
        List<Unit> units = TINY.space.unitGraph().units();
        int inexact = 0;
        for (int seed = 0; seed < 10; seed++) {
            double[] costs = new SplittableRandom(seed).doubles(units.size()).toArray();
            ToDoubleFunction<Unit> cost = u -> costs[units.indexOf(u)];
            double macs = TINY.macsQuantile(0.3);
            double params = TINY.paramsQuantile(0.3);
            double exact = TINY.networks(g -> TINY.macs(g) <= macs && TINY.params(g) <= params).stream()
                    .mapToDouble(g -> Enumeration.units(TINY.space, g, cost).sum())
                    .max()
                    .orElseThrow();
            // the label setting algorithm keeps one label for each state
            var narrow = new ConstrainedBounds(TINY.space, List.of(macs(macs), params(params)), 1);
            Bound max = narrow.max(List.of(AdditiveCost.of(cost))).orElseThrow();
            assertTrue(max.value() <= exact + 1e-9 && exact <= max.proven() + 1e-9, max + " for " + exact);
            assertTrue(max.proven() < 2 * exact, max + " for " + exact);
            inexact += max.isExact() ? 0 : 1;
        }
        assertTrue(inexact > 0);
    }

    @Test
    void aSearchForTheMaximumEndsCloseToTheLimit() {
        double limit = TINY.macsQuantile(0.5);
        double params = TINY.paramsQuantile(0.6);
        var bounds = new ConstrainedBounds(TINY.space, List.of(params(params), macs(limit)));
        Bound max = bounds.max(List.of(AdditiveCost.of(MACS)), limit).orElseThrow();
        double exact = TINY.networks(g -> TINY.params(g) <= params && TINY.macs(g) <= limit).stream()
                .mapToDouble(TINY::macs)
                .max()
                .orElseThrow();
        assertTrue(max.value() >= 0.999 * exact && max.value() <= exact, max + " for " + exact);
        assertTrue(exact <= max.proven() && max.proven() <= limit, max + " for " + exact);
    }

    @Test
    void networksNearTheLimitsAreFeasibleAndDiffer() {
        double macs = TINY.macsQuantile(0.3);
        double params = TINY.paramsQuantile(0.3);
        Set<Genome> feasible = TINY.networks(g -> TINY.macs(g) <= macs && TINY.params(g) <= params);
        var bounds = new ConstrainedBounds(TINY.space, List.of(macs(macs), params(params)));
        assertTrue(feasible.contains(bounds.feasibleGenome().orElseThrow()));
        Set<Genome> found = new HashSet<>();
        for (int seed = 0; seed < 10; seed++) {
            found.add(bounds.feasibleGenome(new SplittableRandom(seed)).orElseThrow());
        }
        assertTrue(feasible.containsAll(found));
        assertTrue(found.size() >= 3, found.toString());
    }

    @Test
    void limitsThatNoNetworkMeetsAreProvenInfeasible() {
        double min = TINY.macsQuantile(0);
        var sum = new ConstrainedBounds(TINY.space, List.of(macs(0.99 * min)));
        assertTrue(sum.isInfeasible() && sum.feasibleGenome().isEmpty());
        assertTrue(sum.min(List.of(AdditiveCost.of(MACS))).isEmpty());
        assertTrue(sum.peak(MACS, Extremum.MIN).isEmpty());
        double peak = Bounds.of(TINY.space, Aggregation.MAX, Extremum.MIN, MACS).value();
        var below = new ConstrainedBounds(TINY.space, List.of(new CostLimit(Aggregation.MAX, MACS, peak - 1)));
        assertTrue(below.isInfeasible());
        var at = new ConstrainedBounds(TINY.space, List.of(new CostLimit(Aggregation.MAX, MACS, peak)));
        assertFalse(at.isInfeasible());
        assertEquals(peak, TINY.peakMacs.get(at.feasibleGenome().orElseThrow()));
        assertFalse(new ConstrainedBounds(TINY.space, List.of()).isInfeasible());
    }

    @Test
    void aBoundIsExactUpToRounding() {
        Genome genome = Genome.of(0);
        // Bound: value, genome that attains it, proven bound
        assertTrue(new Bound(-2, genome).isExact());
        assertTrue(new Bound(-2, genome, -2 - 1e-9).isExact());
        assertFalse(new Bound(2, genome, 2 + 4e-9).isExact());
        assertEquals(7, new Bound(7, genome).proven());
    }

    @Test
    void aFilterTellsWhetherOneOfItsPointsIsNowhereLarger() {
        var filter = new DominanceFilter(2);
        assertFalse(filter.dominates(new double[] {0, 0}));
        for (int i = 0; i <= 40; i++) {
            filter.add(new double[] {i, 40 - i});
        }
        assertTrue(filter.dominates(new double[] {40, 0}));
        assertTrue(filter.dominates(new double[] {0, 40}));
        assertTrue(filter.dominates(new double[] {20, 21}));
        assertFalse(filter.dominates(new double[] {20, 19.9}));
        assertFalse(filter.dominates(new double[] {-1, 50}));
    }

    @Test
    void theObjectiveOfAMinimaxProblemIsTheLargestOfItsSumsUnderConstraints() {
        List<Unit> units = TINY.space.unitGraph().units();
        // two objectives, each an offset and a cost per unit, and the constraint (3 - 1 per unit - 1) / 2 <= 0
        MinimaxProblem problem = MinimaxProblem.of(
                units,
                List.of(new AdditiveCost(0.5, _ -> 1), new AdditiveCost(-0.25, _ -> 2)),
                List.of(new AdditiveCost(3, _ -> -1).normalized(1, 2)));
        assertEquals(3, problem.sumCount());
        // weights 2, 3 and 1 of the three sums
        assertEquals(2 + 6 - 0.5, problem.weightedCosts(new double[] {2, 3, 1})[0]);
        assertEquals(2 * 4 + 3 * 5 + 6, problem.weightedSum(new double[] {2, 3, 1}, new double[] {4, 5, 6}));
        assertEquals(5, problem.objective(new double[] {4, 5, 6}));
        assertEquals(4, problem.objective(new double[] {4, 3, 6}));
        // the third sum is the constraint
        assertTrue(problem.isFeasible(new double[] {4, 5, 1e-12}));
        assertFalse(problem.isFeasible(new double[] {4, 5, 2e-12}));
        assertArrayEquals(new double[] {0.5, -0.25, 1}, problem.offsets());
        assertEquals(-4, new AdditiveCost(-3, _ -> 4).negated().unitCost().applyAsDouble(units.getFirst()));
        assertEquals(3, new AdditiveCost(-3, _ -> 4).negated().offset());
    }
}

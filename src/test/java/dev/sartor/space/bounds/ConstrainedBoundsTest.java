package dev.sartor.space.bounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.space.SearchSpace;
import dev.sartor.space.bounds.Bounds.Aggregation;
import dev.sartor.space.bounds.Bounds.Bound;
import dev.sartor.space.bounds.Bounds.Extremum;
import dev.sartor.space.file.Spaces;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares bounds for several limits with an enumeration of all networks of small spaces, with random costs of units. */
class ConstrainedBoundsTest {
    private static final int SEEDS = 40;
    private static final int LIMITS = 3;

    /** A space with random costs of its units and random limits on them. */
    private static final class Case {
        final SearchSpace space;
        final double[][] costs;
        final List<CostLimit> limits = new ArrayList<>();
        final List<Genome> networks;

        Case(String yaml, int seed) {
            var random = new SplittableRandom(seed);
            space = Spaces.of(yaml);
            networks = List.copyOf(Spaces.all(space));
            // [cost][unit]: the costs that are limited, then two that are minimised or maximised
            costs = new double[LIMITS + 2][];
            for (int c = 0; c < costs.length; c++) {
                costs[c] = random.doubles(space.unitGraph().units().size()).toArray();
            }
            for (int c = 0; c < LIMITS; c++) {
                Aggregation total = random.nextInt(4) == 0 ? Aggregation.MAX : Aggregation.SUM;
                double[] totals = totals(total, c);
                // equal to the cost of some network; often no network meets all limits
                limits.add(new CostLimit(total, cost(c), totals[random.nextInt(totals.length / 4)]));
            }
        }

        ToDoubleFunction<Unit> cost(int c) {
            return u -> costs[c][space.unitGraph().units().indexOf(u)];
        }

        double costOf(Genome genome, Aggregation total, int c) {
            int[] units = new int[space.unitGraph().maxLength()];
            int length = space.unitGraph().unitsOf(genome, units);
            return Arrays.stream(units, 0, length)
                    .mapToDouble(u -> costs[c][u])
                    .reduce(total::combine)
                    .orElseThrow();
        }

        double[] totals(Aggregation total, int c) {
            return networks.stream()
                    .mapToDouble(g -> costOf(g, total, c))
                    .sorted()
                    .toArray();
        }

        boolean isFeasible(Genome genome) {
            return IntStream.range(0, LIMITS)
                    .allMatch(c -> costOf(genome, limits.get(c).aggregation(), c)
                            <= limits.get(c).maximum() * (1 + 1e-12));
        }

        double[] feasibleValues(Function<Genome, Double> cost) {
            return networks.stream()
                    .filter(this::isFeasible)
                    .mapToDouble(cost::apply)
                    .sorted()
                    .toArray();
        }
    }

    static Stream<Arguments> cases() {
        return IntStream.range(0, SEEDS)
                .boxed()
                .flatMap(seed -> Stream.of(
                        Arguments.of("tiny", Spaces.TINY, seed), Arguments.of("rounded", Spaces.ROUNDED, seed)));
    }

    @ParameterizedTest(name = "{0}, seed {2}")
    @MethodSource("cases")
    void boundsEqualThoseOfAnEnumerationOfFeasibleNetworks(String name, String yaml, int seed) {
        Case testCase = new Case(yaml, seed);
        var bounds = new ConstrainedBounds(testCase.space, testCase.limits);
        double[] sums = testCase.feasibleValues(g -> testCase.costOf(g, Aggregation.SUM, LIMITS));
        assertEquals(sums.length == 0, bounds.isInfeasible());
        assertEquals(
                sums.length > 0,
                bounds.feasibleGenome().filter(testCase::isFeasible).isPresent());
        AdditiveCost sum = AdditiveCost.of(testCase.cost(LIMITS));
        assertExactBound(testCase, bounds.min(List.of(sum)), sums, 0, g -> testCase.costOf(g, Aggregation.SUM, LIMITS));
        assertExactBound(
                testCase,
                bounds.max(List.of(sum)),
                sums,
                sums.length - 1,
                g -> testCase.costOf(g, Aggregation.SUM, LIMITS));
        double[] peaks = testCase.feasibleValues(g -> testCase.costOf(g, Aggregation.MAX, LIMITS));
        assertExactBound(
                testCase,
                bounds.peak(testCase.cost(LIMITS), Extremum.MIN),
                peaks,
                0,
                g -> testCase.costOf(g, Aggregation.MAX, LIMITS));
        assertExactBound(
                testCase,
                bounds.peak(testCase.cost(LIMITS), Extremum.MAX),
                peaks,
                peaks.length - 1,
                g -> testCase.costOf(g, Aggregation.MAX, LIMITS));
    }

    @ParameterizedTest(name = "{0}, seed {2}")
    @MethodSource("cases")
    void theLargestOfSeveralSumsIsMinimisedAndMaximised(String name, String yaml, int seed) {
        Case testCase = new Case(yaml, seed);
        Function<Genome, Double> largest = g -> Math.max(
                testCase.costOf(g, Aggregation.SUM, LIMITS), 0.3 + testCase.costOf(g, Aggregation.SUM, LIMITS + 1));
        List<AdditiveCost> sums =
                List.of(AdditiveCost.of(testCase.cost(LIMITS)), new AdditiveCost(0.3, testCase.cost(LIMITS + 1)));
        var bounds = new ConstrainedBounds(testCase.space, testCase.limits);
        double[] values = testCase.feasibleValues(largest);
        assertExactBound(testCase, bounds.min(sums), values, 0, largest);
        assertExactBound(testCase, bounds.max(sums), values, values.length - 1, largest);
    }

    @ParameterizedTest(name = "{0}, seed {2}")
    @MethodSource("cases")
    void withTooFewLabelsTheProvenBoundIsStillValid(String name, String yaml, int seed) {
        Case testCase = new Case(yaml, seed);
        double[] sums = testCase.feasibleValues(g -> testCase.costOf(g, Aggregation.SUM, LIMITS));
        // the label setting algorithm keeps one label for each state
        var bounds = new ConstrainedBounds(testCase.space, testCase.limits, 1);
        assertTrue(sums.length == 0 || !bounds.isInfeasible());
        assertTrue(bounds.feasibleGenome().stream().allMatch(testCase::isFeasible));
        bounds.max(List.of(AdditiveCost.of(testCase.cost(LIMITS)))).ifPresent(b -> {
            double max = sums[sums.length - 1];
            assertTrue(b.value() <= max + 1e-12 && max <= b.proven() + 1e-9, b.value() + " " + max + " " + b.proven());
            assertTrue(!b.isExact() || Math.abs(b.value() - max) < 1e-8);
            assertTrue(testCase.isFeasible(b.genome()));
        });
    }

    @Test
    void theTestCasesIncludeFeasibleAndInfeasibleOnes() {
        List<ConstrainedBounds> all = cases().map(Arguments::get)
                .map(a -> new Case((String) a[1], (Integer) a[2]))
                .map(c -> new ConstrainedBounds(c.space, c.limits))
                .toList();
        long impossible = all.stream().filter(ConstrainedBounds::isInfeasible).count();
        assertTrue(impossible > all.size() / 5 && impossible < all.size() * 4 / 5, impossible + " of " + all.size());
    }

    /** Asserts that a bound is exact and has the element at an index of the sorted costs of all feasible networks. */
    private static void assertExactBound(
            Case testCase, Optional<Bound> bound, double[] sorted, int index, Function<Genome, Double> cost) {
        assertEquals(sorted.length > 0, bound.isPresent());
        bound.ifPresent(b -> {
            assertTrue(b.isExact(), b.value() + " is not proven beyond " + b.proven());
            assertEquals(sorted[index], b.value(), 1e-12);
            assertEquals(b.value(), cost.apply(b.genome()), 1e-12);
            assertTrue(testCase.isFeasible(b.genome()));
            assertEquals(testCase.space.canonical(b.genome()), b.genome());
        });
    }
}

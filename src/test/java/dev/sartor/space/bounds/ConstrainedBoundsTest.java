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

/** Bounds under several ceilings beside every network of small spaces, with units of random costs. */
class ConstrainedBoundsTest {
    private static final int SEEDS = 40;
    private static final int CEILINGS = 3;

    /** A space with random costs of its units, and every network's totals of them. */
    private static final class Case {
        final SearchSpace space;
        final double[][] costs;
        final List<CostLimit> ceilings = new ArrayList<>();
        final List<Genome> networks;

        Case(String yaml, int seed) {
            var random = new SplittableRandom(seed);
            space = Spaces.of(yaml);
            networks = List.copyOf(Spaces.all(space));
            costs = new double[CEILINGS + 2][];
            for (int c = 0; c < costs.length; c++) {
                costs[c] = random.doubles(space.unitGraph().units().size()).toArray();
            }
            for (int c = 0; c < CEILINGS; c++) {
                Aggregation total = random.nextInt(4) == 0 ? Aggregation.MAX : Aggregation.SUM;
                double[] totals = totals(total, c);
                // at the ends of some network, so that a ceiling is often just held; together often by none
                ceilings.add(new CostLimit(total, cost(c), totals[random.nextInt(totals.length / 4)]));
            }
        }

        ToDoubleFunction<Unit> cost(int c) {
            return u -> costs[c][space.unitGraph().units().indexOf(u)];
        }

        double of(Genome genome, Aggregation total, int c) {
            int[] walk = new int[space.unitGraph().maxLength()];
            int length = space.unitGraph().unitsOf(genome, walk);
            return Arrays.stream(walk, 0, length)
                    .mapToDouble(u -> costs[c][u])
                    .reduce(total::combine)
                    .orElseThrow();
        }

        double[] totals(Aggregation total, int c) {
            return networks.stream().mapToDouble(g -> of(g, total, c)).sorted().toArray();
        }

        boolean holds(Genome genome) {
            return IntStream.range(0, CEILINGS)
                    .allMatch(c -> of(genome, ceilings.get(c).aggregation(), c)
                            <= ceilings.get(c).maximum() * (1 + 1e-12));
        }

        double[] within(Function<Genome, Double> amount) {
            return networks.stream()
                    .filter(this::holds)
                    .mapToDouble(amount::apply)
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
    void boundsAreThoseOfAllNetworksThatHoldTheCeilings(String name, String yaml, int seed) {
        Case given = new Case(yaml, seed);
        var bounds = new ConstrainedBounds(given.space, given.ceilings);
        double[] sums = given.within(g -> given.of(g, Aggregation.SUM, CEILINGS));
        assertEquals(sums.length == 0, bounds.isInfeasible());
        assertEquals(sums.length > 0, bounds.feasible().filter(given::holds).isPresent());
        AdditiveCost sum = AdditiveCost.of(given.cost(CEILINGS));
        check(given, bounds.min(List.of(sum)), sums, 0, g -> given.of(g, Aggregation.SUM, CEILINGS));
        check(given, bounds.max(List.of(sum)), sums, sums.length - 1, g -> given.of(g, Aggregation.SUM, CEILINGS));
        double[] peaks = given.within(g -> given.of(g, Aggregation.MAX, CEILINGS));
        check(
                given,
                bounds.peak(given.cost(CEILINGS), Extremum.MIN),
                peaks,
                0,
                g -> given.of(g, Aggregation.MAX, CEILINGS));
        check(
                given,
                bounds.peak(given.cost(CEILINGS), Extremum.MAX),
                peaks,
                peaks.length - 1,
                g -> given.of(g, Aggregation.MAX, CEILINGS));
    }

    @ParameterizedTest(name = "{0}, seed {2}")
    @MethodSource("cases")
    void theGreatestOfSeveralSumsIsMadeSmallOrGreatAsAWhole(String name, String yaml, int seed) {
        Case given = new Case(yaml, seed);
        Function<Genome, Double> greatest =
                g -> Math.max(given.of(g, Aggregation.SUM, CEILINGS), 0.3 + given.of(g, Aggregation.SUM, CEILINGS + 1));
        List<AdditiveCost> sums =
                List.of(AdditiveCost.of(given.cost(CEILINGS)), new AdditiveCost(0.3, given.cost(CEILINGS + 1)));
        var bounds = new ConstrainedBounds(given.space, given.ceilings);
        double[] within = given.within(greatest);
        check(given, bounds.min(sums), within, 0, greatest);
        check(given, bounds.max(sums), within, within.length - 1, greatest);
    }

    @ParameterizedTest(name = "{0}, seed {2}")
    @MethodSource("cases")
    void withTooFewLabelsABoundSaysWhatIsProven(String name, String yaml, int seed) {
        Case given = new Case(yaml, seed);
        double[] sums = given.within(g -> given.of(g, Aggregation.SUM, CEILINGS));
        var bounds = new ConstrainedBounds(given.space, given.ceilings, 1);
        assertTrue(sums.length == 0 || !bounds.isInfeasible());
        assertTrue(bounds.feasible().stream().allMatch(given::holds));
        bounds.max(List.of(AdditiveCost.of(given.cost(CEILINGS)))).ifPresent(b -> {
            double most = sums[sums.length - 1];
            assertTrue(
                    b.value() <= most + 1e-12 && most <= b.proven() + 1e-9, b.value() + " " + most + " " + b.proven());
            assertTrue(!b.exact() || Math.abs(b.value() - most) < 1e-8);
            assertTrue(given.holds(b.genome()));
        });
    }

    @Test
    void theCasesAreOfEveryKind() {
        List<ConstrainedBounds> all = cases().map(Arguments::get)
                .map(a -> new Case((String) a[1], (Integer) a[2]))
                .map(c -> new ConstrainedBounds(c.space, c.ceilings))
                .toList();
        long impossible = all.stream().filter(ConstrainedBounds::isInfeasible).count();
        assertTrue(impossible > all.size() / 5 && impossible < all.size() * 4 / 5, impossible + " of " + all.size());
    }

    private static void check(
            Case given, Optional<Bound> bound, double[] all, int at, Function<Genome, Double> amount) {
        assertEquals(all.length > 0, bound.isPresent());
        bound.ifPresent(b -> {
            assertTrue(b.exact(), b.value() + " is not proven beyond " + b.proven());
            assertEquals(all[at], b.value(), 1e-12);
            assertEquals(b.value(), amount.apply(b.genome()), 1e-12);
            assertTrue(given.holds(b.genome()));
            assertEquals(given.space.canonical(b.genome()), b.genome());
        });
    }
}

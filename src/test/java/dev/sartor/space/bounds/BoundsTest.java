package dev.sartor.space.bounds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.network.Lowering;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.bounds.Bounds.Aggregation;
import dev.sartor.space.bounds.Bounds.Extremum;
import dev.sartor.space.file.Spaces;
import dev.sartor.space.genome.Genome;
import dev.sartor.space.unit.Unit;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BoundsTest {

    static List<SearchSpace> spaces() {
        return List.of(Spaces.of(Spaces.TINY), Spaces.of(Spaces.ROUNDED));
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void macsAndParamsEqualThoseOfAnEnumeration(SearchSpace space) {
        var macs = Spaces.all(space).stream()
                .mapToLong(g -> Lowering.lower(space.decode(g)).macs())
                .summaryStatistics();
        var params = Spaces.all(space).stream()
                .mapToLong(g -> Lowering.lower(space.decode(g)).params())
                .summaryStatistics();
        assertEquals(macs.getMin(), Bounds.min(space, u -> u.network().macs()).value());
        assertEquals(macs.getMax(), Bounds.max(space, u -> u.network().macs()).value());
        assertEquals(
                params.getMin(), Bounds.min(space, u -> u.network().params()).value());
        assertEquals(
                params.getMax(), Bounds.max(space, u -> u.network().params()).value());
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void theGenomeOfABoundAttainsIt(SearchSpace space) {
        var bound = Bounds.min(space, u -> u.network().macs());
        assertEquals(bound.value(), Lowering.lower(space.decode(bound.genome())).macs());
        assertEquals(space.canonical(bound.genome()), bound.genome());
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void boundsOfRandomCostsEqualThoseOfAnEnumeration(SearchSpace space) {
        for (int seed = 0; seed < 5; seed++) {
            double[] costs = costs(space, seed);
            ToDoubleFunction<Unit> cost = u -> costs[space.unitGraph().units().indexOf(u)];
            for (Aggregation aggregation : Aggregation.values()) {
                double[] totals = Spaces.all(space).stream()
                        .mapToDouble(g -> total(space, g, costs, aggregation::combine))
                        .sorted()
                        .toArray();
                assertEquals(
                        totals[0],
                        Bounds.of(space, aggregation, Extremum.MIN, cost).value());
                assertEquals(
                        totals[totals.length - 1],
                        Bounds.of(space, aggregation, Extremum.MAX, cost).value());
            }
        }
    }

    @Test
    void samplesAreWithinTheBoundsOfAShippedSpace() {
        var space = Spaces.shipped("small-28");
        double min = Bounds.min(space, u -> u.network().macs()).value();
        double max = Bounds.max(space, u -> u.network().macs()).value();
        var random = new SplittableRandom(1);
        for (int i = 0; i < 100; i++) {
            long macs = Lowering.lower(space.decode(space.sample(random))).macs();
            assertTrue(min <= macs && macs <= max, min + " " + macs + " " + max);
        }
    }

    private static double[] costs(SearchSpace space, int seed) {
        return new SplittableRandom(seed)
                .doubles(space.unitGraph().units().size())
                .toArray();
    }

    private static double total(SearchSpace space, Genome genome, double[] costs, DoubleBinaryOperator join) {
        int[] units = new int[space.unitGraph().maxLength()];
        int length = space.unitGraph().unitsOf(genome, units);
        return Arrays.stream(units, 0, length)
                .mapToDouble(i -> costs[i])
                .reduce(join)
                .orElseThrow();
    }
}

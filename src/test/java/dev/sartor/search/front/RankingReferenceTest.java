package dev.sartor.search.front;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.jenetics.ext.moea.Pareto;
import io.jenetics.ext.moea.Vec;
import io.jenetics.util.ISeq;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.moeaframework.core.comparator.NondominatedSortingComparator;
import org.moeaframework.core.population.FastNondominatedSorting;
import org.moeaframework.core.population.Population;

/** Compares the order of solutions with those of the MOEA Framework and of Jenetics. */
class RankingReferenceTest {
    private static final int POINTS = 120;

    /** A point with any number of objectives. */
    private record Point(double... objectiveValues) implements Solution {
        @Override
        public double violation() {
            return 0;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void theOrderByRankAndCrowdingDistanceIsThatOfTheReference(long seed) {
        var random = new SplittableRandom(seed);
        int objectives = 2 + (int) (seed % 3);
        List<Point> points = Stream.generate(
                        () -> new Point(random.doubles(objectives).toArray()))
                .limit(POINTS)
                .toList();
        List<org.moeaframework.core.Solution> theirs =
                points.stream().map(RankingReferenceTest::reference).toList();
        new FastNondominatedSorting().evaluate(new Population(theirs));
        Comparator<org.moeaframework.core.Solution> order = new NondominatedSortingComparator();
        var ours = new Ranking<>(points);
        for (int a = 0; a < POINTS; a++) {
            for (int b = 0; b < POINTS; b++) {
                assertEquals(
                        Integer.signum(order.compare(theirs.get(a), theirs.get(b))),
                        Integer.signum(ours.compare(a, b)),
                        Arrays.toString(points.get(a).objectiveValues()) + " and "
                                + Arrays.toString(points.get(b).objectiveValues()));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theSurvivorsAreThoseOfTheReference(long seed) {
        var random = new SplittableRandom(seed);
        List<Point> points = Stream.generate(() -> new Point(random.doubles(2).toArray()))
                .limit(POINTS)
                .toList();
        var population = new org.moeaframework.core.population.NondominatedSortingPopulation();
        points.forEach(p -> population.add(reference(p)));
        population.truncate(POINTS / 2);
        assertEquals(
                sortedValues(IntStream.range(0, population.size())
                        .mapToObj(i -> population.get(i).getObjectiveValues())),
                sortedValues(new Ranking<>(points)
                        .best(POINTS / 2).solutions().stream().map(Point::objectiveValues)));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void ranksAndCrowdingDistancesAreThoseOfJenetics(long seed) {
        var random = new SplittableRandom(seed);
        int objectives = 2 + (int) (seed % 3);
        List<Point> points = Stream.generate(
                        () -> new Point(random.doubles(objectives).toArray()))
                .limit(POINTS)
                .toList();
        int[] ranks = new int[POINTS];
        double[] crowding = new double[POINTS];
        new NondominatedFronts(points).assign(ranks, crowding);
        assertArrayEquals(Pareto.rank(ISeq.of(points), Solution::dominance), ranks);
        for (int rank = 0; rank <= IntStream.of(ranks).max().orElseThrow(); rank++) {
            int r = rank;
            int[] front = IntStream.range(0, POINTS).filter(i -> ranks[i] == r).toArray();
            double[] theirs = Pareto.crowdingDistance(IntStream.of(front)
                    .mapToObj(i -> Vec.of(points.get(i).objectiveValues()))
                    .collect(ISeq.toISeq()));
            assertArrayEquals(
                    theirs, IntStream.of(front).mapToDouble(i -> crowding[i]).toArray(), 1e-12);
        }
    }

    private static List<List<Double>> sortedValues(Stream<double[]> points) {
        return points.sorted(Arrays::compare)
                .map(p -> Arrays.stream(p).boxed().toList())
                .toList();
    }

    private static org.moeaframework.core.Solution reference(Point point) {
        var solution = new org.moeaframework.core.Solution(0, point.objectiveValues().length);
        solution.setObjectiveValues(point.objectiveValues());
        return solution;
    }
}

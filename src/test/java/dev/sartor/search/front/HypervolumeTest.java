package dev.sartor.search.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HypervolumeTest {

    @Test
    void theHypervolumeOfTwoObjectivesIsTheAreaUnderTheStaircase() {
        var points = List.of(new double[] {1, 3}, new double[] {2, 2}, new double[] {3, 1});
        assertEquals(6, Hypervolume.of(points, new double[] {4, 4}));
    }

    @Test
    void dominatedEqualAndOutlyingPointsAddNothing() {
        var points = List.of(
                new double[] {1, 1}, new double[] {1, 1}, new double[] {2, 2}, new double[] {5, 0}, new double[] {0, 4
                });
        assertEquals(9, Hypervolume.of(points, new double[] {4, 4}));
        assertEquals(0, Hypervolume.of(List.of(), new double[] {4, 4}));
    }

    @Test
    void theVolumeThatThreeBoxesShareCountsOnce() {
        // three boxes of 2*2*1, of which two share 2*1*1 and all three 1*1*1: 3*4 - 3*2 + 1
        var points = List.of(new double[] {0, 0, 1}, new double[] {0, 1, 0}, new double[] {1, 0, 0});
        assertEquals(7, Hypervolume.of(points, new double[] {2, 2, 2}));
    }

    @Test
    void theHypervolumeOfOneObjectiveIsADistance() {
        assertEquals(3, Hypervolume.of(List.of(new double[] {2}, new double[] {1}), new double[] {4}));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void integerPointsAgreeWithACountOfCells(int dimensions) {
        var random = new SplittableRandom(dimensions);
        for (int sample = 0; sample < 20; sample++) {
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                points.add(DoubleStream.generate(() -> random.nextInt(6))
                        .limit(dimensions)
                        .toArray());
            }
            double[] reference =
                    DoubleStream.generate(() -> 5).limit(dimensions).toArray();
            double volume = Hypervolume.of(points, reference);
            assertEquals(cells(points, dimensions), volume);
            Collections.reverse(points);
            assertEquals(volume, Hypervolume.of(points, reference));
        }
    }

    private static double cells(List<double[]> points, int dimensions) {
        int count = 0;
        for (int cell = 0; cell < Math.pow(5, dimensions); cell++) {
            int code = cell;
            int[] corner = new int[dimensions];
            for (int d = 0; d < dimensions; d++) {
                corner[d] = code % 5;
                code /= 5;
            }
            if (points.stream().anyMatch(p -> reaches(p, corner))) {
                count++;
            }
        }
        return count;
    }

    private static boolean reaches(double[] point, int[] corner) {
        for (int d = 0; d < corner.length; d++) {
            if (point[d] > corner[d]) {
                return false;
            }
        }
        return true;
    }

    @Test
    void unequalDimensionsAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> Hypervolume.of(List.of(new double[] {1}), new double[] {1, 2}));
    }
}

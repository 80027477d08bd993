package dev.sartor.space.bounds;

import java.util.Arrays;

/** A set of points in one array, for fast dominance tests, which take most of the time of {@link LabelSetting}. */
final class DominanceFilter {
    private static final int INITIAL_CAPACITY = 16;

    private final int dimensions;
    private double[] points;
    /** The index in the array after the last point. */
    private int end;

    DominanceFilter(int dimensions) {
        this.dimensions = dimensions;
        points = new double[INITIAL_CAPACITY * dimensions];
    }

    void add(double[] point) {
        if (end == points.length) {
            points = Arrays.copyOf(points, 2 * end);
        }
        System.arraycopy(point, 0, points, end, dimensions);
        end += dimensions;
    }

    /** Whether a point of the set is at most {@code point} in every dimension. */
    boolean dominates(double[] point) {
        for (int from = 0; from < end; from += dimensions) {
            int k = 0;
            while (k < dimensions && points[from + k] <= point[k]) {
                k++;
            }
            if (k == dimensions) {
                return true;
            }
        }
        return false;
    }
}

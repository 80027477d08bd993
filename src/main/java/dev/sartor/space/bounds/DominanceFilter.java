package dev.sartor.space.bounds;

import java.util.Arrays;

/** Points, one after the other in memory: most of the time of {@link LabelSetting} is spent comparing them. */
final class DominanceFilter {
    private final int dimensions;
    private double[] points;
    private int end;

    DominanceFilter(int dimensions) {
        this.dimensions = dimensions;
        points = new double[16 * dimensions];
    }

    void add(double[] point) {
        if (end == points.length) {
            points = Arrays.copyOf(points, 2 * end);
        }
        System.arraycopy(point, 0, points, end, dimensions);
        end += dimensions;
    }

    /** Whether one of the points is nowhere greater. */
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

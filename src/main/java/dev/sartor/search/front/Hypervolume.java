package dev.sartor.search.front;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Exact hypervolume: the volume that a set of points dominates, up to a reference point; all values are minimised. Two
 * dimensions are computed by a sweep, more by summing exclusive volumes as the WFG algorithm does (While, Bradstreet, Barone: A
 * Fast Way of Calculating Exact Hypervolumes, IEEE TEC 16(1), 2012).
 */
public final class Hypervolume {
    private Hypervolume() {}

    /** The volume dominated by {@code points} and bounded by {@code reference}; points beyond it are ignored. */
    public static double of(List<double[]> points, double[] reference) {
        for (double[] point : points) {
            if (point.length != reference.length) {
                throw new IllegalArgumentException(
                        "A point has " + point.length + " values, the reference point " + reference.length);
            }
        }
        List<double[]> inside =
                points.stream().filter(p -> isBelow(p, reference)).toList();
        return volume(nonDominated(inside), reference);
    }

    private static boolean isBelow(double[] point, double[] reference) {
        for (int i = 0; i < point.length; i++) {
            if (!(point[i] < reference[i])) {
                return false;
            }
        }
        return true;
    }

    private static double volume(List<double[]> front, double[] reference) {
        if (reference.length == 1) {
            return front.isEmpty() ? 0 : reference[0] - front.getFirst()[0];
        }
        return reference.length == 2 ? area(front, reference) : sumOfExclusive(front, reference);
    }

    /** The area dominated by points in ascending order of their first value. */
    private static double area(List<double[]> front, double[] reference) {
        double area = 0;
        double right = reference[0];
        // from the right: each point adds the strip up to its right neighbour
        for (double[] p : front.reversed()) {
            area += (right - p[0]) * (reference[1] - p[1]);
            right = p[0];
        }
        return area;
    }

    /** The sum over all points of the volume that a point dominates and later ones do not. */
    private static double sumOfExclusive(List<double[]> front, double[] reference) {
        double volume = 0;
        for (int i = 0; i < front.size(); i++) {
            double[] point = front.get(i);
            // the part of the box that later points dominate too
            List<double[]> limitSet = front.subList(i + 1, front.size()).stream()
                    .map(q -> componentwiseMaximum(point, q))
                    .toList();
            volume += box(point, reference) - volume(nonDominated(limitSet), reference);
        }
        return volume;
    }

    private static double[] componentwiseMaximum(double[] p, double[] q) {
        double[] maximum = new double[p.length];
        Arrays.setAll(maximum, i -> Math.max(p[i], q[i]));
        return maximum;
    }

    /** The volume of the box between a point and the reference point. */
    private static double box(double[] point, double[] reference) {
        double box = 1;
        for (int i = 0; i < point.length; i++) {
            box *= reference[i] - point[i];
        }
        return box;
    }

    /** The distinct points that no other dominates, in lexicographic order. */
    private static List<double[]> nonDominated(List<double[]> points) {
        List<double[]> sorted = new ArrayList<>(points);
        sorted.sort(Comparator.comparing((double[] p) -> p, Arrays::compare));
        List<double[]> front = new ArrayList<>();
        // a point that dominates or equals another precedes it in this order
        for (double[] p : sorted) {
            if (front.stream().noneMatch(q -> weaklyDominates(q, p))) {
                front.add(p);
            }
        }
        return front;
    }

    private static boolean weaklyDominates(double[] q, double[] p) {
        for (int i = 0; i < p.length; i++) {
            if (q[i] > p[i]) {
                return false;
            }
        }
        return true;
    }
}

package dev.sartor.data.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A polyline in shape coordinates, in which a shape fills about the unit circle. Closed outlines have
 * thickness 0 and bound an area; open ones are strokes.
 *
 * @param x         of the corners
 * @param y         of the corners, downwards
 * @param thickness of the stroke in shape coordinates
 */
record Outline(double[] x, double[] y, boolean closed, double thickness) {
    /** Values of {@code closed}. */
    private static final boolean CLOSED = true;

    private static final boolean OPEN = false;
    private static final double NO_THICKNESS = 0;

    /** Straight pieces of a curve. */
    private static final int CURVE_PIECES = 48;

    /** The area inside the corners {@code x0, y0, x1, y1, ...}. */
    static Outline area(double... corners) {
        double[] x = new double[corners.length / 2];
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = corners[2 * i];
            y[i] = corners[2 * i + 1];
        }
        return new Outline(x, y, CLOSED, NO_THICKNESS);
    }

    /** The area inside {@code corners} points at equal angles, beginning at the top, with {@code radii} in turn. */
    static Outline radial(int corners, double... radii) {
        List<Double> points = new ArrayList<>();
        for (int i = 0; i < corners; i++) {
            double radius = radii[i % radii.length];
            double angle = 2 * Math.PI * i / corners;
            points.add(radius * StrictMath.sin(angle));
            points.add(-radius * StrictMath.cos(angle));
        }
        return area(points.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The area inside a closed curve with a parameter from 0 to 1. */
    static Outline curve(DoubleUnaryOperator x, DoubleUnaryOperator y) {
        return sample(x, y, CURVE_PIECES, CLOSED, NO_THICKNESS);
    }

    /** An open stroke along a curve with a parameter from 0 to 1. */
    static Outline stroke(DoubleUnaryOperator x, DoubleUnaryOperator y, double thickness) {
        return sample(x, y, CURVE_PIECES + 1, OPEN, thickness);
    }

    private static Outline sample(
            DoubleUnaryOperator x, DoubleUnaryOperator y, int points, boolean closed, double thickness) {
        double[] xs = new double[points];
        double[] ys = new double[points];
        for (int i = 0; i < points; i++) {
            double t = (double) i / CURVE_PIECES;
            xs[i] = x.applyAsDouble(t);
            ys[i] = y.applyAsDouble(t);
        }
        return new Outline(xs, ys, closed, thickness);
    }

    /** Distance of a point to the edge, negative inside. */
    double distance(double px, double py) {
        double nearest = Double.POSITIVE_INFINITY;
        boolean inside = false;
        int pieces = closed ? x.length : x.length - 1;
        for (int i = 0; i < pieces; i++) {
            int j = (i + 1) % x.length;
            nearest = Math.min(nearest, squaredDistance(px, py, i, j));
            boolean crosses = y[i] > py != y[j] > py;
            inside ^= crosses && px < x[i] + (x[j] - x[i]) * (py - y[i]) / (y[j] - y[i]);
        }
        double distance = Math.sqrt(nearest);
        return thickness > 0 ? distance - thickness / 2 : inside ? -distance : distance;
    }

    private double squaredDistance(double px, double py, int i, int j) {
        double dx = x[j] - x[i];
        double dy = y[j] - y[i];
        double along = ((px - x[i]) * dx + (py - y[i]) * dy) / (dx * dx + dy * dy);
        double t = Math.clamp(along, 0, 1);
        double ex = px - x[i] - t * dx;
        double ey = py - y[i] - t * dy;
        return ex * ex + ey * ey;
    }
}

package dev.sartor.base.math;

import org.hipparchus.stat.regression.SimpleRegression;

/** The line through points whose squared vertical distances are least. */
public record LeastSquaresLine(double intercept, double slope) {

    /**
     * The line through the points ({@code x[i]}, {@code y[i]}); its slope is not finite if all {@code x} are equal.
     *
     * @param x as many as {@code y}, at least 2
     */
    public static LeastSquaresLine through(double[] x, double[] y) {
        var regression = new SimpleRegression();
        for (int i = 0; i < x.length; i++) {
            regression.addData(x[i], y[i]);
        }
        return new LeastSquaresLine(regression.getIntercept(), regression.getSlope());
    }

    /** The y of the line at {@code x}. */
    public double at(double x) {
        return intercept + slope * x;
    }
}

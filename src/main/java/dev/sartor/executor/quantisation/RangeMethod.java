package dev.sartor.executor.quantisation;

import dev.sartor.network.quantisation.ValueRange;

/** How the range of a tensor is chosen from its values on calibration images. */
public enum RangeMethod {
    /** The range in which quantised values have the least mean squared error, rounding and clipping together. */
    MSE {
        @Override
        ValueRange choose(Histogram histogram) {
            return histogram.leastError();
        }
    },
    /** The range without the outermost 0.01 % of values. */
    PERCENTILE {
        @Override
        ValueRange choose(Histogram histogram) {
            return histogram.without(OUTERMOST_SHARE);
        }
    },
    /** The smallest to the largest value. */
    MINMAX {
        @Override
        ValueRange choose(Histogram histogram) {
            return histogram.range();
        }
    };

    private static final double OUTERMOST_SHARE = 1e-4;

    /** The range of a tensor. */
    abstract ValueRange choose(Histogram histogram);
}

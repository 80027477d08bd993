package dev.sartor.latency.measuring.result;

import dev.sartor.base.math.Quantiles;
import java.util.Arrays;

/** The speed of the device during a measurement, from the control network, relative to the median over the measurement. */
final class ControlSpeed {
    /** Visits before and after a moment that are averaged, since a single visit is noisy. */
    private static final int NEIGHBOURS = 3;

    private final double[] speeds;

    /** @param controlMs latencies of the control network in the order of measurement */
    ControlSpeed(double[] controlMs) {
        speeds = new double[controlMs.length + 1];
        Arrays.fill(speeds, 1);
        if (controlMs.length > 0) {
            double typical = Quantiles.median(controlMs);
            for (int after = 0; after <= controlMs.length; after++) {
                int from = Math.max(0, after - NEIGHBOURS);
                int to = Math.min(controlMs.length, after + NEIGHBOURS);
                speeds[after] = typical / Quantiles.median(Arrays.copyOfRange(controlMs, from, to));
            }
        }
    }

    /** The speed after this many visits to the control network; above 1 if the device is faster than in the median. */
    double after(int visits) {
        return speeds[visits];
    }
}

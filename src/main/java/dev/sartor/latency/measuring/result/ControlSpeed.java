package dev.sartor.latency.measuring.result;

import dev.sartor.base.math.Quantiles;
import java.util.Arrays;

/** The device's speed at any moment of a measurement, as the control tells it, relative to the whole measurement's median. */
final class ControlSpeed {
    /** So many of the control's visits before and after a moment are taken together, as each is noisy itself. */
    private static final int NEIGHBOURS = 3;

    private final double[] speeds;

    /** @param controlMs the control's latencies in the order measured */
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

    /** Above 1 where the device is faster than usual, after so many of the control's visits. */
    double after(int visits) {
        return speeds[visits];
    }
}

package dev.sartor.latency.measuring.result;

import dev.sartor.base.math.Quantiles;
import java.util.Arrays;

/**
 * The speed of the device over the course of a measurement, relative to its median, from the repeated measurements of the
 * {@link dev.sartor.latency.measuring.probe.ControlNetwork control network}.
 */
final class ControlSpeed {
    /** Number of control measurements on each side of a moment over which the median is taken. */
    private static final int NEIGHBOURS = 3;

    private final double[] speeds;

    /** @param controlMs latencies of the control network in the order of measurement; none for a constant speed of 1 */
    ControlSpeed(double[] controlMs) {
        speeds = new double[controlMs.length + 1];
        Arrays.fill(speeds, 1);
        if (controlMs.length > 0) {
            double typical = Quantiles.median(controlMs);
            for (int i = 0; i <= controlMs.length; i++) {
                int from = Math.max(0, i - NEIGHBOURS);
                int to = Math.min(controlMs.length, i + NEIGHBOURS);
                speeds[i] = typical / Quantiles.median(Arrays.copyOfRange(controlMs, from, to));
            }
        }
    }

    /** The speed after that many control measurements and before the next; above 1 for a faster device. */
    double speedAfter(int controlMeasurements) {
        return speeds[Math.min(controlMeasurements, speeds.length - 1)];
    }
}

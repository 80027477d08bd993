package dev.sartor.latency.statistics;

import dev.sartor.base.math.Quantiles;
import java.util.Arrays;

/**
 * Statistics of the control network's latency during a measurement. This small network is timed again and again between the other
 * models, so its latency shows how the speed of the device changes.
 *
 * @param measurements     number of times that the control network was timed
 * @param laterOverEarlier median of the later half divided by the median of the earlier half
 */
public record ControlDrift(int measurements, double medianMs, double p10Ms, double p90Ms, double laterOverEarlier) {

    /** The statistics of latencies in the order of measurement, at least one. */
    public static ControlDrift of(double[] controlMs) {
        int half = controlMs.length / 2;
        double earlier = Quantiles.median(Arrays.copyOf(controlMs, Math.max(1, half)));
        double later = Quantiles.median(Arrays.copyOfRange(controlMs, half, controlMs.length));
        return new ControlDrift(
                controlMs.length,
                LatencyRounding.roundedToNanosecond(Quantiles.median(controlMs)),
                LatencyRounding.roundedToNanosecond(Quantiles.of(controlMs, 0.1)),
                LatencyRounding.roundedToNanosecond(Quantiles.of(controlMs, 0.9)),
                later / earlier);
    }
}

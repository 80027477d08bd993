package dev.sartor.latency.certificate;

import dev.sartor.base.math.Quantiles;
import dev.sartor.latency.statistics.MeasuredNetwork;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The resolution of a coarse timer, compared with the latencies that it measures.
 *
 * @param grainMs  the step of the timer
 * @param spreadMs difference between the 90th and the 10th percentile of the networks' latencies
 */
public record TimerResolution(double grainMs, double spreadMs) {
    /** The resolution for some measured networks; empty without networks or for a fine timer. */
    static Optional<TimerResolution> of(OptionalDouble grainMs, List<MeasuredNetwork> networks) {
        if (grainMs.isEmpty() || networks.isEmpty()) {
            return Optional.empty();
        }
        double[] ms = networks.stream().mapToDouble(MeasuredNetwork::measuredMs).toArray();
        return Optional.of(new TimerResolution(grainMs.getAsDouble(), Quantiles.of(ms, 0.9) - Quantiles.of(ms, 0.1)));
    }

    /** Whether the timer cannot tell most of the networks apart. */
    boolean isTooCoarse() {
        return spreadMs <= grainMs;
    }
}

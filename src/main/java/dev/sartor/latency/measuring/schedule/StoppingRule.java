package dev.sartor.latency.measuring.schedule;

import dev.sartor.base.math.Quantiles;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.latency.measuring.result.MedianConfidence;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides which probes (models to be timed) have been measured precisely enough. */
@FunctionalInterface
public interface StoppingRule {

    /** The keys of the probes that have been measured precisely enough. */
    Set<String> finishedProbes(Measurements measured);

    /** A rule that finishes a probe when its median has this relative precision; never if the precision is 0. */
    static StoppingRule perProbe(List<Probe> probes, double precision) {
        return measured -> precision == 0
                ? Set.of()
                : probes.stream()
                        .map(Probe::key)
                        .filter(key -> {
                            double[] rounds = Measurements.withoutNaN(measured.latencyByRoundMs(key));
                            return rounds.length >= MeasurementProtocol.MIN_ROUNDS
                                    && MedianConfidence.halfWidth(rounds) <= precision * Quantiles.median(rounds);
                        })
                        .collect(Collectors.toSet());
    }
}

package dev.sartor.latency.measuring.plan;

import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.result.MedianConfidence;
import dev.sartor.latency.measuring.schedule.SessionGroups;
import java.util.List;

/**
 * A rough estimate of the duration of a plan on a device.
 *
 * @param models   number of models to load, whole networks included
 * @param networks number of whole networks
 * @param rounds   number of rounds until a typical model is measured to the plan's precision; at most the plan's rounds
 * @param seconds  duration of these rounds, even if it exceeds the plan's time limit
 */
public record ProfilingEstimate(int units, int models, int networks, int rounds, double seconds) {

    /** The estimate for a device of this speed. */
    public static ProfilingEstimate of(ProfilingPlan plan, DeviceSpeed speed) {
        MeasurementProtocol protocol = plan.options().protocol();
        List<Probe> probes = plan.probes();
        int rounds = rounds(protocol, speed);
        double visitMs = probes.stream().mapToDouble(speed::visitMs).sum();
        double openingMs = probes.stream().mapToDouble(speed::openingMs).sum();
        double seconds = (visitMs * rounds + openingMs * SessionGroups.passes(rounds)) / 1e3;
        return new ProfilingEstimate(
                plan.units().size(), probes.size(), plan.networks().size(), rounds, seconds);
    }

    private static int rounds(MeasurementProtocol protocol, DeviceSpeed speed) {
        return protocol.targetPrecision() == 0
                ? protocol.rounds()
                : (int) Math.clamp(
                        Math.ceil(MedianConfidence.roundsNeeded(speed.visitsMs(), protocol.targetPrecision())),
                        Math.min(MeasurementProtocol.MIN_ROUNDS, protocol.rounds()),
                        protocol.rounds());
    }
}

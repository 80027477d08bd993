package dev.sartor.latency.measuring.plan;

import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.result.MedianConfidence;
import dev.sartor.latency.measuring.schedule.SessionGroups;
import java.util.List;

/**
 * A rough estimate of how long a plan takes on a device.
 *
 * @param models   number of models to load, including networks
 * @param networks number of whole networks
 * @param rounds   until a typical model is known to the plan's precision; at most the plan's rounds
 * @param seconds  until then, regardless of the plan's budget
 */
public record ProfilingEstimate(int units, int models, int networks, int rounds, double seconds) {

    /** The estimate for a device of this speed. */
    public static ProfilingEstimate of(ProfilingPlan plan, DeviceSpeed speed) {
        MeasurementProtocol discipline = plan.options().protocol();
        List<Probe> probes = plan.probes();
        int rounds = rounds(discipline, speed);
        double visitMs = probes.stream().mapToDouble(speed::visitMs).sum();
        double openingMs = probes.stream().mapToDouble(speed::openingMs).sum();
        double seconds = (visitMs * rounds + openingMs * SessionGroups.passes(rounds)) / 1e3;
        return new ProfilingEstimate(
                plan.units().size(), probes.size(), plan.networks().size(), rounds, seconds);
    }

    private static int rounds(MeasurementProtocol discipline, DeviceSpeed speed) {
        return discipline.targetPrecision() == 0
                ? discipline.rounds()
                : (int) Math.clamp(
                        Math.ceil(MedianConfidence.roundsNeeded(speed.visitsMs(), discipline.targetPrecision())),
                        Math.min(MeasurementProtocol.MIN_ROUNDS, discipline.rounds()),
                        discipline.rounds());
    }
}

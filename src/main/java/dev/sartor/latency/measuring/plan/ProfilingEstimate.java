package dev.sartor.latency.measuring.plan;

import dev.sartor.base.TimeRange;
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
 * @param expectedSeconds duration of these rounds, even if it exceeds the plan's time limit
 * @param duration range of the duration: at least that of the fewest rounds that can reach a precision, at most that of all
 *                 rounds of the plan. It is widened because the speed was measured with one network only, and ends at the
 *                 plan's time limit.
 */
public record ProfilingEstimate(
        int units, int models, int networks, int rounds, double expectedSeconds, TimeRange duration) {
    /** The time per MAC of the fastest networks, as a multiple of that of the network that the speed was measured with. */
    private static final double FASTEST_NETWORKS = 0.5;

    /** The time per MAC of the slowest networks, as a multiple of the same. */
    private static final double SLOWEST_NETWORKS = 1.5;

    /** The estimate for boards of this speed, among which the rounds are divided. */
    public static ProfilingEstimate of(ProfilingPlan plan, DeviceSpeed speed, int boards) {
        MeasurementProtocol protocol = plan.options().protocol();
        List<Probe> probes = plan.probes();
        int rounds = rounds(protocol, speed);
        int minRounds = protocol.targetPrecision() == 0
                ? protocol.rounds()
                : Math.min(MeasurementProtocol.MIN_ROUNDS, protocol.rounds());
        var duration = new TimeRange(
                FASTEST_NETWORKS * seconds(probes, Math.ceilDiv(minRounds, boards), speed),
                SLOWEST_NETWORKS * seconds(probes, Math.ceilDiv(protocol.rounds(), boards), speed));
        return new ProfilingEstimate(
                plan.allUnits().size(),
                probes.size(),
                plan.networks().size(),
                rounds,
                seconds(probes, Math.ceilDiv(rounds, boards), speed),
                duration.atMost(protocol.budget().toMillis() / 1e3));
    }

    private static double seconds(List<Probe> probes, int rounds, DeviceSpeed speed) {
        double visitMs = probes.stream().mapToDouble(speed::visitMs).sum();
        double openingMs = probes.stream().mapToDouble(speed::openingMs).sum();
        return (visitMs * rounds + openingMs * SessionGroups.passes(rounds)) / 1e3;
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

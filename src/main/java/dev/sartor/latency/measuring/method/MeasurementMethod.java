package dev.sartor.latency.measuring.method;

import dev.sartor.base.math.Quantiles;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.latency.statistics.LatencyRounding;
import dev.sartor.latency.table.UnitLatency;
import dev.sartor.network.Network;
import dev.sartor.space.unit.Unit;
import java.util.List;
import java.util.Optional;

/**
 * A method of measuring units (stem, blocks and head of networks): defines which {@link Probe probes}, that is models, are timed
 * and how a unit's latency is computed from them.
 */
public sealed interface MeasurementMethod permits IsolatedUnit, ChainDifference, InNetworkProfiling {

    /** The name in certificates. */
    String name();

    /**
     * The probes for a unit. Units may share probes.
     *
     * @param networks the networks of the calibration
     */
    List<Probe> probes(Unit unit, List<Network> networks);

    /** The latency of the unit per round; NaN for rounds in which it was not measured. */
    double[] latencyMs(Unit unit, List<Network> networks, Measurements measured);

    /** The row of the unit before calibration: its cost is its median. Empty if it was never measured. */
    default Optional<UnitLatency> uncalibratedRow(Unit unit, List<Network> networks, Measurements measured) {
        double[] rounds = Measurements.withoutNaN(latencyMs(unit, networks, measured));
        if (rounds.length == 0) {
            return Optional.empty();
        }
        int runs = probes(unit, networks).stream()
                .mapToInt(p -> measured.runCount(p.key()))
                .min()
                .orElseThrow();
        double median = quantileAtLeast0(rounds, 0.5);
        return Optional.of(new UnitLatency(
                unit.key(),
                unit.segment().kind(),
                median,
                quantileAtLeast0(rounds, 0.1),
                quantileAtLeast0(rounds, 0.9),
                runs,
                median));
    }

    /** A quantile, at least 0: the difference of two noisy latencies may be negative, but not the latency of a unit. */
    private static double quantileAtLeast0(double[] rounds, double quantile) {
        return LatencyRounding.roundedToNanosecond(Math.max(0, Quantiles.of(rounds, quantile)));
    }
}

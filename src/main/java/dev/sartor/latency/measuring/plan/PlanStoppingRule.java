package dev.sartor.latency.measuring.plan;

import dev.sartor.base.math.Quantiles;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.result.Measurements;
import dev.sartor.latency.measuring.result.MedianConfidence;
import dev.sartor.latency.measuring.schedule.StoppingRule;
import dev.sartor.space.unit.Unit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which probes of a plan need no more visits: those of units and networks whose median is known to the plan's precision,
 * relative to the latency, or to the typical unit's where a unit takes less. What two units share waits for both.
 */
public final class PlanStoppingRule implements StoppingRule {
    private final ProfilingPlan plan;

    public PlanStoppingRule(ProfilingPlan plan) {
        this.plan = plan;
    }

    @Override
    public Set<String> settled(Measurements measured) {
        double precision = plan.options().discipline().targetPrecision();
        if (precision == 0) {
            return Set.of();
        }
        List<Probe> probes = plan.probes();
        Set<String> settled = StoppingRule.each(probes, precision).settled(measured);
        Set<String> ofUnits = new HashSet<>();
        Set<String> open = new HashSet<>();
        double[][] rounds = plan.units().stream().map(u -> rounds(u, measured)).toArray(double[][]::new);
        double typicalMs = typicalMs(rounds);
        for (int i = 0; i < rounds.length; i++) {
            List<Probe> needed = plan.options().method().probes(plan.units().get(i), plan.calibration());
            needed.forEach(p -> ofUnits.add(p.key()));
            if (!settled(rounds[i], precision, typicalMs)) {
                needed.forEach(p -> open.add(p.key()));
            }
        }
        settled.addAll(ofUnits);
        settled.removeAll(open);
        return settled;
    }

    private double[] rounds(Unit unit, Measurements measured) {
        return Measurements.present(plan.options().method().latencyMs(unit, plan.calibration(), measured));
    }

    private static double typicalMs(double[][] rounds) {
        double[] medians = Arrays.stream(rounds)
                .filter(r -> r.length > 0)
                .mapToDouble(Quantiles::median)
                .toArray();
        return medians.length == 0 ? 0 : Quantiles.median(medians);
    }

    private static boolean settled(double[] rounds, double precision, double typicalMs) {
        return rounds.length >= MeasurementProtocol.MIN_ROUNDS
                && MedianConfidence.halfWidth(rounds) <= precision * Math.max(Quantiles.median(rounds), typicalMs);
    }
}

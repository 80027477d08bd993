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
 * The stopping rule of a profiling plan. A unit (stem, block or head) or network is finished when the confidence interval of
 * its median is as narrow as the plan's precision, relative to its latency or, if that is larger, to the typical latency of a
 * unit. A probe (a timed model) is finished when all units whose latencies are computed from it are finished.
 */
public final class PlanStoppingRule implements StoppingRule {
    private final ProfilingPlan plan;

    public PlanStoppingRule(ProfilingPlan plan) {
        this.plan = plan;
    }

    @Override
    public Set<String> finishedProbes(Measurements measured) {
        double precision = plan.options().protocol().targetPrecision();
        if (precision == 0) {
            return Set.of();
        }
        List<Probe> probes = plan.probes();
        Set<String> finished = StoppingRule.perProbe(probes, precision).finishedProbes(measured);
        Set<String> ofUnits = new HashSet<>();
        Set<String> ofUnfinishedUnits = new HashSet<>();
        List<Unit> units = plan.allUnits();
        double[][] rounds = units.stream().map(u -> rounds(u, measured)).toArray(double[][]::new);
        double typicalMs = typicalMs(Arrays.copyOf(rounds, plan.units().size()));
        for (int i = 0; i < rounds.length; i++) {
            List<Probe> needed = plan.options().method().probes(units.get(i), plan.calibration());
            needed.forEach(p -> ofUnits.add(p.key()));
            if (!isFinished(rounds[i], precision, typicalMs)) {
                needed.forEach(p -> ofUnfinishedUnits.add(p.key()));
            }
        }
        finished.addAll(ofUnits);
        finished.removeAll(ofUnfinishedUnits);
        return finished;
    }

    private double[] rounds(Unit unit, Measurements measured) {
        return Measurements.withoutNaN(plan.options().method().latencyMs(unit, plan.calibration(), measured));
    }

    private static double typicalMs(double[][] rounds) {
        double[] medians = Arrays.stream(rounds)
                .filter(r -> r.length > 0)
                .mapToDouble(Quantiles::median)
                .toArray();
        return medians.length == 0 ? 0 : Quantiles.median(medians);
    }

    private static boolean isFinished(double[] rounds, double precision, double typicalMs) {
        return rounds.length >= MeasurementProtocol.MIN_ROUNDS
                && MedianConfidence.halfWidth(rounds) <= precision * Math.max(Quantiles.median(rounds), typicalMs);
    }
}

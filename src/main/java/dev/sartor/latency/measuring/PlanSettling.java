package dev.sartor.latency.measuring;

import dev.sartor.latency.Discipline;
import dev.sartor.latency.Quantiles;
import dev.sartor.space.Unit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which probes of a plan need no more visits: those of units and networks whose median is known to the plan's precision,
 * relative to the latency, or to the typical unit's where a unit takes less. What two units share waits for both.
 */
final class PlanSettling implements Settling {
    private final ProfilingPlan plan;

    PlanSettling(ProfilingPlan plan) {
        this.plan = plan;
    }

    @Override
    public Set<String> settled(Measured measured) {
        double precision = plan.options().discipline().precision();
        if (precision == 0) {
            return Set.of();
        }
        List<Probe> probes = plan.probes();
        Set<String> settled = Settling.each(probes, precision).settled(measured);
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

    private double[] rounds(Unit unit, Measured measured) {
        return Measured.present(plan.options().method().latencyMs(unit, plan.calibration(), measured));
    }

    private static double typicalMs(double[][] rounds) {
        double[] medians = Arrays.stream(rounds)
                .filter(r -> r.length > 0)
                .mapToDouble(Quantiles::median)
                .toArray();
        return medians.length == 0 ? 0 : Quantiles.median(medians);
    }

    private static boolean settled(double[] rounds, double precision, double typicalMs) {
        return rounds.length >= Discipline.LEAST_ROUNDS
                && Precision.halfWidth(rounds) <= precision * Math.max(Quantiles.median(rounds), typicalMs);
    }
}

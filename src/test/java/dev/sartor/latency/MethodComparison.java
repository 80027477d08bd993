package dev.sartor.latency;

import dev.sartor.network.Network;
import dev.sartor.network.Segment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares how units may be measured and calibrated by what they predict for whole networks, measured in another process:
 * {@code units|truth|table SPACE DEVICE FOLDER [SECONDS]}. The first two measure for so long and are given again until
 * they are done; the last prints the comparison.
 */
final class MethodComparison {
    private final Comparison comparison;
    private final Measured units;
    private final WholeNetworks truth;
    private final Measured truthMeasured;

    private MethodComparison(Comparison comparison) throws Exception {
        this.comparison = comparison;
        this.units = comparison.units(Duration.ZERO);
        this.truthMeasured = comparison.truth(Duration.ZERO);
        List<Network> judging = comparison.judging(comparison.plan(Comparison.METHODS.getFirst()));
        double slower = Quantiles.median(truthMeasured.controlMs()) / Quantiles.median(units.controlMs());
        this.truth = WholeNetworks.of(judging, truthMeasured).times(1 / slower);
    }

    public static void main(String[] args) throws Exception {
        Comparison comparison = Comparison.of(args[1], args[2], Path.of(args[3]));
        Duration most = Duration.ofSeconds(args.length > 4 ? Long.parseLong(args[4]) : 3600);
        switch (args[0]) {
            case "units" -> comparison.units(most);
            case "truth" -> comparison.truth(most);
            case "table" -> new MethodComparison(comparison).print();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private void print() {
        System.out.println("| units | calibration | networks | MAPE % | within 5 % | within 10 % | tau | bias % |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        print("(noise floor, odd rounds against even)", "", NoiseFloor.alternating(truth.networks(), truthMeasured).orElseThrow());
        for (UnitMethod method : Comparison.METHODS) {
            ProfilingPlan plan = comparison.plan(method);
            List<UnitLatency> rows = plan.units().stream().flatMap(u -> method.reduce(u, plan.calibration(), units).stream()).toList();
            WholeNetworks fitted = WholeNetworks.of(plan.calibration(), units);
            print(method.name(), "none", judge(rows, 1));
            print(method.name(), "one factor", judge(rows, scale(rows, fitted)));
            Calibrator.Fit fit = new Calibrator(rows, fitted.networks(), fitted.measuredMs()).fit(method.name());
            print(method.name(), "regression", judge(fit));
            System.err.println(fit.calibration().offsetMs() + " " + fit.calibration().perUnitMs() + " " + fit.calibration().factors() + " "
                    + fit.calibration().weightTerm() + " " + fit.calibration().unitDeviation() + " " + fit.calibration().leftOutRmspe());
        }
        double msPerMac = new Calibrator(rows(), WholeNetworks.of(comparison.plan(Comparison.METHODS.getFirst()).calibration(), units).networks(),
                WholeNetworks.of(comparison.plan(Comparison.METHODS.getFirst()).calibration(), units).measuredMs()).fit("").calibration().msPerMac();
        print("MACs", "one factor", agreement(n -> msPerMac * n.macs()));
    }

    private List<UnitLatency> rows() {
        UnitMethod method = Comparison.METHODS.getFirst();
        ProfilingPlan plan = comparison.plan(method);
        return plan.units().stream().flatMap(u -> method.reduce(u, plan.calibration(), units).stream()).toList();
    }

    private static double sum(List<UnitLatency> rows, Network network, java.util.function.ToDoubleFunction<UnitLatency> ms) {
        Map<String, UnitLatency> byKey = new HashMap<>();
        rows.forEach(r -> byKey.put(r.key(), r));
        return network.segments().stream().filter(s -> !s.isEmpty()).map(Segment::key).mapToDouble(k -> ms.applyAsDouble(byKey.get(k))).sum();
    }

    private static double scale(List<UnitLatency> rows, WholeNetworks fitted) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < fitted.count(); i++) {
            ratios.add(fitted.measuredMs()[i] / sum(rows, fitted.networks().get(i), UnitLatency::medianMs));
        }
        return Quantiles.median(ratios.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private Agreement judge(List<UnitLatency> rows, double scale) {
        return agreement(n -> scale * sum(rows, n, UnitLatency::medianMs));
    }

    private Agreement judge(Calibrator.Fit fit) {
        return agreement(n -> fit.calibration().offsetMs() + fit.calibration().weightTerm().ms(n) + sum(fit.units(), n, UnitLatency::costMs));
    }

    private Agreement agreement(java.util.function.ToDoubleFunction<Network> predict) {
        return Agreement.of(truth.networks().stream().mapToDouble(predict).toArray(), truth.measuredMs());
    }

    private static void print(String units, String calibration, Agreement a) {
        System.out.printf(Locale.ROOT, "| %s | %s | %d | %.2f | %.1f | %.1f | %.3f | %+.1f |%n", units, calibration, a.networks(), 100 * a.mape(),
                100 * a.within5(), 100 * a.within10(), a.kendallTau(), 100 * a.bias());
    }
}

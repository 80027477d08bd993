package dev.sartor.latency.calibration;

import dev.sartor.latency.certificate.LatencyCalibration;
import dev.sartor.latency.certificate.WeightTerm;
import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.latency.statistics.TimedNetworks;
import dev.sartor.latency.table.UnitLatency;
import dev.sartor.space.unit.UnitKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** What can be said where time did not reach for enough whole networks: units cost what was measured, and add up. */
public final class UncalibratedFit {
    private UncalibratedFit() {}

    /**
     * @param units at least one
     * @param whole the networks that were measured, if any
     */
    public static Calibrator.Fit of(String method, List<UnitLatency> units, TimedNetworks whole) {
        List<UnitLatency> priced =
                units.stream().map(u -> u.withCostMs(u.medianMs())).toList();
        Map<String, Double> costs = new TreeMap<>();
        Map<String, Double> factors = new TreeMap<>();
        priced.forEach(u -> {
            costs.put(u.key(), u.costMs());
            factors.put(u.kind(), 1.0);
        });
        List<MeasuredNetwork> networks = new ArrayList<>();
        for (int i = 0; i < whole.count(); i++) {
            double sum = whole.networks().get(i).segments().stream()
                    .filter(s -> !s.isEmpty())
                    .mapToDouble(s -> costs.get(s.key()))
                    .sum();
            networks.add(MeasuredNetwork.of(whole.networks().get(i), whole.measuredMs()[i], sum));
        }
        var calibration = new LatencyCalibration(
                method,
                0,
                0,
                factors,
                WeightTerm.NONE,
                0,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                msPerMac(priced),
                networks);
        return new Calibrator.Fit(calibration, priced);
    }

    private static double msPerMac(List<UnitLatency> units) {
        return units.stream().mapToDouble(UnitLatency::costMs).sum()
                / units.stream()
                        .mapToDouble(u -> UnitKey.parse(u.key()).network().macs())
                        .sum();
    }
}

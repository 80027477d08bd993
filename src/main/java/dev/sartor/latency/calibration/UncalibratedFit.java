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

/** The calibration without enough measured networks: the cost of a stem, block or head is its latency, and the offset is 0. */
public final class UncalibratedFit {
    private static final double NO_OFFSET = 0;
    private static final double NO_CONSTANT_PER_UNIT = 0;
    private static final double NO_UNIT_CORRECTIONS = 0;

    private UncalibratedFit() {}

    /**
     * @param units    rows of units, at least one
     * @param measured measured whole networks, possibly none
     */
    public static Calibrator.Fit of(String method, List<UnitLatency> units, TimedNetworks measured) {
        List<UnitLatency> withCosts =
                units.stream().map(u -> u.withCostMs(u.medianMs())).toList();
        Map<String, Double> costs = new TreeMap<>();
        Map<String, Double> factors = new TreeMap<>();
        withCosts.forEach(u -> {
            costs.put(u.key(), u.costMs());
            factors.put(u.kind(), 1.0);
        });
        List<MeasuredNetwork> networks = new ArrayList<>();
        for (int i = 0; i < measured.count(); i++) {
            double sum = measured.networks().get(i).segments().stream()
                    .filter(s -> !s.isEmpty())
                    .mapToDouble(s -> costs.get(s.key()))
                    .sum();
            networks.add(MeasuredNetwork.of(measured.networks().get(i), measured.measuredMs()[i], sum));
        }
        var calibration = new LatencyCalibration(
                method,
                NO_OFFSET,
                NO_CONSTANT_PER_UNIT,
                factors,
                WeightTerm.NONE,
                NO_UNIT_CORRECTIONS,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                msPerMac(withCosts),
                networks);
        return new Calibrator.Fit(calibration, withCosts);
    }

    /** The sum of the units' costs divided by the sum of their MACs. */
    private static double msPerMac(List<UnitLatency> units) {
        return units.stream().mapToDouble(UnitLatency::costMs).sum()
                / units.stream()
                        .mapToDouble(u -> UnitKey.parse(u.key()).network().macs())
                        .sum();
    }
}

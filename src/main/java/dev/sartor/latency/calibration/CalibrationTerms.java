package dev.sartor.latency.calibration;

import dev.sartor.base.math.Quantiles;
import dev.sartor.latency.certificate.WeightTerm;
import dev.sartor.latency.statistics.LatencyRounding;
import dev.sartor.latency.table.UnitLatency;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import dev.sartor.network.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The columns of the calibration's regression, with one row per network: 1 (for the offset), the number of units (stem, blocks,
 * head), the sum of their latencies, this sum for each kind, the size of the weights beyond a threshold, and for each unit its
 * latency if the network contains it (for the unit's correction).
 */
final class CalibrationTerms {
    // indices of columns; the columns of kinds, weights and single units follow
    private static final int OFFSET = 0;
    private static final int COUNT = 1;
    private static final int SUM = 2;
    private static final int KINDS = 3;
    /** Prior deviation of the constant part of a unit's cost, relative to the latency of a typical network. */
    private static final double COUNT_DEVIATION = 0.02;
    /** Prior deviation of the factor of all units' latencies, which is 1 on average. */
    private static final double FACTOR_DEVIATION = 0.5;
    /** Prior deviation of the difference of a kind's factor from that of all units. */
    private static final double KIND_DEVIATION = 0.15;
    /** The minimum scale of a unit's correction, as a fraction of the median latency of units. */
    private static final double MIN_SCALE = 0.1;

    private final Precision precision;
    private final List<UnitLatency> units;
    private final List<String> kinds;
    /** For each unit its latency in ms, by which its correction is multiplied; larger for very fast units. */
    private final double[] scale;

    private final Map<String, Integer> indexOfKey = new HashMap<>();

    CalibrationTerms(List<UnitLatency> units, Precision precision) {
        this.precision = precision;
        this.units = List.copyOf(units);
        kinds = new ArrayList<>(
                new TreeSet<>(units.stream().map(UnitLatency::kind).toList()));
        double minimum = MIN_SCALE
                * Quantiles.median(
                        units.stream().mapToDouble(UnitLatency::medianMs).toArray());
        scale = units.stream().mapToDouble(u -> Math.max(u.medianMs(), minimum)).toArray();
        for (int i = 0; i < units.size(); i++) {
            indexOfKey.put(units.get(i).key(), i);
        }
    }

    private int weightColumn() {
        return KINDS + kinds.size();
    }

    private int unitColumn(int unit) {
        return weightColumn() + 1 + unit;
    }

    private int columns() {
        return unitColumn(units.size());
    }

    /** @param weightsFromMiB the threshold of the weights: the column contains only what exceeds it */
    double[] row(Network network, double weightsFromMiB) {
        double[] row = new double[columns()];
        row[OFFSET] = 1;
        row[weightColumn()] = WeightTerm.excessMiB(WeightTerm.weightMiB(network, precision), weightsFromMiB);
        for (Segment segment : network.segments()) {
            if (!segment.isEmpty()) {
                int i = indexOfKey.get(segment.key());
                UnitLatency unit = units.get(i);
                row[COUNT]++;
                row[SUM] += unit.medianMs();
                row[KINDS + kinds.indexOf(unit.kind())] += unit.medianMs();
                row[unitColumn(i)] += scale[i];
            }
        }
        return row;
    }

    double[] priorMean() {
        double[] mean = new double[columns()];
        mean[SUM] = 1;
        return mean;
    }

    /**
     * The standard deviations of the prior. The factors of kinds differ less from each other than their mean differs from 1.
     *
     * @param typicalMs     typical latency of a network
     * @param unitDeviation deviation of a unit's correction, relative to its latency
     * @param hasWeightTerm whether the size of the weights has a coefficient; otherwise it is 0
     */
    double[] priorDeviation(double typicalMs, double unitDeviation, boolean hasWeightTerm) {
        double[] deviation = new double[columns()];
        Arrays.fill(deviation, unitDeviation);
        deviation[OFFSET] = typicalMs;
        deviation[COUNT] = COUNT_DEVIATION * typicalMs;
        deviation[SUM] = FACTOR_DEVIATION;
        Arrays.fill(deviation, KINDS, weightColumn(), KIND_DEVIATION);
        deviation[weightColumn()] = hasWeightTerm ? typicalMs : 0;
        return deviation;
    }

    double offset(double[] coefficients) {
        return coefficients[OFFSET];
    }

    double perUnit(double[] coefficients) {
        return coefficients[COUNT];
    }

    double perMiB(double[] coefficients) {
        return coefficients[weightColumn()];
    }

    Map<String, Double> factors(double[] coefficients) {
        Map<String, Double> factors = new TreeMap<>();
        for (int k = 0; k < kinds.size(); k++) {
            factors.put(kinds.get(k), coefficients[SUM] + coefficients[KINDS + k]);
        }
        return factors;
    }

    /** The units with their costs; negative costs become 0. */
    List<UnitLatency> withCosts(double[] coefficients) {
        Map<String, Double> factors = factors(coefficients);
        List<UnitLatency> all = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            UnitLatency unit = units.get(i);
            double cost = perUnit(coefficients)
                    + factors.get(unit.kind()) * unit.medianMs()
                    + coefficients[unitColumn(i)] * scale[i];
            all.add(unit.withCostMs(LatencyRounding.roundedToNanosecond(Math.max(0, cost))));
        }
        return all;
    }
}

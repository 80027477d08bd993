package dev.sartor.latency.prediction;

import dev.sartor.base.math.Quantiles;
import dev.sartor.latency.prediction.LatencyPrediction.UnitCost;
import dev.sartor.latency.statistics.Medians;
import dev.sartor.latency.table.ClassCounts;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.UnitLatency;
import dev.sartor.network.Network;
import dev.sartor.space.unit.Unit;
import dev.sartor.space.unit.UnitKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Estimates the cost of a head for a number of classes that was not measured, from heads of the table that differ only in that
 * number. The cost grows with the number of classes, at most in proportion to it. Between two measured numbers of
 * classes it is interpolated linearly; beyond them it continues with the same slope. If only one number was measured, the slope
 * is bounded by other units. The classifying layer takes at least the time of its MACs at the least time per MAC of a unit, and at
 * most the time of its parameters at the least time per parameter of a unit, since that unit reads all its parameters too.
 */
final class HeadCosts {
    /** Heads that differ only in their number of classes are found under the key of the head with this number. */
    private static final int FAMILY_CLASSES = 2;
    /** The slope beyond the measured numbers of classes may be larger or smaller by this factor than between them. */
    private static final double SLOPE_FACTOR = 2;
    /** The quantile of the units' speeds that counts as the fastest. */
    private static final double FASTEST_QUANTILE = 0.1;
    /** Minimum relative deviation of an estimate. */
    private static final double MIN_DEVIATION = 0.02;
    /** Standard deviation of a uniform distribution, relative to its range. */
    private static final double UNIFORM_DEVIATION = 1 / Math.sqrt(12);

    /** Costs in ms by number of classes, by the key of the head with {@link #FAMILY_CLASSES}. */
    private final Map<String, NavigableMap<Integer, Double>> families = new HashMap<>();

    private final double minMsPerMac;
    private final double minMsPerParam;

    HeadCosts(LatencyTable table) {
        List<Double> msPerMac = new ArrayList<>();
        List<Double> msPerParam = new ArrayList<>();
        for (UnitLatency row : table.units()) {
            Unit unit = UnitKey.parse(row.key());
            Network network = unit.network();
            if (row.costMs() > 0 && network.macs() > 0) {
                msPerMac.add(row.costMs() / network.macs());
                msPerParam.add(row.costMs() / network.params());
            }
            ClassCounts.of(unit)
                    .ifPresent(classes -> families.computeIfAbsent(family(unit), _ -> new TreeMap<>())
                            .put(classes, row.costMs()));
        }
        minMsPerMac = fastest(msPerMac);
        minMsPerParam = fastest(msPerParam);
    }

    /** The tenth percentile, since single costs may be too small by noise; 0 without units. */
    private static double fastest(List<Double> values) {
        return values.isEmpty() ? 0 : Quantiles.of(Medians.toArray(values), FASTEST_QUANTILE);
    }

    private static String family(Unit unit) {
        return ClassCounts.withClasses(unit, FAMILY_CLASSES).key();
    }

    /** The cost of a head with its relative standard deviation; empty for other units, and without a head to start from. */
    Optional<UnitCost> cost(String key) {
        Unit unit = UnitKey.parse(key);
        OptionalInt classes = ClassCounts.of(unit);
        NavigableMap<Integer, Double> measured = classes.isEmpty() ? null : families.get(family(unit));
        if (measured == null) {
            return Optional.empty();
        }
        Range range = range(unit, classes.getAsInt(), measured);
        double deviation =
                range.estimate() == 0 ? 1 : UNIFORM_DEVIATION * (range.high() - range.low()) / range.estimate();
        return Optional.of(new UnitCost(key, range.estimate(), Math.max(MIN_DEVIATION, deviation)));
    }

    /** An estimate with bounds, in ms. */
    private record Range(double low, double estimate, double high) {}

    private Range range(Unit unit, int classes, NavigableMap<Integer, Double> measured) {
        Map.Entry<Integer, Double> below = measured.floorEntry(classes);
        Map.Entry<Integer, Double> above = measured.ceilingEntry(classes);
        if (below == null || above == null) {
            return beyond(unit, classes, measured, below == null ? above : below);
        }
        double share = (double) (classes - below.getKey()) / Math.max(1, above.getKey() - below.getKey());
        return new Range(
                Math.min(below.getValue(), above.getValue()),
                below.getValue() + share * (above.getValue() - below.getValue()),
                Math.max(below.getValue(), above.getValue()));
    }

    /**
     * The cost outside of the measured numbers of classes.
     *
     * @param outermost the measured number of classes that is nearest, and its cost
     */
    private Range beyond(
            Unit unit, int classes, NavigableMap<Integer, Double> measured, Map.Entry<Integer, Double> outermost) {
        OptionalDouble slope = slope(measured, outermost);
        // cost per class in ms: from the measured heads, or else a lower and an upper bound
        double slopeByMacs = slope.orElse(minMsPerMac * macsPerClass(unit, classes));
        double slopeByParams = slope.orElse(minMsPerParam * paramsPerClass(unit, classes));
        double proportional = outermost.getValue() / outermost.getKey();
        double maxSlope = slope.isPresent() ? SLOPE_FACTOR * slopeByParams : slopeByParams;
        if (proportional > 0) {
            maxSlope = Math.min(maxSlope, Math.max(proportional, slopeByMacs));
        }
        double minSlope = Math.min(slope.isPresent() ? slopeByMacs / SLOPE_FACTOR : slopeByMacs, maxSlope);
        double likelySlope =
                slope.isPresent() ? Math.clamp(slopeByMacs, minSlope, maxSlope) : (minSlope + maxSlope) / 2;
        // negative below the smallest measured number of classes
        int moreClasses = classes - outermost.getKey();
        double byMinSlope = Math.max(0, outermost.getValue() + minSlope * moreClasses);
        double byMaxSlope = Math.max(0, outermost.getValue() + maxSlope * moreClasses);
        return new Range(
                Math.min(byMinSlope, byMaxSlope),
                Math.max(0, outermost.getValue() + likelySlope * moreClasses),
                Math.max(byMinSlope, byMaxSlope));
    }

    private static long macsPerClass(Unit unit, int classes) {
        return ClassCounts.withClasses(unit, classes + 1).network().macs()
                - unit.network().macs();
    }

    private static long paramsPerClass(Unit unit, int classes) {
        return ClassCounts.withClasses(unit, classes + 1).network().params()
                - unit.network().params();
    }

    /** The cost per class between the outermost measured number of classes and the next one. */
    private static OptionalDouble slope(NavigableMap<Integer, Double> measured, Map.Entry<Integer, Double> outermost) {
        Map.Entry<Integer, Double> next = outermost.getKey().equals(measured.lastKey())
                ? measured.lowerEntry(outermost.getKey())
                : measured.higherEntry(outermost.getKey());
        return next == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        Math.max(0, (next.getValue() - outermost.getValue()) / (next.getKey() - outermost.getKey())));
    }
}

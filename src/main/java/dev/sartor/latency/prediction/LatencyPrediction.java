package dev.sartor.latency.prediction;

import dev.sartor.latency.certificate.Certificate;
import java.util.List;
import java.util.Optional;

/**
 * The predicted latency of a whole network.
 *
 * @param totalMs      the prediction
 * @param offsetMs     the part that belongs to no unit
 * @param weightTermMs the part that weights beyond the caches add
 * @param units        the units in order, identities left out; their costs and the two parts before sum to the total
 * @param uncertainty  how far the latency may lie from that, for a device as fast as when the table was made (see
 *                     {@link Certificate#control}); empty for a table that was never compared with whole networks
 */
public record LatencyPrediction(
        double totalMs, double offsetMs, double weightTermMs, List<UnitCost> units, Optional<Uncertainty> uncertainty) {
    /** In how many of ten cases {@link #interval} is to hold the latency: nine. */
    public static final double NOMINAL = 0.9;

    private static final double UPPER = (1 + NOMINAL) / 2;

    public LatencyPrediction {
        units = List.copyOf(units);
    }

    /**
     * A unit's share.
     *
     * @param deviation of a cost that was not measured but interpolated, relative; 0 for a measured one
     */
    public record UnitCost(String key, double costMs, double deviation) {
        public boolean measured() {
            return deviation == 0;
        }

        double varianceMs2() {
            return deviation * deviation * costMs * costMs;
        }
    }

    /** Where something is to lie in nine of ten cases. */
    public record Interval(double lowMs, double highMs) {
        static Interval around(double ms, double factor) {
            return new Interval(ms / factor, ms * factor);
        }

        public boolean holds(double ms) {
            return lowMs <= ms && ms <= highMs;
        }
    }

    /** Where the latency is in nine of ten cases; empty where too little is known to say. */
    public Optional<Interval> interval() {
        return uncertainty.map(u -> Interval.around(totalMs, u.factor(UPPER))).filter(i -> Double.isFinite(i.highMs()));
    }

    /** The same for one of the units: what the whole may be off, shared among the units as if each erred by itself. */
    public Optional<Interval> interval(UnitCost unit) {
        double squares =
                units.stream().mapToDouble(u -> u.costMs() * u.costMs()).sum();
        double measured = units.stream().mapToDouble(UnitCost::varianceMs2).sum() / (totalMs * totalMs);
        return uncertainty
                .map(whole -> {
                    double own = Math.max(0, whole.meanSquare() - measured) * totalMs * totalMs / squares;
                    double share = Math.sqrt((own + unit.deviation() * unit.deviation()) / whole.meanSquare());
                    return Interval.around(unit.costMs(), Math.pow(whole.factor(UPPER), share));
                })
                .filter(i -> Double.isFinite(i.highMs()));
    }

    /** The share of the units' costs that was measured and not interpolated, in [0, 1]. */
    public double measuredShare() {
        double all = units.stream().mapToDouble(UnitCost::costMs).sum();
        return all == 0
                ? 1
                : units.stream()
                                .filter(UnitCost::measured)
                                .mapToDouble(UnitCost::costMs)
                                .sum()
                        / all;
    }

    /** P(latency <= {@code ms}), at least; empty where too little is known to say. */
    public Optional<Double> probabilityWithin(double ms) {
        return uncertainty.map(u -> u.probabilityWithin(ms / totalMs));
    }
}

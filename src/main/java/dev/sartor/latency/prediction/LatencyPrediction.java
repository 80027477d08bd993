package dev.sartor.latency.prediction;

import dev.sartor.latency.certificate.Certificate;
import java.util.List;
import java.util.Optional;

/**
 * The predicted latency of a whole network.
 *
 * @param totalMs      the prediction
 * @param offsetMs     the constant part
 * @param weightTermMs the part for weights that do not fit into the caches
 * @param units        the stem, blocks and head in order, without skipped blocks; their costs and the two parts above sum to the
 *                     total
 * @param uncertainty  distribution of the latency around the prediction, for a device at the speed of the table's measurement
 *                     (see {@link Certificate#control}); empty for a table that was never compared with whole networks
 */
public record LatencyPrediction(
        double totalMs, double offsetMs, double weightTermMs, List<UnitCost> units, Optional<Uncertainty> uncertainty) {
    /** Nominal coverage of {@link #interval}. */
    public static final double CONFIDENCE = 0.9;

    /** Confidence of the interval's upper bound alone. */
    private static final double UPPER = (1 + CONFIDENCE) / 2;

    public LatencyPrediction {
        units = List.copyOf(units);
    }

    /**
     * The cost of one unit.
     *
     * @param key       text of the stem, block or head and its input shape
     * @param deviation relative standard deviation of an interpolated cost; 0 for a measured one
     */
    public record UnitCost(String key, double costMs, double deviation) {
        public boolean isMeasured() {
            return deviation == 0;
        }

        double varianceMs2() {
            return deviation * deviation * costMs * costMs;
        }
    }

    /** An interval of latencies. */
    public record Interval(double lowMs, double highMs) {
        static Interval around(double ms, double factor) {
            return new Interval(ms / factor, ms * factor);
        }

        /** Whether a latency lies in the interval. */
        boolean contains(double ms) {
            return lowMs <= ms && ms <= highMs;
        }
    }

    /** The 90 % interval of the latency; empty if too few networks were measured. */
    public Optional<Interval> interval() {
        return uncertainty
                .map(u -> Interval.around(totalMs, u.upperFactor(UPPER)))
                .filter(i -> Double.isFinite(i.highMs()));
    }

    /**
     * The 90 % interval of one unit: the error of the prediction is divided among the units, in proportion to their costs, as if
     * their errors were independent.
     */
    public Optional<Interval> interval(UnitCost unit) {
        double squares =
                units.stream().mapToDouble(u -> u.costMs() * u.costMs()).sum();
        // relative variance of the total because units were interpolated
        double interpolated = units.stream().mapToDouble(UnitCost::varianceMs2).sum() / (totalMs * totalMs);
        return uncertainty
                .map(whole -> {
                    double measuredVariance =
                            Math.max(0, whole.meanSquare() - interpolated) * totalMs * totalMs / squares;
                    double variance = measuredVariance + unit.deviation() * unit.deviation();
                    double errorRatio = Math.sqrt(variance / whole.meanSquare());
                    return Interval.around(unit.costMs(), Math.pow(whole.upperFactor(UPPER), errorRatio));
                })
                .filter(i -> Double.isFinite(i.highMs()));
    }

    /** The fraction of the units' costs that was measured and not interpolated, in [0, 1]. */
    public double measuredShare() {
        double all = units.stream().mapToDouble(UnitCost::costMs).sum();
        return all == 0
                ? 1
                : units.stream()
                                .filter(UnitCost::isMeasured)
                                .mapToDouble(UnitCost::costMs)
                                .sum()
                        / all;
    }
}

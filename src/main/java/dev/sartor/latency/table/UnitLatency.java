package dev.sartor.latency.table;

import java.util.Optional;

/**
 * One row of a latency table: the latency of a unit on the device, and its cost within a network. A unit is a stem, block or head
 * together with its input shape.
 *
 * @param key      the unit's key, such as {@code ir_r1_k3_s2_e6_c24_nr6@16x112x112}: the text of the block and its input shape
 * @param kind     {@code stem}, {@code head} or the block type
 * @param medianMs median over rounds of the latency of the unit alone
 * @param noise    how much it varied; empty if an imported table does not say
 * @param costMs   cost in the latency of a network with this unit: {@code medianMs} after calibration
 */
public record UnitLatency(String key, String kind, double medianMs, Optional<Noise> noise, double costMs) {

    /**
     * How much a measurement varied.
     *
     * @param p10Ms 10th percentile over rounds
     * @param p90Ms 90th percentile over rounds
     * @param runs  number of timed runs
     */
    public record Noise(double p10Ms, double p90Ms, int runs) {
        public Noise {
            notNegative("p10_ms", p10Ms);
            notNegative("p90_ms", p90Ms);
            if (runs < 1) {
                throw new IllegalArgumentException("n must be at least 1, not " + runs);
            }
        }
    }

    public UnitLatency {
        if (key.isBlank() || kind.isBlank()) {
            throw new IllegalArgumentException("A unit needs a key and a kind, not '" + key + "' and '" + kind + "'");
        }
        notNegative("median_ms", medianMs);
        notNegative("cost_ms", costMs);
        if (noise.isPresent()
                && (noise.get().p10Ms() > medianMs || medianMs > noise.get().p90Ms())) {
            throw new IllegalArgumentException("p10_ms, median_ms and p90_ms must ascend, not "
                    + noise.get().p10Ms() + ", " + medianMs + ", " + noise.get().p90Ms());
        }
    }

    /** A measured row. */
    public UnitLatency(String key, String kind, double medianMs, double p10Ms, double p90Ms, int runs, double costMs) {
        this(key, kind, medianMs, Optional.of(new Noise(p10Ms, p90Ms, runs)), costMs);
    }

    /** A row without a calibration: the unit's latency alone is also its cost within a network. */
    public static UnitLatency uncalibrated(String key, String kind, double medianMs, Optional<Noise> noise) {
        return new UnitLatency(key, kind, medianMs, noise, medianMs);
    }

    public UnitLatency withCostMs(double cost) {
        return new UnitLatency(key, kind, medianMs, noise, cost);
    }

    private static void notNegative(String column, double value) {
        if (!(value >= 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(column + " must be a number of at least 0, not " + value);
        }
    }
}

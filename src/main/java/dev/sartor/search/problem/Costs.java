package dev.sartor.search.problem;

import dev.sartor.base.UserError;
import dev.sartor.network.Precision;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Costs of one network.
 *
 * @param macs                multiply-accumulates of one image
 * @param params              trainable parameters
 * @param peakActivationBytes peak activation memory of one image in bytes
 * @param weightBytes         bytes of the weights
 * @param latencyMs           predicted latency in ms, by the name of the latency table
 */
public record Costs(
        long macs, long params, long peakActivationBytes, long weightBytes, SortedMap<String, Double> latencyMs) {
    public Costs {
        if (macs < 0 || params < 0 || peakActivationBytes < 0 || weightBytes < 0) {
            throw new IllegalArgumentException("Costs must not be negative: " + macs + " MACs, " + params
                    + " parameters, " + peakActivationBytes + " bytes, " + weightBytes + " bytes of weights");
        }
        latencyMs = Collections.unmodifiableSortedMap(new TreeMap<>(latencyMs));
        latencyMs.forEach((table, ms) -> {
            if (!Double.isFinite(ms) || ms < 0) {
                throw impossible(table, ms);
            }
        });
    }

    /** The error for an impossible latency, which a table for much larger networks can predict when missing blocks are estimated. */
    private static UserError impossible(String table, double ms) {
        return new UserError(
                "a latency of " + String.format(Locale.ROOT, "%.4f", ms)
                        + " ms is predicted for a network of this space",
                "table " + table,
                "profile this space on the device; the table was made for networks that are too different");
    }

    /** The costs of a network in fp32. */
    public Costs(long macs, long params, long peakActivationBytes, SortedMap<String, Double> latencyMs) {
        this(macs, params, peakActivationBytes, Precision.FP32.bytes(params), latencyMs);
    }

    /** Whether the weights are those of an fp32 network, whose bytes follow from the parameters. */
    public boolean hasFp32Weights() {
        return weightBytes == Precision.FP32.bytes(params);
    }

    /** The number format of the network whose costs these are. */
    public Precision precision() {
        return hasFp32Weights() ? Precision.FP32 : Precision.INT8;
    }

    /** The latency that one table predicts. */
    public double latencyMs(String table) {
        Double ms = latencyMs.get(table);
        if (ms == null) {
            throw new IllegalArgumentException("No latency of table " + table + " among " + latencyMs.keySet());
        }
        return ms;
    }

    /** The largest latency over all tables. */
    public double worstLatencyMs() {
        if (latencyMs.isEmpty()) {
            throw new IllegalStateException("There is no latency without a table");
        }
        double worst = 0;
        for (double ms : latencyMs.values()) {
            worst = Math.max(worst, ms);
        }
        return worst;
    }

    /** The mean of the latencies over all tables. */
    double meanLatencyMs() {
        return latencyMs.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow(() -> new IllegalStateException("There is no latency without a table"));
    }
}

package dev.sartor.search.problem;

import dev.sartor.network.Precision;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Costs of one network.
 *
 * @param macs                multiply-accumulates of one image
 * @param params              trainable parameters
 * @param peakActivationBytes peak activation memory of one image
 * @param weightBytes         bytes of the weights
 * @param latencyMs           predicted latency by the name of the latency table
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
                throw new IllegalArgumentException("Table " + table + " predicts " + ms + " ms");
            }
        });
    }

    /** The costs of a network in fp32. */
    public Costs(long macs, long params, long peakActivationBytes, SortedMap<String, Double> latencyMs) {
        this(macs, params, peakActivationBytes, Precision.FP32.bytes(params), latencyMs);
    }

    /** Whether the weights are those of an fp32 network, whose bytes follow from the parameters. */
    public boolean hasFp32Weights() {
        return weightBytes == Precision.FP32.bytes(params);
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

package dev.sartor.latency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was measured so far: per probe and round the median of the visit's runs, and the control between them. */
public final class Measured {
    private final int rounds;
    private final Map<String, double[]> medians = new HashMap<>();
    private final Map<String, Integer> runs = new HashMap<>();
    private final Map<String, String> refused = new LinkedHashMap<>();
    private final List<Double> control = new ArrayList<>();
    private double seconds;

    Measured(int rounds) {
        this.rounds = rounds;
    }

    /** Enters a visit. */
    void visited(String probe, int round, double[] runsMs) {
        double[] values = medians.computeIfAbsent(probe, _ -> nothing());
        values[round] = Quantiles.median(runsMs);
        runs.merge(probe, runsMs.length, Integer::sum);
    }

    void refused(String probe, String reason) {
        refused.put(probe, reason);
    }

    void controlMs(double ms) {
        control.add(ms);
    }

    void passed(double moreSeconds) {
        seconds += moreSeconds;
    }

    boolean has(String probe, int round) {
        return !Double.isNaN(roundsMs(probe)[round]);
    }

    /** Median per round, NaN where there was no visit. */
    double[] roundsMs(String probe) {
        double[] values = refused.containsKey(probe) ? null : medians.get(probe);
        return values == null ? nothing() : values.clone();
    }

    /** Median over rounds; empty for what was never measured or refused. */
    public Optional<Double> medianMs(Probe probe) {
        double[] values = present(roundsMs(probe.key()));
        return values.length == 0 ? Optional.empty() : Optional.of(Quantiles.median(values));
    }

    int runs(String probe) {
        return runs.getOrDefault(probe, 0);
    }

    /** Probes that the device could not load or run, with its reason. */
    public Map<String, String> refusals() {
        return new LinkedHashMap<>(refused);
    }

    double[] control() {
        return control.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Time spent measuring. */
    public double seconds() {
        return seconds;
    }

    /** Rounds in which anything was measured. */
    public int roundsDone() {
        int done = 0;
        for (int r = 0; r < rounds; r++) {
            int round = r;
            done += medians.values().stream().anyMatch(v -> !Double.isNaN(v[round])) ? 1 : 0;
        }
        return done;
    }

    /** Whether nine of ten probes have a median whose 95 % confidence interval is so narrow. */
    boolean preciseTo(double relative) {
        double[] widths = medians.values().stream().mapToDouble(v -> halfWidth(present(v))).toArray();
        return widths.length > 0 && Quantiles.of(widths, 0.9) <= relative;
    }

    /** The notches of McGill, Tukey and Larsen (1978): 1.57 * interquartile range / sqrt(n). */
    private static double halfWidth(double[] values) {
        double spread = Quantiles.of(values, 0.75) - Quantiles.of(values, 0.25);
        return 1.57 * spread / Math.sqrt(values.length) / Quantiles.median(values);
    }

    static double[] present(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    }

    private double[] nothing() {
        double[] values = new double[rounds];
        Arrays.fill(values, Double.NaN);
        return values;
    }
}

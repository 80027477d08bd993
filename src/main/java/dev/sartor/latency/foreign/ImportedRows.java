package dev.sartor.latency.foreign;

import dev.sartor.latency.table.UnitLatency;
import dev.sartor.latency.table.UnitLatency.Noise;
import dev.sartor.space.unit.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rows that a reader makes from a file, doubts about some of them, and the entries that became no row. */
final class ImportedRows {
    /** The 90th percentile of a standard normal distribution. */
    private static final double NORMAL_DECILE = 1.2815515655446004;

    private final Map<String, UnitLatency> rows = new LinkedHashMap<>();
    private final Map<String, String> doubts = new TreeMap<>();
    private final Map<String, String> unmapped = new LinkedHashMap<>();

    /** Adds a unit, unless its latency is impossible or the unit already has one. */
    void add(String entry, Unit unit, double ms, Optional<Noise> noise) {
        if (!(ms >= 0 && Double.isFinite(ms))) {
            unmapped(entry, "a latency of " + ms + " ms is impossible");
        } else if (unit.isEmpty()) {
            unmapped(entry, "it computes nothing");
        } else if (rows.containsKey(unit.key())) {
            unmapped(entry, "a second latency for " + unit.key());
        } else {
            rows.put(unit.key(), new UnitLatency(unit.key(), unit.segment().kind(), ms, noise, ms));
        }
    }

    /** Adds an entry that becomes no row. */
    void unmapped(String entry, String reason) {
        unmapped.put(entry, reason);
    }

    /** Adds a doubt about the latency of a unit, if it has one. */
    void addDoubt(Unit unit, String doubt) {
        if (rows.containsKey(unit.key())) {
            doubts.put(unit.key(), doubt);
        }
    }

    List<UnitLatency> rows() {
        return new ArrayList<>(rows.values());
    }

    Map<String, String> doubts() {
        return Collections.unmodifiableMap(doubts);
    }

    Map<String, String> unmapped() {
        return Collections.unmodifiableMap(unmapped);
    }

    /** The deciles of a normal distribution with this mean and standard deviation. */
    static Noise noise(double mean, double deviation, int runs) {
        return new Noise(Math.max(0, mean - NORMAL_DECILE * deviation), mean + NORMAL_DECILE * deviation, runs);
    }
}

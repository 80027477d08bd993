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

/** What a reader makes of a file: rows, what is doubtful about them, and the entries that are no rows. */
final class ImportedRows {
    /** 90 % of a standard normal distribution lie below it. */
    private static final double NORMAL_DECILE = 1.2815515655446004;

    private final Map<String, UnitLatency> rows = new LinkedHashMap<>();
    private final Map<String, String> flags = new TreeMap<>();
    private final Map<String, String> unmapped = new LinkedHashMap<>();

    /** Enters a unit, unless its figure is impossible or it has one. */
    void add(String entry, Unit unit, double ms, Optional<Noise> noise) {
        if (!(ms >= 0 && Double.isFinite(ms))) {
            unmapped(entry, "a latency of " + ms + " ms is impossible");
        } else if (unit.isEmpty()) {
            unmapped(entry, "nothing is computed there");
        } else if (rows.containsKey(unit.key())) {
            unmapped(entry, "a second figure for " + unit.key());
        } else {
            rows.put(unit.key(), new UnitLatency(unit.key(), unit.segment().kind(), ms, noise, ms));
        }
    }

    /** Notes an entry that no row stands for. */
    void unmapped(String entry, String reason) {
        unmapped.put(entry, reason);
    }

    /** Notes what is doubtful about a unit's figure, if it has one. */
    void flag(Unit unit, String doubt) {
        if (rows.containsKey(unit.key())) {
            flags.put(unit.key(), doubt);
        }
    }

    List<UnitLatency> rows() {
        return new ArrayList<>(rows.values());
    }

    Map<String, String> flags() {
        return Collections.unmodifiableMap(flags);
    }

    Map<String, String> unmapped() {
        return Collections.unmodifiableMap(unmapped);
    }

    /** Deciles of a normal distribution with that mean and standard deviation. */
    static Noise noise(double mean, double deviation, int runs) {
        return new Noise(Math.max(0, mean - NORMAL_DECILE * deviation), mean + NORMAL_DECILE * deviation, runs);
    }
}

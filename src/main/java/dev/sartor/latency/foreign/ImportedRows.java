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

/** The result of reading a file: rows of a latency table, doubts about some of them, and the entries without a row. */
final class ImportedRows {
    private static final double NORMAL_90TH_PERCENTILE = 1.2815515655446004;

    private final Map<String, UnitLatency> rows = new LinkedHashMap<>();
    private final Map<String, String> doubts = new TreeMap<>();
    private final Map<String, String> entriesWithoutRow = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * Adds a row, unless its latency is impossible or the unit already has a row.
     *
     * @param entry the key of the unit in the file
     */
    void add(String entry, Unit unit, double ms, Optional<Noise> noise) {
        if (!(ms >= 0 && Double.isFinite(ms))) {
            addEntryWithoutRow(entry, "a latency of " + ms + " ms is impossible");
        } else if (unit.isEmpty()) {
            addEntryWithoutRow(entry, "it computes nothing");
        } else if (rows.containsKey(unit.key())) {
            addEntryWithoutRow(entry, "a second latency for " + unit.key());
        } else {
            rows.put(
                    unit.key(),
                    UnitLatency.uncalibrated(unit.key(), unit.segment().kind(), ms, noise));
        }
    }

    /** Records that an entry has no row. */
    void addEntryWithoutRow(String entry, String reason) {
        entriesWithoutRow.put(entry, reason);
    }

    /** Records a doubt about the latency of a unit, if it has a row. */
    void addDoubt(Unit unit, String doubt) {
        if (rows.containsKey(unit.key())) {
            doubts.put(unit.key(), doubt);
        }
    }

    /** Records a sentence about how the file was read. */
    void addNote(String note) {
        notes.add(note);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    List<UnitLatency> rows() {
        return new ArrayList<>(rows.values());
    }

    Map<String, String> doubts() {
        return Collections.unmodifiableMap(doubts);
    }

    Map<String, String> entriesWithoutRow() {
        return Collections.unmodifiableMap(entriesWithoutRow);
    }

    /** The 10th and 90th percentile of a normal distribution with this mean and standard deviation, in ms. */
    static Noise noise(double mean, double deviation, int runs) {
        double distance = NORMAL_90TH_PERCENTILE * deviation;
        return new Noise(Math.max(0, mean - distance), mean + distance, runs);
    }
}

package dev.sartor.latency.foreign;

import dev.sartor.base.UserError;
import dev.sartor.base.csv.CsvRow;
import dev.sartor.base.csv.CsvTable;
import dev.sartor.base.math.Quantiles;
import dev.sartor.latency.table.UnitLatency.Noise;
import dev.sartor.space.unit.Unit;
import dev.sartor.space.unit.UnitKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads latencies of units (stems, blocks, heads) from a CSV file with the columns {@code key} and {@code ms}, optionally
 * {@code p10}, {@code p90} and {@code n}. Several rows of a unit are repeated measurements: their median counts, and the table
 * says so.
 */
final class ForeignCsvReader {
    private static final int NAMED_LINES = 3;

    private final CsvTable table;
    private final Map<String, String> roles;
    private final Map<String, LatencyColumn> latencies = new LinkedHashMap<>();
    private final ImportedRows rows;

    /** @param timeUnit the unit of time that the user gave for all columns of latencies, if any */
    ForeignCsvReader(CsvTable table, Map<String, String> roles, Optional<LatencyTimeUnit> timeUnit, ImportedRows rows) {
        this.table = table;
        this.roles = roles;
        this.rows = rows;
        table.requireColumn(ColumnRoles.required(roles, "key"));
        ColumnRoles.required(roles, "ms");
        Stream.of("ms", "p10", "p90")
                .filter(roles::containsKey)
                .forEach(role -> latencies.put(role, LatencyColumn.of(table, roles.get(role), timeUnit)));
        if (roles.containsKey("n")) {
            table.requireColumn(roles.get("n"));
        }
    }

    void read() {
        latencies.get("ms").note().ifPresent(rows::addNote);
        Map<String, Unit> units = new LinkedHashMap<>();
        Map<String, List<CsvRow>> rowsOfUnit = new LinkedHashMap<>();
        for (CsvRow row : table.rows()) {
            unit(row).ifPresent(unit -> {
                units.put(unit.key(), unit);
                rowsOfUnit.computeIfAbsent(unit.key(), _ -> new ArrayList<>()).add(row);
            });
        }
        rowsOfUnit.forEach((key, repeated) -> add(key, units.get(key), repeated));
        noteRepeated(rowsOfUnit);
    }

    /** The unit of a row with a possible latency; others are recorded as entries without a row. */
    private Optional<Unit> unit(CsvRow row) {
        String key = row.text(roles.get("key"));
        double ms = latencies.get("ms").ms(row);
        if (Double.isNaN(ms)) {
            rows.addEntryWithoutRow(key, "line " + row.line() + " has no latency");
            return Optional.empty();
        }
        if (ms < 0) {
            rows.addEntryWithoutRow(key, "a latency of " + ms + " ms is impossible");
            return Optional.empty();
        }
        try {
            return Optional.of(UnitKey.parse(key));
        } catch (UserError e) {
            rows.addEntryWithoutRow(key, e.getMessage());
            return Optional.empty();
        }
    }

    private void add(String key, Unit unit, List<CsvRow> repeated) {
        double[] ms = repeated.stream().mapToDouble(latencies.get("ms")::ms).toArray();
        try {
            rows.add(key, unit, Quantiles.median(ms), noise(repeated));
        } catch (IllegalArgumentException e) {
            rows.addEntryWithoutRow(key, e.getMessage());
        }
        if (repeated.size() > 1) {
            rows.addDoubt(unit, "median of " + repeated.size() + " rows, lines " + lines(repeated));
        }
    }

    private void noteRepeated(Map<String, List<CsvRow>> rowsOfUnit) {
        List<Map.Entry<String, List<CsvRow>>> repeated = rowsOfUnit.entrySet().stream()
                .filter(e -> e.getValue().size() > 1)
                .toList();
        if (!repeated.isEmpty()) {
            rows.addNote(repeated.size() + (repeated.size() == 1 ? " unit has" : " units have")
                    + " several rows, of which the median was taken; the first: "
                    + repeated.getFirst().getKey() + " in lines "
                    + lines(repeated.getFirst().getValue()));
        }
    }

    private static String lines(List<CsvRow> repeated) {
        List<String> lines = repeated.stream()
                .limit(NAMED_LINES)
                .map(r -> Long.toString(r.line()))
                .toList();
        return String.join(", ", lines) + (repeated.size() > NAMED_LINES ? ", …" : "");
    }

    /** The widest interval of repeated rows and the sum of their runs; empty if a column or a value is missing. */
    private Optional<Noise> noise(List<CsvRow> repeated) {
        if (!latencies.containsKey("p10") || !latencies.containsKey("p90") || !roles.containsKey("n")) {
            return Optional.empty();
        }
        double p10 =
                repeated.stream().mapToDouble(latencies.get("p10")::ms).min().orElseThrow();
        double p90 =
                repeated.stream().mapToDouble(latencies.get("p90")::ms).max().orElseThrow();
        double runs = repeated.stream()
                .mapToDouble(r -> r.number(roles.get("n")).orElse(Double.NaN))
                .sum();
        if (Double.isNaN(p10) || Double.isNaN(p90) || Double.isNaN(runs)) {
            return Optional.empty();
        }
        if (runs != Math.rint(runs) || runs < 1 || runs > Integer.MAX_VALUE) {
            throw new UserError(
                    "the number of runs must be a positive whole number, not " + runs,
                    repeated.getFirst().where() + " " + roles.get("n"),
                    "correct this row, or leave n out of --columns");
        }
        return Optional.of(new Noise(p10, p90, (int) runs));
    }
}

package dev.sartor.latency.table;

import dev.sartor.base.UserError;
import dev.sartor.base.csv.Csv;
import dev.sartor.base.csv.CsvRow;
import dev.sartor.base.csv.CsvTable;
import dev.sartor.latency.table.UnitLatency.Noise;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The CSV text of a latency table: a header line, then one line per unit (see {@link UnitLatency}), each ended by {@code \n}. The
 * fields p10_ms, p90_ms and n are empty if an imported table does not have them. A text that was written by this class is the
 * same after it is read and written again.
 */
final class UnitCsv {
    private static final List<String> COLUMNS = List.of("key", "kind", "median_ms", "p10_ms", "p90_ms", "n", "cost_ms");
    static final String HEADER = String.join(",", COLUMNS);

    private UnitCsv() {}

    static String format(Collection<UnitLatency> units) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(COLUMNS);
        for (UnitLatency u : units) {
            rows.add(List.of(
                    u.key(),
                    u.kind(),
                    plain(u.medianMs()),
                    u.noise().map(n -> plain(n.p10Ms())).orElse(""),
                    u.noise().map(n -> plain(n.p90Ms())).orElse(""),
                    u.noise().map(n -> Integer.toString(n.runs())).orElse(""),
                    plain(u.costMs())));
        }
        return Csv.write(rows);
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).toPlainString();
    }

    /**
     * Parses the text of a table, also as a spreadsheet or Git for Windows writes it again: with a byte order mark, Windows line
     * ends, quotes, or semicolons and decimal commas.
     *
     * @param place name of the file, for {@link UserError}s that name the line
     */
    static List<UnitLatency> parse(String text, String place) {
        if (!text.endsWith("\n")) {
            throw truncated(place, 1 + (int) text.chars().filter(c -> c == '\n').count());
        }
        CsvTable table = CsvTable.parse(place, text);
        checkHeader(table);
        List<UnitLatency> units = new ArrayList<>();
        Map<String, Long> lineOfKey = new HashMap<>();
        for (CsvRow row : table.rows()) {
            UnitLatency unit = unit(row);
            Long earlier = lineOfKey.putIfAbsent(unit.key(), row.line());
            if (earlier != null) {
                throw new UserError(
                        "unit " + unit.key() + " is in the table twice, first in line " + earlier,
                        row.where(),
                        "rows of different measurements are never mixed: profile the space again");
            }
            units.add(unit);
        }
        return units;
    }

    private static void checkHeader(CsvTable table) {
        if (!table.columns().equals(COLUMNS)) {
            throw new UserError(
                    "the columns are not those of a latency table: " + String.join(",", table.columns()),
                    table.place() + ":1",
                    "the first line must be " + HEADER);
        }
    }

    private static UserError truncated(String place, int line) {
        return new UserError(
                "the table ends in the middle of a line",
                place + ":" + line,
                "the file is truncated: restore it, or profile the space again");
    }

    private static UnitLatency unit(CsvRow row) {
        try {
            return new UnitLatency(
                    row.text("key"), row.text("kind"), number(row, "median_ms"), noise(row), number(row, "cost_ms"));
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage(), row.where(), "correct the row, or profile the space again");
        }
    }

    /** All three fields, or none if an imported table does not have them. */
    private static Optional<Noise> noise(CsvRow row) {
        if (Stream.of("p10_ms", "p90_ms", "n").allMatch(c -> row.text(c).isEmpty())) {
            return Optional.empty();
        }
        double runs = number(row, "n");
        if (runs != Math.rint(runs) || runs > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("n must be a whole number, not " + row.text("n"));
        }
        return Optional.of(new Noise(number(row, "p10_ms"), number(row, "p90_ms"), (int) runs));
    }

    private static double number(CsvRow row, String column) {
        return row.number(column)
                .orElseThrow(() ->
                        new IllegalArgumentException(column + " must be a number, not '" + row.text(column) + "'"));
    }
}

package dev.sartor.latency.table;

import dev.sartor.base.UserError;
import dev.sartor.base.csv.Csv;
import dev.sartor.latency.table.UnitLatency.Noise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The CSV text of a latency table: a header line, then one line per unit, each ended by {@code \n}; p10_ms, p90_ms and n
 * are empty if an imported table does not have them. Reading and writing gives the same text.
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

    /** Parses the rows; {@code place} is the name of the file for {@link UserError}s, which name the line. */
    static List<UnitLatency> parse(String text, String place) {
        if (!text.endsWith("\n")) {
            throw truncated(place, 1 + (int) text.chars().filter(c -> c == '\n').count());
        }
        try (CSVParser rows = CSVParser.parse(text, Csv.EXACT)) {
            return units(rows, place);
        } catch (IOException | UncheckedIOException e) {
            throw new UserError("not CSV: " + e.getMessage(), place, "correct the row, or profile the space again");
        }
    }

    private static List<UnitLatency> units(CSVParser rows, String place) {
        List<UnitLatency> units = new ArrayList<>();
        Map<String, Long> lineOfKey = new HashMap<>();
        for (CSVRecord row : rows) {
            long line = rows.getCurrentLineNumber();
            if (row.getRecordNumber() == 1) {
                checkHeader(row.toList(), place);
                continue;
            }
            UnitLatency unit = row(row.toList(), place + ":" + line);
            Long earlier = lineOfKey.putIfAbsent(unit.key(), line);
            if (earlier != null) {
                throw new UserError(
                        "unit " + unit.key() + " is in the table twice, first in line " + earlier,
                        place + ":" + line,
                        "rows of different measurements are never mixed: profile the space again");
            }
            units.add(unit);
        }
        return units;
    }

    private static void checkHeader(List<String> columns, String place) {
        if (!columns.equals(COLUMNS)) {
            throw new UserError(
                    "the columns are not those of a latency table: " + String.join(",", columns),
                    place + ":1",
                    "the first line must be " + HEADER);
        }
    }

    private static UserError truncated(String place, int line) {
        return new UserError(
                "the table ends in the middle of a line",
                place + ":" + line,
                "the file is truncated: restore it, or profile the space again");
    }

    private static UnitLatency row(List<String> fields, String place) {
        if (fields.size() != COLUMNS.size()) {
            throw new UserError(
                    "a row has " + COLUMNS.size() + " fields, not " + fields.size(),
                    place,
                    "the columns are " + HEADER);
        }
        try {
            return new UnitLatency(
                    fields.get(0), fields.get(1), number(fields.get(2)), noise(fields), number(fields.get(6)));
        } catch (NumberFormatException e) {
            throw new UserError(
                    "not a row of numbers: " + String.join(",", fields), place, "the columns are " + HEADER);
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage(), place, "correct the row, or profile the space again");
        }
    }

    /** All three fields, or none if an imported table does not have them. */
    private static Optional<Noise> noise(List<String> fields) {
        if (fields.subList(3, 6).stream().allMatch(String::isEmpty)) {
            return Optional.empty();
        }
        return Optional.of(new Noise(number(fields.get(3)), number(fields.get(4)), Integer.parseInt(fields.get(5))));
    }

    /** Decimal numbers only: Java would also read "NaN", "0x1p3" and "1d". */
    private static double number(String text) {
        return new BigDecimal(text).doubleValue();
    }
}

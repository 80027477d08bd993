package dev.sartor.latency.table;

import dev.sartor.base.UserError;
import dev.sartor.latency.table.UnitLatency.Noise;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The CSV text of a latency table: a header line, then one line per unit, each ended by {@code \n}. Fields contain no commas
 * or quotes; p10_ms, p90_ms and n are empty if an imported table does not have them. Reading and writing gives the same text.
 */
final class UnitCsv {
    static final String HEADER = "key,kind,median_ms,p10_ms,p90_ms,n,cost_ms";
    private static final int COLUMNS = HEADER.split(",").length;

    private UnitCsv() {}

    static String format(Collection<UnitLatency> units) {
        var text = new StringBuilder(HEADER).append('\n');
        for (UnitLatency u : units) {
            text.append(u.key())
                    .append(',')
                    .append(u.kind())
                    .append(',')
                    .append(plain(u.medianMs()))
                    .append(',')
                    .append(u.noise().map(UnitCsv::format).orElse(",,"))
                    .append(',')
                    .append(plain(u.costMs()))
                    .append('\n');
        }
        return text.toString();
    }

    private static String format(Noise noise) {
        return plain(noise.p10Ms()) + ',' + plain(noise.p90Ms()) + ',' + noise.runs();
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).toPlainString();
    }

    /** Parses the rows; {@code place} is the name of the file for {@link UserError}s, which name the line. */
    static List<UnitLatency> parse(String text, String place) {
        if (!text.endsWith("\n")) {
            throw truncated(place, 1 + (int) text.chars().filter(c -> c == '\n').count());
        }
        String[] lines = text.substring(0, text.length() - 1).split("\n", -1);
        if (!lines[0].equals(HEADER)) {
            throw new UserError(
                    "the columns are not those of a latency table: " + lines[0],
                    place + ":1",
                    "the first line must be " + HEADER);
        }
        List<UnitLatency> units = new ArrayList<>();
        Map<String, Integer> lineOfKey = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            UnitLatency unit = row(lines[i], place + ":" + (i + 1));
            Integer earlier = lineOfKey.putIfAbsent(unit.key(), i + 1);
            if (earlier != null) {
                throw new UserError(
                        "unit " + unit.key() + " is in the table twice, first in line " + earlier,
                        place + ":" + (i + 1),
                        "rows of different measurements are never mixed: profile the space again");
            }
            units.add(unit);
        }
        return units;
    }

    private static UserError truncated(String place, int line) {
        return new UserError(
                "the table ends in the middle of a line",
                place + ":" + line,
                "the file is truncated: restore it, or profile the space again");
    }

    private static UnitLatency row(String line, String place) {
        String[] fields = line.split(",", -1);
        if (fields.length != COLUMNS) {
            throw new UserError(
                    "a row has " + COLUMNS + " fields, not " + fields.length, place, "the columns are " + HEADER);
        }
        try {
            return new UnitLatency(fields[0], fields[1], number(fields[2]), noise(fields), number(fields[6]));
        } catch (NumberFormatException e) {
            throw new UserError("not a row of numbers: " + line, place, "the columns are " + HEADER);
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage(), place, "correct the row, or profile the space again");
        }
    }

    /** All three fields, or none if an imported table does not have them. */
    private static Optional<Noise> noise(String[] fields) {
        if (fields[3].isEmpty() && fields[4].isEmpty() && fields[5].isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Noise(number(fields[3]), number(fields[4]), Integer.parseInt(fields[5])));
    }

    /** Decimal numbers only: Java would also read "NaN", "0x1p3" and "1d". */
    private static double number(String text) {
        return new BigDecimal(text).doubleValue();
    }
}

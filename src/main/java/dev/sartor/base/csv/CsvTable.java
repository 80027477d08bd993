package dev.sartor.base.csv;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file with a header line, as other programs write it: separated by commas, semicolons or tabs, with a byte order mark,
 * Windows line ends, quotes, decimal commas, blank lines, or a column without a name.
 */
public final class CsvTable {
    /** The first line in which spreadsheets state the delimiter, as in {@code sep=;}. */
    private static final String SEPARATOR_LINE = "sep=";

    private final String place;
    private final char delimiter;
    private final List<String> columns;
    private final List<CsvRow> rows = new ArrayList<>();
    private final Map<String, CsvNumbers> numbers = new HashMap<>();

    private CsvTable(String place, char delimiter, List<String> columns) {
        this.place = place;
        this.delimiter = delimiter;
        this.columns = columns;
    }

    /** @throws UserError if the file cannot be read or is not CSV */
    public static CsvTable read(Path file) {
        return parse(file.toString(), CsvText.read(file));
    }

    /**
     * Parses the text of a file.
     *
     * @param place name of the file, for error messages
     * @throws UserError that names the line, if the text is not CSV
     */
    public static CsvTable parse(String place, String text) {
        String content = CsvText.withoutMark(text);
        int skippedLines = 0;
        char delimiter = CsvDelimiter.of(content);
        if (content.startsWith(SEPARATOR_LINE) && content.length() > SEPARATOR_LINE.length()) {
            delimiter = content.charAt(SEPARATOR_LINE.length());
            content = content.substring(content.indexOf('\n') + 1);
            skippedLines = 1;
        }
        try (CSVParser parser = CSVParser.parse(content, format(delimiter, place))) {
            int minColumns = 1;
            CsvTable table = null;
            for (CSVRecord row : parser) {
                long line = parser.getCurrentLineNumber() + skippedLines;
                List<String> values = row.stream().map(String::strip).toList();
                if (table == null) {
                    table = new CsvTable(place, delimiter, withoutEmptyEnd(values, minColumns));
                } else if (values.stream().anyMatch(v -> !v.isEmpty())) {
                    table.add(values, line);
                }
            }
            if (table == null) {
                throw new UserError(
                        "the file is empty", place + ":1", "use a CSV file whose first line names its columns");
            }
            return table;
        } catch (IOException | IllegalArgumentException | UncheckedIOException e) {
            throw new UserError(
                    "not CSV: " + e.getMessage(), place, "use a CSV file whose first line names its columns");
        }
    }

    private static CSVFormat format(char delimiter, String place) {
        if (delimiter == '"'
                || Character.isLetterOrDigit(delimiter)
                || Character.isWhitespace(delimiter) && delimiter != '\t') {
            throw new UserError(
                    "'" + delimiter + "' cannot separate columns", place + ":1", "separate the columns by commas");
        }
        return CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(delimiter != '\t')
                .get();
    }

    private void add(List<String> values, long line) {
        List<String> fields = withoutEmptyEnd(values, columns.size());
        if (fields.size() != columns.size()) {
            throw new UserError(
                    "this row has " + fields.size() + " fields instead of " + columns.size(),
                    place + ":" + line,
                    delimiter == ','
                            ? "the columns are " + String.join(", ", columns)
                                    + "; numbers with a decimal comma need quotes, or columns separated by semicolons"
                            : "the columns are " + String.join(", ", columns));
        }
        rows.add(new CsvRow(this, line, fields));
    }

    /** The values without empty ones at the end, which spreadsheets add, but at least {@code minimum} values. */
    private static List<String> withoutEmptyEnd(List<String> values, int minimum) {
        int size = values.size();
        while (size > minimum && values.get(size - 1).isEmpty()) {
            size--;
        }
        return values.subList(0, size);
    }

    /** Name of the file, for error messages. */
    public String place() {
        return place;
    }

    /** The names of the columns in their order; empty for a column without a name. Names can occur twice. */
    public List<String> columns() {
        return columns;
    }

    /** The rows in their order, without blank ones. */
    public List<CsvRow> rows() {
        return List.copyOf(rows);
    }

    /** @throws UserError if there is no column of that name, or several */
    public void requireColumn(String column) {
        index(column);
    }

    /** The index of a column. */
    int index(String column) {
        List<Integer> found = IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).equals(column))
                .boxed()
                .toList();
        if (found.isEmpty()) {
            List<String> named = columns.stream().filter(c -> !c.isEmpty()).toList();
            throw new UserError("there is no column '" + column + "'", place + ":1", Suggestions.fix(column, named));
        }
        if (found.size() > 1) {
            throw new UserError(
                    found.size() + " columns are named '" + column + "': columns " + (found.get(0) + 1) + " and "
                            + (found.get(1) + 1),
                    place + ":1",
                    "rename all but one of them, so that it is clear which one to read");
        }
        return found.getFirst();
    }

    /** The number format of a column. */
    CsvNumbers numbers(String column) {
        int index = index(column);
        return numbers.computeIfAbsent(
                column,
                _ -> new CsvNumbers(
                        rows.stream().map(r -> r.values().get(index)).toList(), delimiter));
    }
}

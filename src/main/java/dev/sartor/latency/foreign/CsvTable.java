package dev.sartor.latency.foreign;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import dev.sartor.base.csv.Csv;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV file with a header line. */
record CsvTable(String file, List<String> columns, List<CSVRecord> records) {

    static CsvTable read(String file, String text) {
        try (CSVParser parser = CSVParser.parse(new StringReader(text), Csv.WITH_HEADER)) {
            List<CSVRecord> records = new ArrayList<>();
            for (CSVRecord record : parser) {
                if (!record.isConsistent()) {
                    throw new UserError(
                            "a row has " + record.size() + " fields, not "
                                    + parser.getHeaderNames().size(),
                            file + ":" + (record.getRecordNumber() + 1),
                            "the columns are " + parser.getHeaderNames());
                }
                records.add(record);
            }
            return new CsvTable(file, List.copyOf(parser.getHeaderNames()), List.copyOf(records));
        } catch (IOException | IllegalArgumentException | java.io.UncheckedIOException e) {
            throw new UserError(
                    "not CSV: " + e.getMessage(), file, "use a CSV file whose first line names its columns");
        }
    }

    /** @throws UserError if there is no column of that name */
    void require(String column) {
        if (!columns.contains(column)) {
            throw new UserError("there is no column '" + column + "'", file + ":1", Suggestions.fix(column, columns));
        }
    }

    /** A field as a whole number. */
    int number(CSVRecord record, String column) {
        double value = decimal(record, column);
        if (value != Math.rint(value)) {
            throw notANumber(record, column);
        }
        return (int) value;
    }

    /** A field as a number. */
    double decimal(CSVRecord record, String column) {
        try {
            return Double.parseDouble(record.get(column));
        } catch (NumberFormatException e) {
            throw notANumber(record, column);
        }
    }

    private UserError notANumber(CSVRecord record, String column) {
        return new UserError(
                "'" + record.get(column) + "' is not a number",
                file + ":" + (record.getRecordNumber() + 1) + " " + column,
                "correct this row");
    }
}

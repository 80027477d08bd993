package dev.sartor.latency.foreign;

import dev.sartor.base.UserError;
import dev.sartor.latency.table.UnitLatency.Noise;
import dev.sartor.space.unit.UnitKey;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/** Reads latencies of units from a CSV file with the columns {@code key} and {@code ms}, optionally {@code p10}, {@code p90}, {@code n}. */
final class ForeignCsvReader {
    private final CsvTable table;
    private final Map<String, String> columns;
    private final ImportedRows rows;

    ForeignCsvReader(CsvTable table, Map<String, String> columns, ImportedRows rows) {
        this.table = table;
        this.columns = columns;
        this.rows = rows;
        columns.values().forEach(table::require);
    }

    void read() {
        String key = ColumnRoles.required(columns, "key");
        String ms = ColumnRoles.required(columns, "ms");
        for (CSVRecord record : table.records()) {
            try {
                rows.add(record.get(key), UnitKey.parse(record.get(key)), table.decimal(record, ms), noise(record));
            } catch (UserError e) {
                if (e.where().startsWith(table.file())) {
                    throw e;
                }
                rows.addUnmapped(record.get(key), e.getMessage());
            } catch (IllegalArgumentException e) {
                rows.addUnmapped(record.get(key), e.getMessage());
            }
        }
    }

    private Optional<Noise> noise(CSVRecord record) {
        if (!columns.containsKey("p10") || !columns.containsKey("p90") || !columns.containsKey("n")) {
            return Optional.empty();
        }
        return Optional.of(new Noise(
                table.decimal(record, columns.get("p10")),
                table.decimal(record, columns.get("p90")),
                table.number(record, columns.get("n"))));
    }
}

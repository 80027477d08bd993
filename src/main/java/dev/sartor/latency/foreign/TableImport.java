package dev.sartor.latency.foreign;

import dev.sartor.base.UserError;
import dev.sartor.base.csv.CsvTable;
import dev.sartor.base.csv.CsvText;
import dev.sartor.base.file.FileNames;
import dev.sartor.base.file.Sha256;
import dev.sartor.latency.certificate.ForeignCertificate;
import dev.sartor.latency.certificate.TableProvenance;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.space.SearchSpace;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Imports a latency table of another tool.
 *
 * @param format  format of the file
 * @param columns for CSV, the roles of its columns, such as {@code key=unit,ms=latency}; otherwise empty
 * @param timeUnit for CSV, the unit of time of the latencies; empty to take it from the names of the columns
 * @param space   the space whose stems, blocks and heads are composed of operators; only for {@link ForeignFormat#FBNET}
 * @param device  the device that was measured, in the user's words; {@link ForeignCertificate#UNKNOWN} if it is not known
 */
public record TableImport(
        ForeignFormat format,
        String columns,
        Optional<LatencyTimeUnit> timeUnit,
        Optional<SearchSpace> space,
        String device) {
    /** The hash of the table's text, which is computed when the table is written. */
    private static final String HASH_NOT_YET_COMPUTED = "";

    /** An import in the unit of time of the file's format or column names. */
    public TableImport(ForeignFormat format, String columns, Optional<SearchSpace> space, String device) {
        this(format, columns, Optional.empty(), space, device);
    }

    /**
     * Reads a file, which may be compressed ({@code .gz}).
     *
     * @param name  name of the new table
     * @param clock clock for the time of the import
     * @throws UserError if the file cannot be read, has another format, or contains no unit
     */
    public LatencyTable read(Path file, String name, InstantSource clock) {
        String text = CsvText.read(file);
        var rows = new ImportedRows();
        read(file, text, rows);
        if (rows.rows().isEmpty()) {
            throw new UserError(
                    "no unit was found in the file"
                            + rows.entriesWithoutRow().entrySet().stream()
                                    .findFirst()
                                    .map(e -> "; '" + e.getKey() + "': " + e.getValue())
                                    .orElse(""),
                    file.toString(),
                    "check that it is a " + format.description());
        }
        LatencyPlausibility.require(rows.rows(), file.toString());
        var certificate = new ForeignCertificate(
                TableProvenance.FORMAT,
                FileNames.last(file),
                Sha256.of(file),
                format.description(),
                clock.instant(),
                device,
                ForeignCertificate.UNKNOWN,
                ForeignCertificate.UNKNOWN,
                noise(),
                rows.doubts(),
                rows.entriesWithoutRow(),
                rows.notes(),
                HASH_NOT_YET_COMPUTED);
        return new LatencyTable(name, rows.rows(), certificate);
    }

    private void read(Path file, String text, ImportedRows rows) {
        switch (format) {
            case OFA ->
                new LookupTableReader(LookupTableReader.Dialect.OFA, rows).read(YamlLookupTable.read(file, text));
            case PROXYLESSNAS ->
                new LookupTableReader(LookupTableReader.Dialect.PROXYLESSNAS, rows)
                        .read(YamlLookupTable.read(file, text));
            case TFNAS -> {
                CsvTable table = CsvTable.parse(file.toString(), text);
                var latency = LatencyColumn.of(table, ColumnRoles.required(columnRoles(), "ms"), timeUnit);
                new TfNasReader(table, latency, rows).read();
            }
            case CSV ->
                new ForeignCsvReader(CsvTable.parse(file.toString(), text), columnRoles(), timeUnit, rows).read();
            case FBNET ->
                new FbnetReader(rows).read(file.toString(), text, space.orElseThrow(TableImport::spaceRequired));
        }
    }

    private Map<String, String> columnRoles() {
        return ColumnRoles.parse(columns);
    }

    private String noise() {
        return switch (format) {
            case OFA, PROXYLESSNAS ->
                "for units: p10_ms and p90_ms are those of a normal distribution with the file's mean and"
                        + " deviation; for whole networks: unknown";
            case TFNAS, FBNET, CSV -> ForeignCertificate.UNKNOWN;
        };
    }

    private static UserError spaceRequired() {
        return new UserError(
                "a table of operators needs a space, whose units are composed from them",
                "the --space option",
                "add --space S");
    }
}

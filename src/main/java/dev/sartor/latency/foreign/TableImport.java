package dev.sartor.latency.foreign;

import dev.sartor.base.UserError;
import dev.sartor.base.file.ReadErrors;
import dev.sartor.base.file.Sha256;
import dev.sartor.latency.certificate.ForeignCertificate;
import dev.sartor.latency.certificate.TableProvenance;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.space.SearchSpace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Imports a latency table of another tool.
 *
 * @param format  format of the file
 * @param columns for CSV, the roles of its columns, such as {@code key=unit,ms=latency}; otherwise empty
 * @param space   the space whose units are composed from operators; only for {@link ForeignFormat#FBNET}
 * @param device  the device that was measured, in the user's words; {@link ForeignCertificate#UNKNOWN} if it is not known
 */
public record TableImport(ForeignFormat format, String columns, Optional<SearchSpace> space, String device) {

    /**
     * Reads a file, which may be compressed ({@code .gz}).
     *
     * @param name  name of the new table
     * @param clock clock for the time of the import
     * @throws UserError if the file cannot be read, has another format, or contains no unit
     */
    public LatencyTable read(Path file, String name, InstantSource clock) {
        String text = text(file);
        var rows = new ImportedRows();
        read(file, text, rows);
        if (rows.rows().isEmpty()) {
            throw new UserError(
                    "no unit was found in the file"
                            + rows.addUnmapped().entrySet().stream()
                                    .findFirst()
                                    .map(e -> "; '" + e.getKey() + "': " + e.getValue())
                                    .orElse(""),
                    file.toString(),
                    "check that it is a " + format.description());
        }
        var certificate = new ForeignCertificate(
                TableProvenance.FORMAT,
                file.getFileName().toString(),
                Sha256.of(file),
                format.description(),
                clock.instant(),
                device,
                ForeignCertificate.UNKNOWN,
                ForeignCertificate.UNKNOWN,
                noise(),
                rows.doubts(),
                rows.addUnmapped(),
                "");
        return new LatencyTable(name, rows.rows(), certificate);
    }

    private void read(Path file, String text, ImportedRows rows) {
        switch (format) {
            case OFA ->
                new LookupTableReader(LookupTableReader.Dialect.OFA, rows).read(YamlLookupTable.read(file, text));
            case PROXYLESSNAS ->
                new LookupTableReader(LookupTableReader.Dialect.PROXYLESSNAS, rows)
                        .read(YamlLookupTable.read(file, text));
            case TFNAS ->
                new TfNasReader(CsvTable.read(file.toString(), text), ColumnRoles.required(mapping(), "ms"), rows)
                        .read();
            case CSV -> new ForeignCsvReader(CsvTable.read(file.toString(), text), mapping(), rows).read();
            case FBNET ->
                new FbnetReader(rows).read(file.toString(), text, space.orElseThrow(TableImport::spaceRequired));
        }
    }

    private Map<String, String> mapping() {
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

    private static String text(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            try (InputStream in = file.toString().endsWith(".gz")
                    ? new GZIPInputStream(new ByteArrayInputStream(bytes))
                    : new ByteArrayInputStream(bytes)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw ReadErrors.of(file, e);
        }
    }
}

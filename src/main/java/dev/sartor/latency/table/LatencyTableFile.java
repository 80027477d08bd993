package dev.sartor.latency.table;

import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.file.ReadErrors;
import dev.sartor.base.file.Sha256;
import dev.sartor.base.json.Json;
import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.certificate.ForeignCertificate;
import dev.sartor.latency.certificate.TableProvenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The two files of a table: {@code NAME.csv} (see {@link UnitCsv}) and {@code NAME.json}, its {@link TableProvenance}. The
 * certificate holds the table's hash, so that two that do not belong together are noticed.
 */
final class LatencyTableFile {
    private static final String ENDING = ".csv";
    private static final JsonMapper JSON = Json.INDENTED
            .rebuild()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private LatencyTableFile() {}

    static LatencyTable read(Path csv) {
        String text = text(csv, "give the path of a .csv file that sartor profile wrote");
        List<UnitLatency> units = UnitCsv.parse(text, csv.toString());
        Path json = certificateOf(csv);
        TableProvenance provenance = provenance(json);
        if (!provenance.tableSha256().equals(Sha256.of(text))) {
            throw new UserError(
                    "the table and its certificate do not belong together",
                    csv + " and " + json.getFileName(),
                    "restore the two files that were written together, or profile the space again");
        }
        return new LatencyTable(name(csv), units, provenance);
    }

    static void write(LatencyTable table, Path csv) {
        String text = UnitCsv.format(table.units());
        TableProvenance provenance = table.provenance().withTableSha256(Sha256.of(text));
        AtomicFile.writeString(csv, text);
        AtomicFile.writeString(certificateOf(csv), JSON.writeValueAsString(provenance) + "\n");
    }

    /** The name of a table's file without its ending; a file without that ending is a {@link UserError}. */
    static String name(Path csv) {
        String file = csv.getFileName().toString();
        if (!file.endsWith(ENDING) || file.equals(ENDING)) {
            throw new UserError(
                    "'" + file + "' is not the name of a latency table", csv.toString(), "name it NAME" + ENDING);
        }
        return file.substring(0, file.length() - ENDING.length());
    }

    static Path certificateOf(Path csv) {
        return csv.resolveSibling(name(csv) + ".json");
    }

    /** Reads a certificate by itself; only that of an imported table names its source. */
    static TableProvenance provenance(Path json) {
        String text =
                text(json, "a table is believed only with its certificate: restore it, or profile the space again");
        try {
            Class<? extends TableProvenance> kind =
                    JSON.readTree(text).has("source") ? ForeignCertificate.class : Certificate.class;
            return JSON.readValue(text, kind);
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new UserError(
                    "not a latency certificate: " + e.getOriginalMessage(),
                    json + ":" + line,
                    "restore the file, or profile the space again");
        }
    }

    private static String text(Path file, String fix) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw ReadErrors.of(file, e, fix);
        }
    }
}

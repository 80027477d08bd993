package dev.sartor.latency.table;

import dev.sartor.base.UserError;
import dev.sartor.base.csv.CsvText;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.file.Sha256;
import dev.sartor.base.json.Json;
import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.certificate.ForeignCertificate;
import dev.sartor.latency.certificate.TableProvenance;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes the two files of a table: {@code NAME.csv} (see {@link UnitCsv}) and {@code NAME.json}, its
 * {@link TableProvenance}. The certificate holds the hash of the table, so that files that do not belong together are
 * detected.
 */
public final class LatencyTableFile {
    private static final String ENDING = ".csv";
    private static final JsonMapper JSON = Json.INDENTED
            .rebuild()
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private LatencyTableFile() {}

    /** Reads a table and its certificate; a fault in one of the files is a {@link UserError} that names the line. */
    public static LatencyTable read(Path csv) {
        String text = CsvText.read(csv, "give the path of a .csv file that sartor profile wrote");
        List<UnitLatency> units = UnitCsv.parse(text, csv.toString());
        Path json = certificatePath(csv);
        TableProvenance provenance = readProvenance(json);
        // a spreadsheet or Git may have changed the notation: the hash is that of the canonical text
        if (!provenance.tableSha256().equals(Sha256.of(text))
                && !provenance.tableSha256().equals(Sha256.of(UnitCsv.format(units)))) {
            throw new UserError(
                    "the table and its certificate do not belong together",
                    csv + " and " + json.getFileName(),
                    "restore the two files that were written together, or profile the space again");
        }
        return new LatencyTable(tableName(csv), units, provenance);
    }

    /** Writes a table to {@code csv} and its certificate next to it, each file completely or not at all. */
    public static void write(LatencyTable table, Path csv) {
        String text = UnitCsv.format(table.units());
        TableProvenance provenance = table.provenance().withTableSha256(Sha256.of(text));
        AtomicFile.writeString(csv, text);
        Object json = switch (provenance) {
            case Certificate c -> CertificateJson.of(c);
            case ForeignCertificate c -> c;
        };
        AtomicFile.writeString(certificatePath(csv), JSON.writeValueAsString(json) + "\n");
    }

    /**
     * The name of the table in a file: the file's name without {@code .csv}.
     *
     * @throws UserError if the name of the file does not end in {@code .csv}
     */
    public static String tableName(Path csv) {
        String file = csv.getFileName().toString();
        if (!file.endsWith(ENDING) || file.equals(ENDING)) {
            throw new UserError(
                    "'" + file + "' is not the name of a latency table", csv.toString(), "name it NAME" + ENDING);
        }
        return file.substring(0, file.length() - ENDING.length());
    }

    static Path certificatePath(Path csv) {
        return csv.resolveSibling(tableName(csv) + ".json");
    }

    /** Reads a certificate alone. Only the certificate of an imported table has the key {@code source}. */
    static TableProvenance readProvenance(Path file) {
        String text = CsvText.read(
                file, "a table is usable only with its certificate: restore it, or profile the space again");
        try {
            JsonNode json = JSON.readTree(text);
            int format = json.path("format").asInt(0);
            if (format != TableProvenance.FORMAT) {
                throw notACertificate(
                        "its format is " + format + ", but this version reads format " + TableProvenance.FORMAT,
                        file.toString());
            }
            return json.has("source")
                    ? JSON.readValue(text, ForeignCertificate.class)
                    : JSON.readValue(text, CertificateJson.class).toCertificate();
        } catch (JacksonException e) {
            boolean located = e.getLocation() != null && e.getLocation().getLineNr() > 0;
            throw notACertificate(
                    e.getOriginalMessage(),
                    located ? file + ":" + e.getLocation().getLineNr() : file.toString());
        }
    }

    private static UserError notACertificate(String why, String where) {
        return new UserError(
                "not a latency certificate: " + why, where, "restore the file, or profile the space again");
    }
}

package dev.sartor.latency.table;

import dev.sartor.base.UserError;
import dev.sartor.base.csv.CsvText;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.file.Sha256;
import dev.sartor.latency.certificate.TableProvenance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads and writes the two files of a table: {@code NAME.csv} (see {@link UnitCsv}) and {@code NAME.json}, the
 * certificate ({@link TableProvenance}). It holds the hash of the table, so that files that do not belong together are
 * detected.
 *
 * <p>A new pair of files replaces an old one in four steps: the new rows are written to {@code .NAME.csv.next}, then the
 * certificate is replaced, then the table, and {@code .NAME.csv.next} is deleted. Between the second and the third step, the table
 * is read from {@code .NAME.csv.next}; so a process that is killed at any time leaves the old table or the new one. If the rows stay
 * the same, as after a validation, the certificate alone is replaced.
 */
public final class LatencyTableFile {
    private static final System.Logger LOG = System.getLogger(LatencyTableFile.class.getName());
    private static final String ENDING = ".csv";

    private LatencyTableFile() {}

    /** Reads a table and its certificate; a fault in one of the files is a {@link UserError} that names the line. */
    public static LatencyTable read(Path csv) {
        if (!Files.exists(csv) && Files.exists(nextPath(csv)) && Files.exists(certificatePath(csv))) {
            return readNext(csv, readProvenance(certificatePath(csv))).orElseThrow(() -> notTogether(csv));
        }
        String text = CsvText.read(csv, "give the path of a .csv file that sartor profile wrote");
        List<UnitLatency> units = UnitCsv.parse(text, csv.toString());
        TableProvenance provenance = readProvenance(certificatePath(csv));
        return belongTogether(text, units, provenance)
                ? new LatencyTable(tableName(csv), units, provenance)
                : readNext(csv, provenance).orElseThrow(() -> notTogether(csv));
    }

    /** Whether the hash is that of the text, or of its canonical form if a spreadsheet or Git has changed the notation. */
    private static boolean belongTogether(String text, List<UnitLatency> units, TableProvenance provenance) {
        return provenance.tableSha256().equals(Sha256.of(text))
                || provenance.tableSha256().equals(Sha256.of(UnitCsv.format(units)));
    }

    /** The table of a write that was interrupted after the certificate was replaced and before the table was. */
    private static Optional<LatencyTable> readNext(Path csv, TableProvenance provenance) {
        Path next = nextPath(csv);
        if (!Files.isRegularFile(next)) {
            return Optional.empty();
        }
        String text = CsvText.read(next);
        return provenance.tableSha256().equals(Sha256.of(text))
                ? Optional.of(new LatencyTable(tableName(csv), UnitCsv.parse(text, next.toString()), provenance))
                : Optional.empty();
    }

    private static UserError notTogether(Path csv) {
        return new UserError(
                "the table and its certificate do not belong together",
                csv + " and " + certificatePath(csv).getFileName(),
                "restore the two files that were written together, or profile the space again");
    }

    /** Writes a table to {@code csv} and its certificate next to it: both are replaced or neither. */
    public static void write(LatencyTable table, Path csv) {
        writeSteps(table, csv).forEach(Runnable::run);
    }

    /** The steps of {@link #write}, for tests that stop between them. */
    static List<Runnable> writeSteps(LatencyTable table, Path csv) {
        String text = UnitCsv.format(table.units());
        String json = ProvenanceJson.format(table.provenance().withTableSha256(Sha256.of(text)));
        Path next = nextPath(csv);
        if (contains(csv, text)) {
            return List.of(() -> writeCertificate(csv, json), () -> delete(next));
        }
        return List.of(
                () -> AtomicFile.writeString(next, text),
                () -> writeCertificate(csv, json),
                () -> AtomicFile.writeString(csv, text),
                () -> delete(next));
    }

    private static boolean contains(Path csv, String text) {
        try {
            return Files.isRegularFile(csv)
                    && Arrays.equals(Files.readAllBytes(csv), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // writing it reports the reason
            return false;
        }
    }

    private static void writeCertificate(Path csv, String json) {
        try {
            AtomicFile.writeString(certificatePath(csv), json);
        } catch (UserError e) {
            delete(nextPath(csv));
            throw e;
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // the table is complete without; the next write replaces this file
            LOG.log(System.Logger.Level.DEBUG, "cannot delete " + file, e);
        }
    }

    /**
     * The name of the table in a file: the file's name without {@code .csv}.
     *
     * @throws UserError if the name of the file does not end in {@code .csv}
     */
    public static String tableName(Path csv) {
        Path name = csv.getFileName();
        String file = name == null ? "" : name.toString();
        if (!file.endsWith(ENDING) || file.equals(ENDING)) {
            throw new UserError(
                    "'" + file + "' is not the name of a latency table", csv.toString(), "name it NAME" + ENDING);
        }
        return file.substring(0, file.length() - ENDING.length());
    }

    static Path certificatePath(Path csv) {
        return csv.resolveSibling(tableName(csv) + ".json");
    }

    private static Path nextPath(Path csv) {
        return csv.resolveSibling("." + tableName(csv) + ENDING + ".next");
    }

    /** Reads a certificate alone. */
    static TableProvenance readProvenance(Path file) {
        return ProvenanceJson.parse(
                CsvText.read(
                        file, "a table is usable only with its certificate: restore it, or profile the space again"),
                file.toString());
    }
}

package dev.sartor.latency.certificate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sartor.network.Precision;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The certificate of a table that was imported from another tool. Fields that the tool's file does not contain are
 * {@link #UNKNOWN}.
 *
 * @param format       version of the two files, {@link TableProvenance#FORMAT}
 * @param source       name of the imported file
 * @param sourceSha256 hash of its bytes
 * @param sourceFormat the tool's format
 * @param importedAt   time of the import
 * @param device       the device that was measured, in the user's words
 * @param measuredAt   time of the measurement
 * @param software     software that measured
 * @param noise        noise of the measurement
 * @param doubts       reason why a latency is doubtful, by the key of its unit (stem, block or head)
 * @param entriesWithoutRow entries of the file without a row in the table, with the reason
 * @param notes        sentences about how the file was read
 * @param tableSha256  hash of the table's text
 */
public record ForeignCertificate(
        int format,
        String source,
        String sourceSha256,
        String sourceFormat,
        @JsonProperty("imported") Instant importedAt,
        String device,
        @JsonProperty("made") String measuredAt,
        String software,
        String noise,
        @JsonProperty("flags") Map<String, String> doubts,
        @JsonProperty("unmapped") Map<String, String> entriesWithoutRow,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes,
        String tableSha256)
        implements TableProvenance {
    /** The value of a field that a file does not contain. */
    public static final String UNKNOWN = "unknown";

    public ForeignCertificate {
        doubts = Collections.unmodifiableSortedMap(new TreeMap<>(doubts));
        notes = List.copyOf(notes);
        // in the order of the file
        entriesWithoutRow = Collections.unmodifiableMap(new LinkedHashMap<>(entriesWithoutRow));
    }

    @Override
    public Optional<LatencyCalibration> fittedCalibration() {
        return Optional.empty();
    }

    @Override
    public Optional<PredictionQuality> heldOutQuality() {
        return Optional.empty();
    }

    @Override
    public List<ValidationSummary> validations() {
        return List.of();
    }

    @Override
    public String deviceText() {
        return device;
    }

    /** FP32: files of other tools do not state the number format, and no prediction from their tables depends on it. */
    @Override
    public Precision precision() {
        return Precision.FP32;
    }

    @Override
    public Map<String, String> refused() {
        return Map.of();
    }

    @Override
    public ForeignCertificate withTableSha256(String sha256) {
        return new ForeignCertificate(
                format,
                source,
                sourceSha256,
                sourceFormat,
                importedAt,
                device,
                measuredAt,
                software,
                noise,
                doubts,
                entriesWithoutRow,
                notes,
                sha256);
    }
}

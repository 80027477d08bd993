package dev.sartor.latency.certificate;

import dev.sartor.network.Precision;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The certificate of a table that was imported from another tool. What the tool's file does not say is {@link #UNKNOWN}.
 *
 * @param format       version of the two files, {@link TableProvenance#FORMAT}
 * @param source       name of the imported file
 * @param sourceSha256 hash of its bytes
 * @param sourceFormat the tool's format
 * @param imported     when it was imported
 * @param device       what was measured, in the user's words
 * @param made         when it was measured
 * @param software     what measured it
 * @param noise        how noisy the measurement was
 * @param flags        per unit, why its latency is doubtful
 * @param unmapped     entries of the file that became no row, with the reason
 * @param tableSha256  hash of the table's text
 */
public record ForeignCertificate(
        int format,
        String source,
        String sourceSha256,
        String sourceFormat,
        Instant imported,
        String device,
        String made,
        String software,
        String noise,
        Map<String, String> flags,
        Map<String, String> unmapped,
        String tableSha256)
        implements TableProvenance {
    /** Stands for what a file does not say. */
    public static final String UNKNOWN = "unknown";

    public ForeignCertificate {
        flags = Collections.unmodifiableSortedMap(new TreeMap<>(flags));
        // in the order of the file
        unmapped = Collections.unmodifiableMap(new LinkedHashMap<>(unmapped));
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

    /** Files of other tools do not state it, and no prediction from them depends on it. */
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
                imported,
                device,
                made,
                software,
                noise,
                flags,
                unmapped,
                sha256);
    }
}

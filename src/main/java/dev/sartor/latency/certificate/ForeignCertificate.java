package dev.sartor.latency.certificate;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of a table that another tool made. What its file does not say is {@link #UNKNOWN}; nothing is made up.
 *
 * @param format       of the two files; {@link Certificate#FORMAT}
 * @param source       the imported file's name
 * @param sourceSha256 of its bytes
 * @param sourceFormat what tool's format it has
 * @param imported     when
 * @param device       what was measured, as the user says it
 * @param made         when it was measured
 * @param software     what measured it
 * @param noise        how noisy that was
 * @param flags        per unit, what is doubtful about its figure
 * @param unmapped     entries of the file that no row stands for, with the reason
 * @param tableSha256  of the table's text
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
    public Optional<LatencyCalibration> calibrated() {
        return Optional.empty();
    }

    @Override
    public Optional<PredictionQuality> heldOut() {
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

    @Override
    public String fix(String table, Optional<String> space) {
        return "the table is what " + source
                + " holds: choose a space that it covers, or measure a device with sartor profile";
    }
}

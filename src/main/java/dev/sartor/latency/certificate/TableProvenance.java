package dev.sartor.latency.certificate;

import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.network.Precision;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The origin of a table's latencies: a measurement by Sartor or a table of another tool. Stored as JSON next to the table. */
public sealed interface TableProvenance permits Certificate, ForeignCertificate {
    /** The version of the format of a table's two files, CSV and JSON. */
    int FORMAT = 2;

    /**
     * How the latency of a network follows from its stem, blocks and head; empty for an imported table, which predicts the sum
     * of its rows.
     */
    Optional<LatencyCalibration> fittedCalibration();

    /** Predictions for networks that were not used for the calibration; empty if there are none. */
    Optional<PredictionQuality> heldOutQuality();

    /**
     * Measured networks with out-of-sample predictions: the networks of the calibration with leave-one-out predictions, and
     * the held-out networks.
     */
    default List<MeasuredNetwork> outOfSample() {
        return Stream.concat(
                        fittedCalibration().stream().flatMap(c -> c.networks().stream()),
                        heldOutQuality().stream().flatMap(h -> h.networks().stream()))
                .toList();
    }

    /** Later validations of the table on new networks, oldest first. */
    List<ValidationSummary> validations();

    /** A short text for the device that was measured; {@code unknown} if it is not known. */
    String deviceText();

    /** The number format of the models that were measured. */
    Precision precision();

    /** Keys of units (stems, blocks, heads) that have no row because the device could not run them, with the reason. */
    Map<String, String> refused();

    /** Hash of the table's text. */
    String tableSha256();

    /** The same origin for another text of the table. */
    TableProvenance withTableSha256(String sha256);
}

package dev.sartor.latency.certificate;

import dev.sartor.base.UserError;
import dev.sartor.latency.statistics.MeasuredNetwork;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a table's figures come from: from a measurement of ours, or from another tool's table. It stands beside the table as JSON. */
public sealed interface TableProvenance permits Certificate, ForeignCertificate {

    /** How units become networks; empty where nothing but their sum is known. */
    Optional<LatencyCalibration> calibrated();

    /** Predictions for networks that were kept out of the calibration; empty where none were. */
    Optional<PredictionQuality> heldOut();

    /** Measured networks beside predictions made without them: those left out of the calibration in turn, and those held out. */
    default List<MeasuredNetwork> unseen() {
        return Stream.concat(
                        calibrated().stream().flatMap(c -> c.networks().stream()),
                        heldOut().stream().flatMap(h -> h.networks().stream()))
                .toList();
    }

    /** Later comparisons with networks that the table had not seen, the latest last. */
    List<ValidationSummary> validations();

    /** What was measured, in a few words; {@code unknown} where nobody says. */
    String deviceText();

    /** Units that have no row for a reason, with the reason. */
    Map<String, String> refused();

    /** Of the table's text. */
    String tableSha256();

    /** The same for a table of another text. */
    TableProvenance withTableSha256(String sha256);

    /** How units that the table lacks can be had; {@code space} is whose they are, if that is known. */
    String fix(String table, Optional<String> space);

    /** The error of a measurement asked for where the figures are another tool's. */
    static UserError notMeasured(String table) {
        return new UserError(
                "the table was imported: what it was measured with is unknown, so nothing can be measured beside it",
                "latency table " + table,
                "make a table of this device with sartor profile");
    }
}

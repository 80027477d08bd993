package dev.sartor.latency.certificate;

import dev.sartor.device.DeviceDescription;
import dev.sartor.latency.statistics.ControlDrift;
import dev.sartor.network.Precision;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The certificate of a measured latency table: what was measured, how noisy the measurement was, and how well the table
 * predicts whole networks. It is stored as JSON next to the table.
 *
 * @param calibration how the latency of a network follows from its units: stem, blocks and head
 * @param gaps        units that the table lacks, or that were measured while the device was slow
 * @param tableSha256 hash of the table's text
 */
public record Certificate(
        MeasurementOrigin origin,
        MeasurementResult result,
        LatencyCalibration calibration,
        TableQuality quality,
        UnitGaps gaps,
        String tableSha256)
        implements TableProvenance {

    /** The device that was measured. */
    public DeviceDescription device() {
        return origin.device();
    }

    /** The search spaces whose units were measured. */
    public List<MeasuredSpace> spaces() {
        return origin.spaces();
    }

    /** The latency of the control network, a small one that was timed between the models and shows the device's speed. */
    public ControlDrift control() {
        return result.control();
    }

    @Override
    public Optional<LatencyCalibration> fittedCalibration() {
        return Optional.of(calibration);
    }

    @Override
    public Optional<PredictionQuality> heldOutQuality() {
        return quality.heldOut();
    }

    @Override
    public List<ValidationSummary> validations() {
        return quality.validations();
    }

    @Override
    public String deviceText() {
        return device().device().text();
    }

    @Override
    public Precision precision() {
        return device().device().precision();
    }

    @Override
    public Map<String, String> refused() {
        return gaps.refused();
    }

    /** The same certificate with predictions for held-out networks. */
    public Certificate withHeldOut(PredictionQuality heldOut) {
        return withQuality(quality.withHeldOut(heldOut, result.noise(), result.timerGrainMs()));
    }

    /** The same certificate with one more validation. */
    public Certificate withValidation(ValidationSummary validation) {
        return withQuality(quality.withValidation(validation));
    }

    /** Whether a validation with networks of a space has been added. */
    public boolean contains(Validation validation, String space) {
        return validations().stream().anyMatch(v -> v.isOf(validation, space));
    }

    private Certificate withQuality(TableQuality other) {
        return new Certificate(origin, result, calibration, other, gaps, tableSha256);
    }

    @Override
    public Certificate withTableSha256(String sha256) {
        return new Certificate(origin, result, calibration, quality, gaps, sha256);
    }
}

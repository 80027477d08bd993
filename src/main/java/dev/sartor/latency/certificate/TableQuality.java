package dev.sartor.latency.certificate;

import dev.sartor.latency.statistics.Agreement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The accuracy of a table's predictions for whole networks.
 *
 * @param heldOut     accuracy for networks that were measured together with the table but not used for its calibration
 * @param trust       the verdict from {@code heldOut} and the noise of the measurement
 * @param validations later validations of the table, oldest first
 */
public record TableQuality(Optional<PredictionQuality> heldOut, Trust trust, List<ValidationSummary> validations) {
    public TableQuality {
        validations = List.copyOf(validations);
    }

    /** The quality of a table that has not been compared with any network. */
    public static TableQuality unknown() {
        return new TableQuality(
                Optional.empty(), TrustRule.judge(Optional.empty(), Optional.empty(), Optional.empty()), List.of());
    }

    /** The same quality with predictions for held-out networks, and the verdict that follows from them. */
    public TableQuality withHeldOut(PredictionQuality quality, Optional<Agreement> noise, OptionalDouble timerGrainMs) {
        return new TableQuality(
                Optional.of(quality),
                TrustRule.judge(
                        Optional.of(quality.prediction()), noise, TimerResolution.of(timerGrainMs, quality.networks())),
                validations);
    }

    /** The same quality with one more validation. */
    public TableQuality withValidation(ValidationSummary validation) {
        // a command that was killed after it had written its result writes it once more
        List<ValidationSummary> all = new ArrayList<>(validations.stream()
                .filter(v -> !v.isOfSameMeasurement(validation))
                .toList());
        all.add(validation);
        return new TableQuality(heldOut, trust, all);
    }
}

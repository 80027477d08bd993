package dev.sartor.latency.table;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sartor.device.DeviceDescription;
import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.certificate.LatencyCalibration;
import dev.sartor.latency.certificate.MeasuredBoard;
import dev.sartor.latency.certificate.MeasuredSpace;
import dev.sartor.latency.certificate.MeasurementOrigin;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.certificate.MeasurementResult;
import dev.sartor.latency.certificate.PredictionQuality;
import dev.sartor.latency.certificate.TableProvenance;
import dev.sartor.latency.certificate.TableQuality;
import dev.sartor.latency.certificate.Trust;
import dev.sartor.latency.certificate.UnitGaps;
import dev.sartor.latency.certificate.ValidationSummary;
import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.ControlDrift;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The JSON form of a {@link Certificate}: one flat object, with the keys in this order. It keeps the file format independent of
 * the records' names and structure.
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record CertificateJson(
        int format,
        @JsonProperty("made") Instant measuredAt,
        Map<String, String> software,
        DeviceDescription device,
        List<MeasuredSpace> spaces,
        long seed,
        @JsonProperty("discipline") MeasurementProtocol protocol,
        double seconds,
        int rounds,
        ControlDrift control,
        Optional<Agreement> noise,
        OptionalDouble timerGrainMs,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<MeasuredBoard> boards,
        LatencyCalibration calibration,
        Optional<PredictionQuality> heldOut,
        Optional<Trust> trust,
        List<ValidationSummary> validations,
        Map<String, String> refused,
        List<String> missing,
        @JsonProperty("disturbed") List<String> slow,
        String tableSha256) {

    static CertificateJson of(Certificate certificate) {
        MeasurementOrigin origin = certificate.origin();
        MeasurementResult result = certificate.result();
        TableQuality quality = certificate.quality();
        UnitGaps gaps = certificate.gaps();
        return new CertificateJson(
                TableProvenance.FORMAT,
                origin.measuredAt(),
                origin.software(),
                origin.device(),
                origin.spaces(),
                origin.seed(),
                origin.protocol(),
                result.seconds(),
                result.rounds(),
                result.control(),
                result.noise(),
                result.timerGrainMs(),
                result.boards(),
                certificate.calibration(),
                quality.heldOut(),
                Optional.of(quality.trust()),
                quality.validations(),
                gaps.refused(),
                gaps.missing(),
                gaps.slow(),
                certificate.tableSha256());
    }

    Certificate toCertificate() {
        return new Certificate(
                new MeasurementOrigin(measuredAt, software, device, spaces, seed, protocol),
                new MeasurementResult(seconds, rounds, control, noise, timerGrainMs, boards),
                calibration,
                new TableQuality(heldOut, trust.orElseGet(this::trustOfEarlierRelease), validations),
                new UnitGaps(refused, missing, slow),
                tableSha256);
    }

    /** The verdict on a table of an earlier release, which did not store it. */
    private Trust trustOfEarlierRelease() {
        return heldOut.map(q -> TableQuality.unknown().withHeldOut(q, noise, timerGrainMs))
                .orElse(TableQuality.unknown())
                .trust();
    }
}

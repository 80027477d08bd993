package dev.sartor.latency.certificate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sartor.base.file.Sha256;
import dev.sartor.device.DeviceDescription;
import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.ControlDrift;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.unit.Unit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who measured a latency table, when and how, how noisy that was, and how well the table predicts whole networks. It
 * stands beside the table as JSON.
 *
 * @param format      of the two files; {@link #FORMAT}
 * @param made        when the measurement ended
 * @param software    names and versions of Sartor, Java and the system, and the models' precision
 * @param device      what was measured
 * @param spaces      whose units these are
 * @param seed        from which networks and order follow
 * @param discipline  how things were timed
 * @param seconds     that took
 * @param rounds      done
 * @param control     the control network's latency throughout; its median is the speed at which the table's figures hold
 * @param noise       whole networks, one half of the rounds against the other; empty when there was only one round
 * @param calibration how units become networks
 * @param heldOut     predictions for networks measured along with the units, but kept out of the calibration
 * @param trust       how far to trust the table, judged by {@code heldOut} and {@code noise}
 * @param validations of the table, the latest last
 * @param refused     units that the device could not load or run, with its reason
 * @param missing     units that the time budget left out
 * @param disturbed   units more than half of whose visits were made while the control was much slower than usual
 * @param tableSha256 of the table's text
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Certificate(
        int format,
        Instant made,
        Map<String, String> software,
        DeviceDescription device,
        List<MeasuredSpace> spaces,
        long seed,
        MeasurementProtocol discipline,
        double seconds,
        int rounds,
        ControlDrift control,
        Optional<Agreement> noise,
        LatencyCalibration calibration,
        Optional<PredictionQuality> heldOut,
        Trust trust,
        List<ValidationSummary> validations,
        Map<String, String> refused,
        List<String> missing,
        List<String> disturbed,
        String tableSha256)
        implements TableProvenance {
    public static final int FORMAT = 2;

    public Certificate {
        if (format != FORMAT) {
            throw new IllegalArgumentException("format is " + format + ", where this version knows " + FORMAT);
        }
        // sorted: the same certificate is the same text
        software = Collections.unmodifiableSortedMap(new TreeMap<>(software));
        refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
        spaces = List.copyOf(spaces);
        missing = List.copyOf(missing);
        disturbed = List.copyOf(disturbed);
        validations = List.copyOf(validations);
    }

    /**
     * A space whose units were measured.
     *
     * @param units       how many there are
     * @param unitsSha256 of their keys, sorted, one per line
     */
    public record MeasuredSpace(String name, int units, String unitsSha256) {
        public static MeasuredSpace of(SearchSpace space) {
            List<String> keys = space.units().stream().map(Unit::key).sorted().toList();
            return new MeasuredSpace(space.name(), keys.size(), Sha256.of(String.join("\n", keys)));
        }
    }

    public Certificate withHeldOut(PredictionQuality judgement) {
        return new Certificate(
                format,
                made,
                software,
                device,
                spaces,
                seed,
                discipline,
                seconds,
                rounds,
                control,
                noise,
                calibration,
                Optional.of(judgement),
                Trust.of(Optional.of(judgement.prediction()), noise),
                validations,
                refused,
                missing,
                disturbed,
                tableSha256);
    }

    public Certificate with(ValidationSummary validated) {
        List<ValidationSummary> all = new ArrayList<>(validations);
        all.add(validated);
        return new Certificate(
                format,
                made,
                software,
                device,
                spaces,
                seed,
                discipline,
                seconds,
                rounds,
                control,
                noise,
                calibration,
                heldOut,
                trust,
                all,
                refused,
                missing,
                disturbed,
                tableSha256);
    }

    @Override
    public Optional<LatencyCalibration> calibrated() {
        return Optional.of(calibration);
    }

    @Override
    public String deviceText() {
        return device.device().text();
    }

    @Override
    public String fix(String table, Optional<String> space) {
        return "measure them: sartor profile --space "
                + space.orElse(spaces.getFirst().name()) + " --device "
                + deviceText() + " --out latency-tables/" + table + ".csv"
                + (space.isPresent() ? "" : "; if they are of another space, profile that one (see sartor spaces)");
    }

    @Override
    public Certificate withTableSha256(String sha256) {
        return new Certificate(
                format,
                made,
                software,
                device,
                spaces,
                seed,
                discipline,
                seconds,
                rounds,
                control,
                noise,
                calibration,
                heldOut,
                trust,
                validations,
                refused,
                missing,
                disturbed,
                sha256);
    }
}

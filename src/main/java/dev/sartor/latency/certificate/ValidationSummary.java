package dev.sartor.latency.certificate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sartor.device.machine.MachineState;
import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.ControlDrift;
import dev.sartor.latency.statistics.Slowdown;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The summary of a {@link Validation} in the certificate of the table.
 *
 * @param measuredAt             the time at which the validation ended
 * @param state                  state of the machine at the end of the validation
 * @param space                  name of the search space of the networks
 * @param seed                   seed of the random choice of networks
 * @param withoutSpeedCorrection predictions against latencies as they were measured
 * @param atTableSpeed           predictions against latencies at the speed that the device had when the table was measured
 * @param macsBaseline           for comparison: a network's MACs times the ms per MAC of the calibration networks, against
 *                               latencies at the table's speed
 * @param noise                  latencies in odd rounds compared with those in even rounds
 * @param drift                  latencies in the later half of the rounds compared with those in the earlier half
 * @param control                latency of the control network during the validation
 * @param controlSlowdownSinceTable that latency divided by its value when the table was measured
 * @param boards                 the boards that took part; empty if there was a single device
 * @param trust                  follows from {@code atTableSpeed} and {@code noise}
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ValidationSummary(
        @JsonProperty("made") Instant measuredAt,
        Map<String, String> software,
        MachineState state,
        String space,
        long seed,
        double seconds,
        @JsonProperty("measured") Agreement withoutSpeedCorrection,
        double coverage90,
        Agreement atTableSpeed,
        double coverage90AtTableSpeed,
        @JsonProperty("macs") Agreement macsBaseline,
        Agreement noise,
        Agreement drift,
        ControlDrift control,
        @JsonProperty("controlOverTable") double controlSlowdownSinceTable,
        Optional<Slowdown> slowdown,
        OptionalDouble timerGrainMs,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<MeasuredBoard> boards,
        Trust trust) {
    public ValidationSummary {
        boards = List.copyOf(boards);
    }

    /** Whether another summary is of the very same measurements. */
    boolean isOfSameMeasurement(ValidationSummary other) {
        return isOfSameMeasurement(other.space, other.seed, other.seconds, other.control, other.withoutSpeedCorrection);
    }

    /** Whether this is the summary of a validation with networks of a space. */
    boolean isOf(Validation validation, String ofSpace) {
        return isOfSameMeasurement(
                ofSpace,
                validation.seed(),
                validation.seconds(),
                validation.control(),
                validation.measured().prediction());
    }

    private boolean isOfSameMeasurement(
            String ofSpace, long ofSeed, double duration, ControlDrift ofControl, Agreement measured) {
        return space.equals(ofSpace)
                && seed == ofSeed
                && seconds == duration
                && control.equals(ofControl)
                && withoutSpeedCorrection.equals(measured);
    }
}

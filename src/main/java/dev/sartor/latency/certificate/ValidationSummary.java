package dev.sartor.latency.certificate;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sartor.device.machine.MachineState;
import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.ControlDrift;
import dev.sartor.latency.statistics.Slowdown;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of a {@link Validation}, for the certificate of the table that was validated.
 *
 * @param state of the machine when it ended
 * @param space that the networks were drawn from, with {@code seed}
 * @param macs  of MACs times the calibration's factor, at the table's speed, for comparison
 * @param trust from the prediction at the table's speed
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ValidationSummary(
        Instant made,
        Map<String, String> software,
        MachineState state,
        String space,
        long seed,
        double seconds,
        Agreement measured,
        double coverage90,
        Agreement atTableSpeed,
        double coverage90AtTableSpeed,
        Agreement macs,
        Agreement noise,
        Agreement drift,
        ControlDrift control,
        double controlOverTable,
        Optional<Slowdown> slowdown,
        Trust trust) {

    /** @param made when it ended */
    public static ValidationSummary of(Validation v, String space, MachineState state, Instant made) {
        return new ValidationSummary(
                made,
                SoftwareVersions.versions(),
                state,
                space,
                v.seed(),
                v.seconds(),
                v.measured().prediction(),
                v.measured().coverage90(),
                v.atTableSpeed().prediction(),
                v.atTableSpeed().coverage90(),
                v.atTableSpeed().macs(),
                v.noise(),
                v.drift(),
                v.control(),
                v.controlOverTable(),
                v.slowdown(),
                v.trust());
    }
}

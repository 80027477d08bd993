package dev.sartor.latency.certificate;

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
 * The result of a validation: the latencies of new networks, measured and compared with a table's predictions.
 *
 * @param measured         accuracy of the predictions against the latencies as they were measured
 * @param atTableSpeed     accuracy against the latencies corrected to the speed that the device had when the table was
 *                         measured: divided by the slowdown or, if that is empty, by {@code controlSlowdownSinceTable}
 * @param noise            latencies in odd rounds compared with those in even rounds, or on one half of the boards compared with
 *                         the other, if these differ more
 * @param drift            latencies in the later half of the rounds compared with those in the earlier half
 * @param control          latency of the control network, a small one that is timed between the others to show the device's speed
 * @param controlSlowdownSinceTable that latency divided by the certificate's: above 1 if the device is slower now
 * @param slowdown         the same ratio, from networks of the table; empty if the table covers several spaces
 * @param timerGrainMs     step of the device's timer; empty if it is finer than a microsecond
 * @param boards           the boards that took part; empty if there was a single device
 * @param seed             determines which networks were drawn
 */
public record Validation(
        PredictionQuality measured,
        PredictionQuality atTableSpeed,
        Agreement noise,
        Agreement drift,
        ControlDrift control,
        double controlSlowdownSinceTable,
        Optional<Slowdown> slowdown,
        OptionalDouble timerGrainMs,
        List<MeasuredBoard> boards,
        long seed,
        double seconds) {
    public Validation {
        boards = List.copyOf(boards);
    }

    /** The verdict on the table, from the latencies at the table's speed. */
    public Trust trust() {
        return TrustRule.judge(
                Optional.of(atTableSpeed.prediction()),
                Optional.of(noise),
                TimerResolution.of(timerGrainMs, measured.networks()));
    }

    /** Whether the noise was low enough to judge a table by this measurement. */
    public boolean noiseLowEnough() {
        return TrustRule.noiseLowEnough(noise);
    }

    /**
     * The summary for the table's certificate.
     *
     * @param space      name of the space that the networks were drawn from
     * @param state      state of the machine at the end of the validation
     * @param measuredAt the time at which the validation ended
     * @param software   see {@link SoftwareVersions}
     */
    public ValidationSummary summary(
            String space, MachineState state, Instant measuredAt, Map<String, String> software) {
        return new ValidationSummary(
                measuredAt,
                software,
                state,
                space,
                seed,
                seconds,
                measured.prediction(),
                measured.coverage90(),
                atTableSpeed.prediction(),
                atTableSpeed.coverage90(),
                atTableSpeed.macsBaseline(),
                noise,
                drift,
                control,
                controlSlowdownSinceTable,
                slowdown,
                timerGrainMs,
                boards,
                trust());
    }
}

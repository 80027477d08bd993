package dev.sartor.latency.certificate;

import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.ControlDrift;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The duration and noise of a measurement.
 *
 * @param seconds duration of the measurement
 * @param rounds  number of completed rounds
 * @param control latency of the control network, a small one that was timed between the models; its median is the reference for
 *                the device's speed
 * @param noise   latencies of whole networks in one half of the rounds, compared with the other half, or on one half of the
 *                boards, compared with the other, if these differ more; empty after a single round
 * @param timerGrainMs step of the device's timer; empty if it is finer than a microsecond
 * @param boards       the boards that took part; empty if there was a single device
 */
public record MeasurementResult(
        double seconds,
        int rounds,
        ControlDrift control,
        Optional<Agreement> noise,
        OptionalDouble timerGrainMs,
        List<MeasuredBoard> boards) {
    public MeasurementResult {
        boards = List.copyOf(boards);
    }
}

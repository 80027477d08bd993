package dev.sartor.latency.certificate;

import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.ControlDrift;
import java.util.Optional;

/**
 * How long a measurement took and how noisy it was.
 *
 * @param seconds duration of the measurement
 * @param rounds  number of completed rounds
 * @param control latency of the control network during the measurement; the latencies of the table hold at the speed that
 *                its median shows
 * @param noise   latencies of whole networks in one half of the rounds, compared with the other half; empty after a single
 *                round
 */
public record MeasurementResult(double seconds, int rounds, ControlDrift control, Optional<Agreement> noise) {}

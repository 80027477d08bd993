package dev.sartor.latency.certificate;

import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.ControlDrift;
import dev.sartor.latency.statistics.Slowdown;
import java.util.Optional;

/**
 * Whole networks that a table has not seen, measured anew, beside what the table predicts.
 *
 * @param measured         how well the table predicts what was measured
 * @param atTableSpeed     how well it predicts that divided by the slowdown, or else by {@code controlOverTable}: what would
 *                         have been measured, had the device been as fast as when the table was made
 * @param noise            one half of the rounds against the other, odd and even
 * @param drift            one half of the rounds against the other, later and earlier
 * @param control          the control network throughout
 * @param controlOverTable its median over that in the table's certificate: above 1 where the device is slower now
 * @param slowdown         the same by networks of the table; empty where the table is of several spaces
 * @param seed             from which the networks follow
 */
public record Validation(
        PredictionQuality measured,
        PredictionQuality atTableSpeed,
        Agreement noise,
        Agreement drift,
        ControlDrift control,
        double controlOverTable,
        Optional<Slowdown> slowdown,
        long seed,
        double seconds) {
    /** Below this share of networks that agree with themselves within 5 %, no table can be judged. */
    public static final double LEAST_WITHIN_5 = 0.9;

    /** How far to trust the table, the device's present speed aside. */
    public Trust trust() {
        return Trust.of(atTableSpeed.prediction(), noise);
    }

    /** Whether the noise was low enough to judge a table by this measurement. */
    public boolean judges() {
        return noise.within5() >= LEAST_WITHIN_5;
    }
}

package dev.sartor.latency.certificate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/**
 * How models are timed. Many sessions are open at the same time and are visited in rounds, each round in a new order:
 * noise lasts from a tenth of a second to minutes, so that runs in a row would all share it. Every few rounds the sessions
 * are closed and opened again (see {@link #ROUNDS_PER_PASS}).
 *
 * @param rounds          maximum number of visits to each model
 * @param targetPrecision a model is not visited again once its median is known this well: half the width of the 95 %
 *                        confidence interval, relative to the median; 0 to do all rounds
 * @param budget          time limit for the measurement
 * @param memoryMiB       memory for open sessions; if it does not suffice, they are opened in groups, one after another
 */
public record MeasurementProtocol(
        int rounds, @JsonProperty("precision") double targetPrecision, Duration budget, int memoryMiB) {
    /**
     * Rounds before a session is opened again. Opening takes about as long as three rounds; with five rounds per opening,
     * the median over all rounds is known best for the time spent.
     */
    public static final int ROUNDS_PER_PASS = 5;
    /** Rounds needed to judge the precision: three sessions, since each session is faster or slower as a whole. */
    public static final int MIN_ROUNDS = 3 * ROUNDS_PER_PASS;

    public MeasurementProtocol {
        if (rounds < 2 || !(targetPrecision >= 0) || budget.isNegative() || budget.isZero() || memoryMiB < 1) {
            throw new IllegalArgumentException("Cannot measure in " + rounds + " rounds within " + budget + " to "
                    + targetPrecision + " in " + memoryMiB + " MiB");
        }
    }

    /** 30 rounds, at most ten minutes, 2 GiB. */
    public static MeasurementProtocol standard() {
        return new MeasurementProtocol(30, 0, Duration.ofMinutes(10), 2048);
    }

    /** For a single network: 500 rounds, at most half a minute. Fewer rounds would end before the noise changes. */
    public static MeasurementProtocol forOneNetwork() {
        return new MeasurementProtocol(500, 0, Duration.ofSeconds(30), 2048);
    }

    public MeasurementProtocol withRounds(int maximum) {
        return new MeasurementProtocol(maximum, targetPrecision, budget, memoryMiB);
    }

    public MeasurementProtocol withBudget(Duration maximum) {
        return new MeasurementProtocol(rounds, targetPrecision, maximum, memoryMiB);
    }

    public MeasurementProtocol withTargetPrecision(double relative) {
        return new MeasurementProtocol(rounds, relative, budget, memoryMiB);
    }
}

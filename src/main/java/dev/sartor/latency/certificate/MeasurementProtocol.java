package dev.sartor.latency.certificate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/**
 * The settings of a latency measurement. Many sessions (loaded models) are open at the same time. Each round visits all of them
 * once: it times a few runs of each model. The order of visits is random and new in each round, since consecutive runs of one
 * model would share the same noise, which lasts from a tenth of a second to minutes. After each pass of
 * {@link #ROUNDS_PER_PASS} rounds, the sessions are closed and opened again.
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
     * Number of rounds before a session is opened again. Opening takes about as long as three rounds; five rounds per opening
     * give the most precise median for a given total time.
     */
    public static final int ROUNDS_PER_PASS = 5;
    /** Rounds before the precision is evaluated: three passes, since all runs of one session are faster or slower together. */
    public static final int MIN_ROUNDS = 3 * ROUNDS_PER_PASS;

    /** A target precision that is never reached, so that all rounds are done. */
    private static final double ALL_ROUNDS = 0;

    private static final int MEMORY_MIB = 2048;

    public MeasurementProtocol {
        if (rounds < 2 || !(targetPrecision >= 0) || budget.isNegative() || budget.isZero() || memoryMiB < 1) {
            throw new IllegalArgumentException(
                    "A measurement needs at least 2 rounds, a precision of at least 0, a positive"
                            + " time limit and at least 1 MiB, not " + rounds + " rounds, " + targetPrecision + ", "
                            + budget
                            + " and " + memoryMiB + " MiB");
        }
    }

    /** 30 rounds, all of them whatever the precision, at most ten minutes, 2 GiB. */
    public static MeasurementProtocol standard() {
        int rounds = 30;
        return new MeasurementProtocol(rounds, ALL_ROUNDS, Duration.ofMinutes(10), MEMORY_MIB);
    }

    /**
     * For a single network: 500 rounds, at most half a minute. A shorter measurement would sample only one state of the noise.
     */
    public static MeasurementProtocol forOneNetwork() {
        int rounds = 500;
        return new MeasurementProtocol(rounds, ALL_ROUNDS, Duration.ofSeconds(30), MEMORY_MIB);
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

package dev.sartor.latency.certificate;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The verdict on a table with its reason, decided by {@link TrustRule}.
 *
 * @param reason a sentence with the figures that decided
 */
public record Trust(Verdict verdict, @JsonProperty("why") String reason) {

    /**
     * Verdicts, the last two for a table that could not be judged. The noise floor is the error of one half of the measurement
     * compared with the other half.
     */
    public enum Verdict {
        /** The MAPE is at most 1.25 times that of the noise floor plus 0.3 %, and tau is within 0.01 of the floor's. */
        AT_THE_NOISE_FLOOR,
        /** The error is larger than the noise, but nine of ten networks are within 10 %. */
        ABOVE_THE_NOISE_FLOOR,
        /**
         * More than one network in ten is off by more than 10 %: on this device, the latencies of units do not sum to the
         * network's.
         */
        NOT_ADDITIVE,
        /** The rank correlation of the predictions is no better than chance, or the timer is as coarse as the differences. */
        NOT_DISTINGUISHED,
        /**
         * For more than one network in ten, two halves of the measurement differ by more than 5 %: too noisy to judge a table.
         */
        TOO_NOISY_TO_JUDGE,
        /** No networks were held out, or they were measured only once. */
        NOT_JUDGED
    }
}

package dev.sartor.latency.certificate;

/**
 * How far to trust a table, see {@link TrustRule}.
 *
 * @param why the numbers that decided, for people
 */
public record Trust(Verdict verdict, String why) {

    /** From best to worst; the last two say nothing about the table. */
    public enum Verdict {
        /** The error is about as large as the noise: MAPE within 1.25 x floor + 0.3 %, tau within 0.01 of the floor's. */
        AT_THE_NOISE_FLOOR,
        /** The error is larger than the noise, but nine of ten networks are within 10 %. */
        ABOVE_THE_NOISE_FLOOR,
        /** More than one network in ten is off by more than 10 %: on this device, latencies of units do not add up. */
        NOT_ADDITIVE,
        /** Fewer than nine of ten networks agree with themselves within 5 %: the measurement is too noisy to judge a table. */
        TOO_NOISY_TO_JUDGE,
        /** No networks were held out, or they were measured only once. */
        NOT_JUDGED
    }
}

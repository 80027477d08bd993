package dev.sartor.cli.output;

import dev.sartor.latency.certificate.Trust;

/** The trust in a latency table as a line of text. */
public final class TrustText {
    private TrustText() {}

    /** The verdict in words, with its reason in parentheses. */
    public static String of(Trust trust) {
        return verdictText(trust.verdict()) + " (" + trust.reason() + ")";
    }

    private static String verdictText(Trust.Verdict verdict) {
        return switch (verdict) {
            case AT_THE_NOISE_FLOOR -> "as accurate as a repeated measurement";
            case ABOVE_THE_NOISE_FLOOR -> "errors are larger than the measurement noise";
            case NOT_ADDITIVE -> "do not use it: on this device the latency of a network is not the sum of its units";
            case NOT_DISTINGUISHED -> "do not use it: it does not tell fast networks from slow ones";
            case TOO_NOISY_TO_JUDGE -> "unknown: the device was too noisy during the measurement";
            case NOT_JUDGED -> "not validated";
        };
    }
}

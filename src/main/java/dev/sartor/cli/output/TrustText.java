package dev.sartor.cli.output;

import dev.sartor.latency.certificate.Trust;

/** How far to trust a table, on one line. */
public final class TrustText {
    private TrustText() {}

    public static String of(Trust trust) {
        return words(trust.verdict()) + " (" + trust.why() + ")";
    }

    private static String words(Trust.Verdict verdict) {
        return switch (verdict) {
            case AT_THE_NOISE_FLOOR -> "as good as measuring";
            case ABOVE_THE_NOISE_FLOOR -> "errors are larger than noise explains";
            case NOT_ADDITIVE -> "do not trust it: on this device units do not add up to networks";
            case TOO_NOISY_TO_JUDGE -> "the machine was too noisy to judge the table by this measurement";
            case NOT_JUDGED -> "not judged";
        };
    }
}

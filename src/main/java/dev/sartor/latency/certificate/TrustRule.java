package dev.sartor.latency.certificate;

import dev.sartor.latency.certificate.Trust.Verdict;
import dev.sartor.latency.statistics.Agreement;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares the error of a table on new networks with the noise of their measurement. The thresholds are documented at
 * {@link Trust.Verdict}.
 */
public final class TrustRule {
    private static final double MIN_WITHIN_5 = 0.9;
    private static final double MIN_WITHIN_10 = 0.9;
    private static final double FLOOR_FACTOR = 1.25;
    private static final double FLOOR_MARGIN = 0.003;
    private static final double TAU_MARGIN = 0.01;

    private TrustRule() {}

    /**
     * The verdict on a table.
     *
     * @param prediction predicted against measured latencies; empty if no network was held out
     * @param noise      one half of the measurement against the other half; empty if there was only one round
     * @param timer      resolution of a coarse timer; empty for a fine one
     */
    public static Trust judge(
            Optional<Agreement> prediction, Optional<Agreement> noise, Optional<TimerResolution> timer) {
        if (prediction.isEmpty() || noise.isEmpty()) {
            return new Trust(Verdict.NOT_JUDGED, "no networks were held out and measured twice");
        }
        return judge(prediction.get(), noise.get(), timer);
    }

    private static Trust judge(Agreement prediction, Agreement noise, Optional<TimerResolution> timer) {
        if (!noiseLowEnough(noise)) {
            return new Trust(
                    Verdict.TOO_NOISY_TO_JUDGE,
                    text(
                            "for only %.0f %% of the networks, the two halves of the measurement agree within 5 %%",
                            100 * noise.within5()));
        }
        if (timer.isPresent() && timer.get().isTooCoarse()) {
            return new Trust(
                    Verdict.NOT_DISTINGUISHED,
                    text(
                            "the timer counts steps of %s ms, and most networks differ by no more than %.3g ms",
                            timer.get().grainMs(), timer.get().spreadMs()));
        }
        if (!noise.ranksAboveChance()) {
            return new Trust(
                    Verdict.NOT_DISTINGUISHED,
                    text(
                            "the two halves of the measurement rank %d networks no more alike than chance, tau %.3f",
                            noise.networks(), noise.kendallTau()));
        }
        String errors = text(
                "MAPE %.2f %% at a noise floor of %.2f %%, tau %.3f at %.3f, %.0f %% within 10 %%",
                100 * prediction.mape(),
                100 * noise.mape(),
                prediction.kendallTau(),
                noise.kendallTau(),
                100 * prediction.within10());
        if (prediction.within10() < MIN_WITHIN_10) {
            return new Trust(Verdict.NOT_ADDITIVE, errors);
        }
        if (!prediction.ranksAboveChance()) {
            return new Trust(
                    Verdict.NOT_DISTINGUISHED,
                    text(
                            "the predictions rank %d networks no better than chance, tau %.3f",
                            prediction.networks(), prediction.kendallTau()));
        }
        boolean atFloor = prediction.mape() <= FLOOR_FACTOR * noise.mape() + FLOOR_MARGIN
                && prediction.kendallTau() >= noise.kendallTau() - TAU_MARGIN;
        return new Trust(atFloor ? Verdict.AT_THE_NOISE_FLOOR : Verdict.ABOVE_THE_NOISE_FLOOR, errors);
    }

    /** Whether the noise of a measurement is low enough to judge a table by it. */
    static boolean noiseLowEnough(Agreement noise) {
        return noise.within5() >= MIN_WITHIN_5;
    }

    private static String text(String format, Object... figures) {
        return String.format(Locale.ROOT, format, figures);
    }
}

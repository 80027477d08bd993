package dev.sartor.latency.certificate;

import dev.sartor.latency.statistics.Agreement;
import java.util.Locale;
import java.util.Optional;

/**
 * How far to trust a table, from how well it predicts networks that it has not seen, beside how well their measurement
 * agrees with itself.
 *
 * @param why the figures that decided, for people
 */
public record Trust(Verdict verdict, String why) {
    private static final double LEAST_WITHIN_10 = 0.9;
    private static final double FLOOR_FACTOR = 1.25;
    private static final double FLOOR_MARGIN = 0.003;
    private static final double TAU_MARGIN = 0.01;

    /** From best to worst; the last two say nothing about the table. */
    public enum Verdict {
        /** The error is about that of the measurement itself: MAPE within 1.25 x floor + 0.3 %, tau within 0.01 of the floor's. */
        AT_THE_NOISE_FLOOR,
        /** The error is more than noise explains, but nine of ten networks are within 10 %. */
        ABOVE_THE_NOISE_FLOOR,
        /** More than one network of ten is off by more than 10 %: on this device, units do not add up to networks. */
        NOT_ADDITIVE,
        /** Less than nine of ten networks agree with themselves within 5 %: no table can be judged there. */
        TOO_NOISY_TO_JUDGE,
        /** Nothing was held out, or it was measured only once. */
        NOT_JUDGED
    }

    public static Trust of(Optional<Agreement> prediction, Optional<Agreement> noise) {
        if (prediction.isEmpty() || noise.isEmpty()) {
            return new Trust(Verdict.NOT_JUDGED, "no networks were held out and measured twice");
        }
        return of(prediction.get(), noise.get());
    }

    /** @param noise one half of the measurement against the other */
    public static Trust of(Agreement prediction, Agreement noise) {
        if (noise.within5() < Validation.LEAST_WITHIN_5) {
            return new Trust(
                    Verdict.TOO_NOISY_TO_JUDGE,
                    text("only %.0f %% of the networks agree with themselves within 5 %%", 100 * noise.within5()));
        }
        String errors = text(
                "MAPE %.2f %% at a noise floor of %.2f %%, tau %.3f at %.3f, %.0f %% within 10 %%",
                100 * prediction.mape(),
                100 * noise.mape(),
                prediction.kendallTau(),
                noise.kendallTau(),
                100 * prediction.within10());
        if (prediction.within10() < LEAST_WITHIN_10) {
            return new Trust(Verdict.NOT_ADDITIVE, errors);
        }
        boolean atFloor = prediction.mape() <= FLOOR_FACTOR * noise.mape() + FLOOR_MARGIN
                && prediction.kendallTau() >= noise.kendallTau() - TAU_MARGIN;
        return new Trust(atFloor ? Verdict.AT_THE_NOISE_FLOOR : Verdict.ABOVE_THE_NOISE_FLOOR, errors);
    }

    private static String text(String format, Object... figures) {
        return String.format(Locale.ROOT, format, figures);
    }
}

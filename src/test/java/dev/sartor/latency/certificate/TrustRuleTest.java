package dev.sartor.latency.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.latency.certificate.Trust.Verdict;
import dev.sartor.latency.statistics.Agreement;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrustRuleTest {
    private static final Agreement FLOOR = agreement(0.01, 0.99, 1, 0.98);

    private static Agreement agreement(double mape, double within5, double within10, double tau) {
        // Agreement: networks, MAPE, RMSPE, shares within 5 and 10 %, tau, bias
        return new Agreement(200, mape, 1.3 * mape, within5, within10, tau, 0);
    }

    private static Verdict judge(Agreement prediction, Agreement noise) {
        return TrustRule.judge(Optional.of(prediction), Optional.of(noise), Optional.empty())
                .verdict();
    }

    private static Verdict verdict(double mape, double within10, double tau) {
        return judge(agreement(mape, 0.9, within10, tau), FLOOR);
    }

    @Test
    void anErrorHardlyLargerThanTheNoiseIsAtTheNoiseFloor() {
        // up to a MAPE of 1.25 * 0.01 + 0.003, and a tau of 0.98 - 0.01
        assertEquals(Verdict.AT_THE_NOISE_FLOOR, verdict(0.0154, 1, 0.9701));
    }

    @Test
    void aLargerErrorOrAWorseRankingIsAboveTheNoiseFloor() {
        assertEquals(Verdict.ABOVE_THE_NOISE_FLOOR, verdict(0.0156, 1, 0.98));
        assertEquals(Verdict.ABOVE_THE_NOISE_FLOOR, verdict(0.01, 1, 0.969));
    }

    @Test
    void anErrorAtTheThresholdIsAtTheNoiseFloor() {
        Agreement floor = agreement(0.004, 0.9, 1, 0.98);
        // 1.25 * 0.004 + 0.003
        assertEquals(Verdict.AT_THE_NOISE_FLOOR, judge(agreement(0.008, 0.9, 0.9, 0.97), floor));
        assertEquals(Verdict.ABOVE_THE_NOISE_FLOOR, judge(agreement(0.008001, 0.9, 0.9, 0.97), floor));
    }

    @Test
    void aVerdictNamesItsFigures() {
        assertEquals(
                "MAPE 2.00 % at a noise floor of 1.00 %, tau 0.970 at 0.980, 95 % within 10 %",
                TrustRule.judge(Optional.of(agreement(0.02, 0.9, 0.95, 0.97)), Optional.of(FLOOR), Optional.empty())
                        .reason());
        assertEquals(
                "for only 80 % of the networks, the two halves of the measurement agree within 5 %",
                TrustRule.judge(Optional.of(FLOOR), Optional.of(agreement(0.04, 0.8, 1, 0.95)), Optional.empty())
                        .reason());
    }

    @Test
    void aPredictionWithManyLargeErrorsIsJudgedNotAdditive() {
        assertEquals(Verdict.NOT_ADDITIVE, verdict(0.06, 0.89, 0.98));
    }

    @Test
    void aRankingNoBetterThanChanceDistinguishesNoNetworks() {
        assertEquals(Verdict.NOT_DISTINGUISHED, verdict(0.001, 1, 0));
        assertEquals(Verdict.NOT_DISTINGUISHED, verdict(0.001, 1, 0.08));
        assertEquals(Verdict.NOT_DISTINGUISHED, judge(agreement(0.001, 1, 1, 1), agreement(0.001, 1, 1, 0)));
        Agreement three = new Agreement(3, 0.001, 0.001, 1, 1, 1, 0);
        assertEquals(Verdict.NOT_DISTINGUISHED, judge(three, three), "three networks have an order by chance");
    }

    @Test
    void aTimerAsCoarseAsTheDifferencesDistinguishesNoNetworks() {
        Agreement good = agreement(0.001, 1, 1, 1);
        assertEquals(
                Verdict.NOT_DISTINGUISHED,
                // TimerResolution: step of the clock and spread of the latencies, in ms
                TrustRule.judge(Optional.of(good), Optional.of(good), Optional.of(new TimerResolution(1, 1)))
                        .verdict());
        assertEquals(
                Verdict.AT_THE_NOISE_FLOOR,
                TrustRule.judge(Optional.of(good), Optional.of(good), Optional.of(new TimerResolution(1, 20)))
                        .verdict());
    }

    @Test
    void aNoisyMeasurementIsTooNoisyToJudge() {
        Agreement noisy = agreement(0.04, 0.89, 1, 0.95);
        assertEquals(Verdict.TOO_NOISY_TO_JUDGE, judge(agreement(0.3, 0.1, 0.2, 0.5), noisy));
    }

    @Test
    void withoutHeldOutNetworksThereIsNoVerdict() {
        assertEquals(
                Verdict.NOT_JUDGED,
                TrustRule.judge(Optional.empty(), Optional.of(FLOOR), Optional.empty())
                        .verdict());
        assertEquals(
                Verdict.NOT_JUDGED,
                TrustRule.judge(Optional.of(FLOOR), Optional.empty(), Optional.empty())
                        .verdict());
    }
}

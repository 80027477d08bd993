package dev.sartor.latency.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.certificate.ValidationSummary;
import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.latency.statistics.Slowdown;
import dev.sartor.latency.table.SampleTables;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UncertaintyTest {

    /** Of unseen networks that took exp(error) times as long as predicted. */
    private static Uncertainty of(double... errors) {
        return Uncertainty.of(networks(errors)).orElseThrow();
    }

    private static List<MeasuredNetwork> networks(double... errors) {
        return IntStream.range(0, errors.length)
                .mapToObj(i -> new MeasuredNetwork("network " + i, Math.exp(errors[i]), 1))
                .toList();
    }

    @Test
    void ofNineteenErrorsTheEighteenthHoldsNineteenOfTwenty() {
        double[] errors = IntStream.rangeClosed(1, 19)
                .mapToDouble(i -> (i % 2 == 0 ? 1 : -1) * i / 100.0)
                .toArray();
        Uncertainty u = of(errors);
        assertEquals(Math.exp(0.18), u.factor(0.95), 1e-12);
        assertEquals(1, u.factor(0.5), 0);
        assertEquals(Double.POSITIVE_INFINITY, u.factor(0.99), "19 networks cannot vouch for 99 %");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aProbabilityIsReachedJustWhereItsQuantileIs(long seed) {
        var random = new SplittableRandom(seed);
        Uncertainty as = of(random.doubles(60).map(d -> d / 10 - 0.05).toArray());
        aProbabilityIsReachedJustWhereItsQuantileIs(as.widened(random.nextDouble() / 1000));
        aProbabilityIsReachedJustWhereItsQuantileIs(as.widened(-as.meanSquare() / 2));
    }

    private static void aProbabilityIsReachedJustWhereItsQuantileIs(Uncertainty u) {
        for (double confidence = 0.5; confidence < 0.97; confidence += 0.01) {
            double factor = u.factor(confidence);
            assertTrue(u.probabilityWithin(factor) >= confidence - 1e-9, confidence + " at " + factor);
            assertFalse(
                    u.probabilityWithin(factor * 0.9) >= confidence && factor * 0.9 > 1, confidence + " at " + factor);
        }
        assertEquals(0, u.probabilityWithin(0.01), 0.01);
    }

    @Test
    void anErrorOfItsOwnAddsInSquares() {
        Uncertainty u = of(IntStream.range(0, 30).mapToDouble(_ -> 0.03).toArray());
        assertEquals(Math.exp(0.05), u.widened(0.04 * 0.04).factor(0.9), 1e-12);
        assertEquals(Math.exp(0.05), u.factor(0.9, 0.04 * 0.04), 1e-12);
        assertEquals(0.05 * 0.05, u.widened(0.04 * 0.04).meanSquare(), 1e-12);
    }

    @Test
    void otherProcessesWidenItByWhatIsUsualAndThenByWhatValidationsFound() {
        Certificate table = SampleTables.unvalidated(
                networks(IntStream.range(0, 30).mapToDouble(_ -> 0.01).toArray()));
        assertEquals(Math.hypot(0.01, 0.007), interval(table), 1e-9);
        assertEquals(
                Math.sqrt((100 * (1e-4 + 0.49e-4) + 200 * 4e-4) / 300),
                interval(table.with(validated(200, 0.02))),
                1e-9);
        assertEquals(0.02, interval(table.with(validated(1_000_000, 0.02))), 1e-6);
    }

    @Test
    void aValidationWithFewerErrorsDoesNotNarrowItBelowTheTablesOwn() {
        Certificate table = SampleTables.unvalidated(
                networks(IntStream.range(0, 30).mapToDouble(_ -> 0.01).toArray()));
        assertEquals(0.01, interval(table.with(validated(200, 0.005))), 1e-9);
    }

    @Test
    void theMeasurementsOwnNoiseStandsInPlaceOfTheTables() {
        Certificate table = SampleTables.unvalidated(
                networks(IntStream.range(0, 30).mapToDouble(_ -> 0.01).toArray()));
        double then = (0.0125 * 0.0125 - 0.001 * 0.001) / 4;
        assertEquals(Math.sqrt(1e-4 - then + 4e-4), interval(table, 4e-4, Optional.empty()), 1e-9);
        assertEquals(Math.sqrt(1e-4 - then), interval(table, 0, Optional.empty()), 1e-9);
        assertEquals(
                interval(table, 1e-5, Optional.empty()),
                interval(table.with(validated(200, 0.02)), 1e-5, Optional.empty()),
                1e-12);
    }

    @Test
    void networksThatDepartFromOneSpeedByMoreThanNoiseWidenIt() {
        Certificate table = SampleTables.unvalidated(
                networks(IntStream.range(0, 30).mapToDouble(_ -> 0.01).toArray()));
        double then = (0.0125 * 0.0125 - 0.001 * 0.001) / 4;
        assertEquals(Math.sqrt(1e-4 - 2 * then + 9e-4), interval(table, 4e-4, slowdown(OptionalDouble.of(0.03))), 1e-9);
        assertEquals(
                interval(table, 4e-4, Optional.empty()),
                interval(table, 4e-4, slowdown(OptionalDouble.of(0.02))),
                1e-12);
        assertEquals(
                interval(table, 4e-4, Optional.empty()),
                interval(table, 4e-4, slowdown(OptionalDouble.empty())),
                1e-12);
    }

    /** Errors of units, noise of two measurements and departures, each known, on a machine that is now as given. */
    @ParameterizedTest(name = "noise {0}, departure {1}")
    @CsvSource({"0.003, 0", "0.008, 0", "0.02, 0", "0.008, 0.01", "0.003, 0.02", "0.02, 0.02"})
    void nineOfTenFallWithinItWhateverTheNoiseAndTheSpeed(double noise, double departure) {
        var random = new SplittableRandom(1);
        double thenNoise = 0.5 * Math.sqrt(0.0125 * 0.0125 - 0.001 * 0.001);
        int within = 0;
        int trials = 3000;
        for (int t = 0; t < trials; t++) {
            Certificate table = SampleTables.unvalidated(networks(normal(random, 136, Math.hypot(0.01, thenNoise))));
            double[] ratios = Arrays.stream(normal(random, 24, norm(thenNoise, noise, departure)))
                    .map(e -> 0.9 * Math.exp(e))
                    .toArray();
            double interval = interval(table, noise * noise, Optional.of(Slowdown.of(ratios)));
            within += Math.abs(normal(random, 1, norm(0.01, noise, departure))[0]) <= interval ? 1 : 0;
        }
        assertEquals(0.9, (double) within / trials, 0.025);
    }

    private static double norm(double a, double b, double c) {
        return Math.hypot(a, Math.hypot(b, c));
    }

    private static double[] normal(SplittableRandom random, int count, double deviation) {
        return IntStream.range(0, count)
                .mapToDouble(_ -> deviation * random.nextGaussian())
                .toArray();
    }

    private static Optional<Slowdown> slowdown(OptionalDouble spread) {
        return Optional.of(new Slowdown(24, 0.9, spread));
    }

    private static double interval(Certificate table, double noise, Optional<Slowdown> slowdown) {
        return Math.log(
                Uncertainty.ofMeasurement(table, noise, slowdown).orElseThrow().factor(0.95));
    }

    private static ValidationSummary validated(int networks, double rmspe) {
        return SampleTables.validated(new Agreement(networks, rmspe, rmspe, 1, 1, 1, 0));
    }

    /** The error that nine of ten keep within. */
    private static double interval(Certificate table) {
        return Math.log(Uncertainty.of(table).orElseThrow().factor(0.95));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void nineOfTenNewErrorsFallWithinTheInterval(long seed) {
        var random = new SplittableRandom(seed);
        int within = 0;
        int trials = 2000;
        for (int t = 0; t < trials; t++) {
            double factor = of(random.doubles(48).map(d -> skewed(d)).toArray()).factor(0.95);
            double error = skewed(random.nextDouble());
            within += Math.abs(error) <= Math.log(factor) ? 1 : 0;
        }
        assertEquals(0.9, (double) within / trials, 0.03);
    }

    /** A heavy tail upwards. */
    private static double skewed(double uniform) {
        return uniform < 0.9 ? uniform / 50 : uniform / 5;
    }
}

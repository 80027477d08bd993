package dev.sartor.latency.prediction;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

    /** {@link Agreement#medianVariance} of the noise in the certificates of {@link SampleTables}. */
    private static final double TABLE_VARIANCE = (0.0125 * 0.0125 - 0.001 * 0.001) / 4;

    /** The uncertainty that follows from networks whose latency is exp(error) times the prediction. */
    private static Uncertainty of(double... errors) {
        return Uncertainty.of(networks(errors)).orElseThrow();
    }

    private static List<MeasuredNetwork> networks(double... errors) {
        return IntStream.range(0, errors.length)
                .mapToObj(i -> new MeasuredNetwork("network " + i, Math.exp(errors[i]), 1))
                .toList();
    }

    @Test
    void theBoundFor95PercentIsTheEighteenthOfNineteenErrors() {
        double[] errors = IntStream.rangeClosed(1, 19)
                .mapToDouble(i -> (i % 2 == 0 ? 1 : -1) * i / 100.0)
                .toArray();
        Uncertainty u = of(errors);
        assertEquals(Math.exp(0.18), u.upperFactor(0.95), 1e-12);
        assertEquals(1, u.upperFactor(0.5), 0);
        assertEquals(Double.POSITIVE_INFINITY, u.upperFactor(0.99), "19 networks are too few for 99 %");
    }

    @Test
    void addedVarianceIncreasesTheMeanSquare() {
        Uncertainty u = of(IntStream.range(0, 30).mapToDouble(_ -> 0.03).toArray());
        assertEquals(Math.exp(0.05), u.withAddedVariance(0.04 * 0.04).upperFactor(0.9), 1e-12);
        assertEquals(Math.exp(0.05), u.upperFactor(0.9, 0.04 * 0.04), 1e-12);
        assertEquals(0.05 * 0.05, u.withAddedVariance(0.04 * 0.04).meanSquare(), 1e-12);
    }

    @Test
    void theVarianceBetweenProcessesIsTheWeightedMeanOfPriorAndValidations() {
        Certificate table = SampleTables.unvalidated(
                networks(IntStream.range(0, 30).mapToDouble(_ -> 0.01).toArray()));
        // the prior is a standard deviation of 0.7 % with the weight of 100 networks
        assertEquals(Math.hypot(0.01, 0.007), interval(table), 1e-9);
        assertEquals(
                Math.sqrt((100 * (1e-4 + 0.49e-4) + 200 * 4e-4) / 300),
                interval(table.withValidation(validated(200, 0.02))),
                1e-9);
        assertEquals(0.02, interval(table.withValidation(validated(1_000_000, 0.02))), 1e-6);
    }

    @Test
    void aValidationWithSmallerErrorsDoesNotNarrowTheInterval() {
        Certificate table = SampleTables.unvalidated(
                networks(IntStream.range(0, 30).mapToDouble(_ -> 0.01).toArray()));
        assertEquals(0.01, interval(table.withValidation(validated(200, 0.005))), 1e-9);
    }

    @Test
    void aMeasurementsNoiseReplacesTheTablesNoise() {
        Certificate table = SampleTables.unvalidated(
                networks(IntStream.range(0, 30).mapToDouble(_ -> 0.01).toArray()));
        assertEquals(Math.sqrt(1e-4 - TABLE_VARIANCE + 4e-4), interval(table, 4e-4, Optional.empty()), 1e-9);
        assertEquals(Math.sqrt(1e-4 - TABLE_VARIANCE), interval(table, 0, Optional.empty()), 1e-9);
        assertEquals(
                interval(table, 1e-5, Optional.empty()),
                interval(table.withValidation(validated(200, 0.02)), 1e-5, Optional.empty()),
                1e-12);
    }

    @Test
    void aSpreadOfTheSlowdownBeyondTheNoiseWidensTheInterval() {
        Certificate table = SampleTables.unvalidated(
                networks(IntStream.range(0, 30).mapToDouble(_ -> 0.01).toArray()));
        assertEquals(
                Math.sqrt(1e-4 - 2 * TABLE_VARIANCE + 9e-4),
                interval(table, 4e-4, slowdown(OptionalDouble.of(0.03))),
                1e-9);
        assertEquals(
                interval(table, 4e-4, Optional.empty()),
                interval(table, 4e-4, slowdown(OptionalDouble.of(0.02))),
                1e-12);
        assertEquals(
                interval(table, 4e-4, Optional.empty()),
                interval(table, 4e-4, slowdown(OptionalDouble.empty())),
                1e-12);
    }

    /** Simulates errors of units, noise of two measurements and deviations from a common slowdown, each of known size. */
    @ParameterizedTest(name = "noise {0}, deviation {1}")
    @CsvSource({"0.003, 0", "0.008, 0", "0.02, 0", "0.008, 0.01", "0.003, 0.02", "0.02, 0.02"})
    void theIntervalCovers90PercentForAnyNoiseAndSlowdown(double noise, double deviation) {
        var random = new SplittableRandom(1);
        double tableNoise = Math.sqrt(TABLE_VARIANCE);
        int within = 0;
        int trials = 3000;
        for (int t = 0; t < trials; t++) {
            Certificate table = SampleTables.unvalidated(networks(normal(random, 136, Math.hypot(0.01, tableNoise))));
            double[] ratios = Arrays.stream(normal(random, 24, norm(tableNoise, noise, deviation)))
                    .map(e -> 0.9 * Math.exp(e))
                    .toArray();
            double interval = interval(table, noise * noise, Optional.of(Slowdown.of(ratios)));
            within += Math.abs(normal(random, 1, norm(0.01, noise, deviation))[0]) <= interval ? 1 : 0;
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
        // Slowdown: networks, latency now over latency in the table, spread
        return Optional.of(new Slowdown(24, 0.9, spread));
    }

    /** The same for a measurement whose noise has this variance. */
    private static double interval(Certificate table, double noiseVariance, Optional<Slowdown> slowdown) {
        return Math.log(Uncertainty.ofMeasurement(table, noiseVariance, slowdown)
                .orElseThrow()
                .upperFactor(0.95));
    }

    private static ValidationSummary validated(int networks, double rmspe) {
        // Agreement: networks, MAPE, RMSPE, shares within 5 and 10 %, tau, bias
        return SampleTables.validated(new Agreement(networks, rmspe, rmspe, 1, 1, 1, 0));
    }

    /** The half width of the 90 % interval, as a logarithm. */
    private static double interval(Certificate table) {
        return Math.log(Uncertainty.of(table).orElseThrow().upperFactor(0.95));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void theIntervalCovers90PercentOfNewErrors(long seed) {
        var random = new SplittableRandom(seed);
        int within = 0;
        int trials = 2000;
        for (int t = 0; t < trials; t++) {
            double factor = of(random.doubles(48).map(d -> skewed(d)).toArray()).upperFactor(0.95);
            double error = skewed(random.nextDouble());
            within += Math.abs(error) <= Math.log(factor) ? 1 : 0;
        }
        assertEquals(0.9, (double) within / trials, 0.03);
    }

    /** A distribution with a heavy upper tail. */
    private static double skewed(double uniform) {
        return uniform < 0.9 ? uniform / 50 : uniform / 5;
    }
}

package dev.sartor.base.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KendallTauTest {
    @Test
    void permutationsOfThreeHaveKnownValues() {
        double[] ascending = {1, 2, 3};
        assertEquals(1, KendallTau.of(ascending, new double[] {10, 20, 30}));
        assertEquals(-1, KendallTau.of(ascending, new double[] {3, 2, 1}));
        assertEquals(1.0 / 3, KendallTau.of(ascending, new double[] {1, 3, 2}), 1e-12);
    }

    @Test
    void tiesCountAsInKendallsFormula() {
        // 5 concordant pairs, one tied in the first series: 5 / sqrt(5 * 6)
        assertEquals(5 / Math.sqrt(30), KendallTau.of(new double[] {1, 2, 2, 3}, new double[] {1, 2, 3, 4}), 1e-12);
    }

    @Test
    void aConstantSeriesHasTauZero() {
        assertEquals(0, KendallTau.of(new double[] {1, 2, 3}, new double[] {5, 5, 5}));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomSeriesWithTiesHaveTheValueOfTheDefinition(long seed) {
        var random = new SplittableRandom(seed);
        double[] a = random.ints(200, 0, 40).asDoubleStream().toArray();
        double[] b = random.ints(200, 0, 40).asDoubleStream().toArray();
        long balance = 0;
        long untiedA = 0;
        long untiedB = 0;
        for (int i = 0; i < a.length; i++) {
            // makes the series similar
            b[i] += a[i];
            for (int j = 0; j < i; j++) {
                balance += (long) (Math.signum(a[i] - a[j]) * Math.signum(b[i] - b[j]));
                untiedA += a[i] == a[j] ? 0 : 1;
                untiedB += b[i] == b[j] ? 0 : 1;
            }
        }
        assertEquals(balance / Math.sqrt((double) untiedA * untiedB), KendallTau.of(a, b));
    }

    /** The true tau of a normal distribution with correlation r is 2 / pi asin r. */
    @ParameterizedTest
    @CsvSource({"8, 0", "8, 0.5", "20, 0", "20, 0.5", "20, 0.8", "100, 0.5"})
    void theIntervalContainsTheTrueTauInNineteenOfTwentySamples(int n, double correlation) {
        var random = new SplittableRandom(5);
        double truth = 2 / Math.PI * Math.asin(correlation);
        int samples = 1000;
        int contained = 0;
        for (int s = 0; s < samples; s++) {
            double[] a = random.doubles(n).map(_ -> random.nextGaussian()).toArray();
            double[] b = new double[n];
            for (int i = 0; i < n; i++) {
                b[i] = correlation * a[i] + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            }
            KendallTau.Interval interval = KendallTau.interval(KendallTau.of(a, b), n);
            contained += interval.lower() <= truth && truth <= interval.upper() ? 1 : 0;
        }
        assertEquals(0.95, (double) contained / samples, 0.03, contained + " of " + samples);
    }

    @Test
    void theIntervalOfAPerfectOrderReachesOneAndHasAWidth() {
        KendallTau.Interval five = KendallTau.interval(1, 5);
        assertEquals(1, five.upper());
        assertTrue(five.lower() > 0 && five.lower() < 0.3, "lower " + five.lower());
        assertEquals(-five.lower(), KendallTau.interval(-1, 5).upper());
        assertThrows(IllegalArgumentException.class, () -> KendallTau.interval(1, 4));
    }
}

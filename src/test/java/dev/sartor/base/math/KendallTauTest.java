package dev.sartor.base.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
            b[i] += a[i];
            for (int j = 0; j < i; j++) {
                balance += (long) (Math.signum(a[i] - a[j]) * Math.signum(b[i] - b[j]));
                untiedA += a[i] == a[j] ? 0 : 1;
                untiedB += b[i] == b[j] ? 0 : 1;
            }
        }
        assertEquals(balance / Math.sqrt((double) untiedA * untiedB), KendallTau.of(a, b));
    }
}

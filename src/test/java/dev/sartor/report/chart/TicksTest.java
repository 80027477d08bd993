package dev.sartor.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicksTest {
    @Test
    void ticksAreRoundAndLabelledWithAsFewDecimalsAsTheyNeed() {
        // Ticks.within: lowest and highest value, number of intervals aimed at
        assertEquals(List.of("0.0", "0.2", "0.4", "0.6"), labels(Ticks.within(0, 0.75, 4)));
        assertEquals(List.of("90", "95"), labels(Ticks.within(88, 97, 2)));
        assertEquals(List.of("0", "500", "1000"), labels(Ticks.within(-100, 1200, 3)));
        assertEquals(List.of("0.010", "0.015", "0.020"), labels(Ticks.within(0.009, 0.021, 3)));
    }

    @Test
    void largeNumbersAreLabelledInThousandsAndMillions() {
        assertEquals(List.of("0", "0.5\u00a0M", "1.0\u00a0M", "1.5\u00a0M"), labels(Ticks.within(0, 1.6e6, 3)));
        assertEquals(List.of("10\u00a0k", "12\u00a0k", "14\u00a0k"), labels(Ticks.within(10_000, 14_500, 3)));
        assertEquals(List.of("8000", "9000"), labels(Ticks.within(8000, 9500, 2)));
    }

    @Test
    void aTickOutsideTheRangeByARoundingErrorIsKept() {
        assertEquals(List.of("0.1", "0.2", "0.3"), labels(Ticks.within(0.1, 0.3, 2)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyRangeContainsAFewTicks(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 1000; i++) {
            double low = Math.pow(10, random.nextDouble() * 12 - 6) - 1;
            double high = low + Math.pow(10, random.nextDouble() * 8 - 4);
            Ticks ticks = Ticks.within(low, high, 6);
            List<Double> values = ticks.values();
            double slack = (high - low) * 1e-6;
            assertTrue(values.size() >= 3 && values.size() <= 10, low + " to " + high + ": " + values);
            assertTrue(
                    values.getFirst() >= low - slack && values.getLast() <= high + slack,
                    low + " to " + high + ": " + values);
            assertEquals(values.size(), labels(ticks).stream().distinct().count(), "labels differ: " + labels(ticks));
        }
    }

    @Test
    void binaryTicksAreMultiplesOfAPowerOfTwo() {
        assertEquals(List.of("0", "16", "32", "48", "64"), labels(Ticks.binaryWithin(0, 70, 8)));
        assertEquals(List.of("32", "64", "96"), labels(Ticks.binaryWithin(4, 96, 3)));
        assertEquals(List.of("3", "4", "5"), labels(Ticks.binaryWithin(2.5, 5, 8)));
    }

    @Test
    void anEmptyRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Ticks.binaryWithin(1, 1, 4));
        assertThrows(IllegalArgumentException.class, () -> Ticks.within(1, 1, 4));
    }

    private static List<String> labels(Ticks ticks) {
        return ticks.values().stream().map(ticks::label).toList();
    }
}

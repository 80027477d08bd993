package dev.sartor.executor.quantisation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.network.quantisation.TensorQuantisation;
import dev.sartor.network.quantisation.ValueRange;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistogramTest {
    private static final int COUNT = 50_000;

    private static float[] gaussian() {
        float[] values = new float[COUNT];
        var random = new SplittableRandom(1);
        for (int i = 0; i < COUNT; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static Histogram of(float[] values) {
        float low = 0;
        float high = 0;
        for (float v : values) {
            low = Math.min(low, v);
            high = Math.max(high, v);
        }
        Histogram histogram = new Histogram(new ValueRange(low, high));
        long[] counts = Histogram.newCounts();
        for (float v : values) {
            histogram.count(v, counts);
        }
        histogram.add(counts);
        return histogram;
    }

    private static double error(float[] values, ValueRange range) {
        TensorQuantisation tensor = TensorQuantisation.of(range);
        double error = 0;
        for (float v : values) {
            error += Math.pow(v - tensor.dequantise(tensor.quantise(v)), 2);
        }
        return error;
    }

    @Test
    void thePercentileLeavesOutHalfOfItsShareAtEachEnd() {
        ValueRange range = of(gaussian()).without(0.1);
        // the quantiles of 5 and 95 % of the normal distribution
        assertEquals(-1.645, range.low(), 0.03);
        assertEquals(1.645, range.high(), 0.03);
    }

    @Test
    void theRangeOfLeastErrorQuantisesWithLessErrorThanOthers() {
        float[] values = new float[1_000_000];
        var random = new SplittableRandom(2);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() * 2 - 1;
        }
        values[0] = 3;
        values[1] = -3;
        Histogram histogram = of(values);
        double least = error(values, histogram.leastError());
        assertTrue(least < 0.5 * error(values, histogram.range()));
        assertTrue(least < error(values, histogram.without(0.01)));
        ValueRange best = histogram.leastError();
        for (float factor : new float[] {0.8f, 1.25f}) {
            var other = new ValueRange(best.low() * factor, best.high() * factor);
            assertTrue(least < error(values, other), () -> other + " beats " + best);
        }
    }

    @Test
    void zerosDoNotCount() {
        float[] values = new float[1000];
        values[0] = 1;
        values[1] = 2;
        assertEquals(2, of(values).without(0.5).high(), 1e-3);
    }

    @Test
    void aTensorOfZerosHasTheRangeOfZero() {
        Histogram histogram = of(new float[10]);
        for (RangeMethod method : RangeMethod.values()) {
            assertEquals(new ValueRange(0, 0), method.choose(histogram));
        }
    }
}

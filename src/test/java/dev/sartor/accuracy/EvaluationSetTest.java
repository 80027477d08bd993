package dev.sartor.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.data.Images;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationSetTest {

    /** Known answers from the formula (p + z^2/2n +- z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n) with z = 1.959964. */
    @ParameterizedTest
    @CsvSource({
        "12, 0.5, 0.2538, 0.7462",
        "12, 1, 0.7575, 1",
        "12, 0, 0, 0.2425",
        "1, 1, 0.2065, 1",
        "1000, 0.9, 0.8798, 0.9171",
        "10000, 0.93, 0.9248, 0.9348"
    })
    void theIntervalIsWilsons(int images, double accuracy, double low, double high) {
        EvaluationSet.Interval interval = EvaluationSet.interval(accuracy, images);
        assertEquals(low, interval.low(), 1.01e-4);
        assertEquals(high, interval.high(), 1.01e-4);
    }

    @Test
    void theShareOfTheLargestClassIsCounted() {
        var images = new Images(new Shape(1, 1, 1), new byte[8], new int[] {0, 2, 2, 1, 2, 2, 0, 2});
        assertEquals(new EvaluationSet(8, 5 / 8.0), EvaluationSet.of(images));
    }

    @Test
    void anAccuracyIsAboveTheLargestClassOnlyWithCertainty() {
        assertFalse(new EvaluationSet(12, 0.5).isAboveLargestClass(0.75), "of 12 images");
        assertTrue(new EvaluationSet(1200, 0.5).isAboveLargestClass(0.75), "of 1200 images");
        assertFalse(new EvaluationSet(100_000, 0.5).isAboveLargestClass(0.5));
        assertFalse(new EvaluationSet(1, 1).isAboveLargestClass(1));
    }

    @ParameterizedTest
    @CsvSource({"0.27", "0.05", "0.02", "0.01"})
    void theRecommendedNumberOfImagesIsTheSmallestThatIsEnough(double halfWidth) {
        int images = EvaluationSet.imagesForHalfWidth(halfWidth);
        // intervals are rounded to four digits
        assertTrue(new EvaluationSet(images, 0.1).maxHalfWidth() <= halfWidth + 5e-5);
        assertTrue(new EvaluationSet(Math.max(1, images * 9 / 10), 0.1).maxHalfWidth() > halfWidth);
    }

    @Test
    void about95OfAHundredIntervalsContainTheTrueAccuracy() {
        var random = new SplittableRandom(1);
        int contained = 0;
        for (int i = 0; i < 2000; i++) {
            double truth = random.nextDouble(0.1, 0.95);
            int images = random.nextInt(10, 500);
            int correct = 0;
            for (int n = 0; n < images; n++) {
                correct += random.nextDouble() < truth ? 1 : 0;
            }
            EvaluationSet.Interval interval = EvaluationSet.interval((double) correct / images, images);
            contained += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
        }
        assertEquals(0.95, contained / 2000.0, 0.015);
    }

    @Test
    void noImagesAndImpossibleSharesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new EvaluationSet(0, 0.5));
        assertThrows(IllegalArgumentException.class, () -> new EvaluationSet(5, 0));
        assertThrows(IllegalArgumentException.class, () -> new EvaluationSet(5, Double.NaN));
    }
}

package dev.sartor.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.base.math.WilsonInterval;
import dev.sartor.data.Images;
import org.junit.jupiter.api.Test;

class EvaluationSetTest {

    @Test
    void accuraciesHaveWilsonIntervalsRoundedToFourDigits() {
        // EvaluationSet: images, share of the largest class
        assertEquals(new WilsonInterval(0.2538, 0.7462), new EvaluationSet(12, 0.5).interval(0.5));
        assertEquals(new WilsonInterval(0.9248, 0.9348), new EvaluationSet(10_000, 0.5).interval(0.93));
    }

    @Test
    void theIntervalIsWidestForAnAccuracyOfOneHalf() {
        assertEquals((0.7462 - 0.2538) / 2, new EvaluationSet(12, 0.5).maxHalfWidth(), 1e-12);
    }

    @Test
    void theShareOfTheLargestClassIsCounted() {
        var images = new Images(new Shape(1, 1, 1), new byte[8], new int[] {0, 2, 2, 1, 2, 2, 0, 2});
        assertEquals(new EvaluationSet(8, 5 / 8.0), EvaluationSet.of(images));
    }

    @Test
    void anAccuracyIsAboveTheLargestClassOnlyIfItsIntervalIs() {
        assertFalse(new EvaluationSet(12, 0.5).isAboveLargestClass(0.75), "of 12 images");
        assertTrue(new EvaluationSet(1200, 0.5).isAboveLargestClass(0.75), "of 1200 images");
        assertFalse(new EvaluationSet(100_000, 0.5).isAboveLargestClass(0.5));
        assertFalse(new EvaluationSet(1, 1).isAboveLargestClass(1));
    }

    @Test
    void noImagesAndImpossibleSharesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new EvaluationSet(0, 0.5));
        assertThrows(IllegalArgumentException.class, () -> new EvaluationSet(5, 0));
        assertThrows(IllegalArgumentException.class, () -> new EvaluationSet(5, Double.NaN));
    }
}

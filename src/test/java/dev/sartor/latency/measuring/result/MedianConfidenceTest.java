package dev.sartor.latency.measuring.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MedianConfidenceTest {
    private static final double[] VALUES = {1, 2, 3, 4, 5};

    @Test
    void theHalfWidthIsThatOfANotchedBoxPlot() {
        // the interquartile range is 2
        assertEquals(1.57 * 2 / Math.sqrt(5), MedianConfidence.halfWidth(VALUES), 1e-12);
    }

    @Test
    void halfTheWidthNeedsFourTimesAsManyRounds() {
        double relative = MedianConfidence.halfWidth(VALUES) / 3;
        assertEquals(5, MedianConfidence.roundsNeeded(VALUES, relative), 1e-9);
        assertEquals(20, MedianConfidence.roundsNeeded(VALUES, relative / 2), 1e-9);
    }
}

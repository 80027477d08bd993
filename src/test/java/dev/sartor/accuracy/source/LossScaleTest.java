package dev.sartor.accuracy.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.executor.ClassificationMetrics;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossScaleTest {
    private static ClassificationMetrics network(double loss, double accuracy) {
        return new ClassificationMetrics(loss, accuracy);
    }

    @Test
    void anAccuracyIsThatOfTheLineThroughLossesAndAccuracies() {
        LossScale scale = LossScale.of(List.of(network(1, 0.7), network(2, 0.5)));
        assertEquals(0.6, scale.accuracy(network(1.5, 0.4)), 1e-12);
        assertEquals(0.64, scale.accuracy(network(1.3, 0.4)), 1e-12);
    }

    @Test
    void anAccuracyStaysBetween0And1() {
        LossScale scale = LossScale.of(List.of(network(1, 0.9), network(2, 0.1)));
        assertEquals(1, scale.accuracy(network(0.5, 0.9)));
        assertEquals(0, scale.accuracy(network(9, 0.1)));
    }

    @Test
    void networksThatHaveLearntNothingKeepTheirAccuracy() {
        for (LossScale scale : List.of(
                LossScale.of(List.of(network(2.3, 0.1), network(2.4, 0.12))),
                LossScale.of(List.of(network(2.3, 0.1), network(2.3, 0.1))))) {
            assertEquals(0.11, scale.accuracy(network(2.35, 0.11)));
        }
    }
}

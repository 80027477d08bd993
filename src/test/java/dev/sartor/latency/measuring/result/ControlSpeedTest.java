package dev.sartor.latency.measuring.result;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ControlSpeedTest {
    /** The speed after 0, 1, 2 and more of these measurements of the control network. */
    private static double[] speeds(double... controlMs) {
        var speed = new ControlSpeed(controlMs);
        return IntStream.rangeClosed(0, controlMs.length + 1)
                .mapToDouble(speed::speedAfter)
                .toArray();
    }

    @Test
    void theSpeedIsTheMedianLatencyOverThatOfThreeMeasurementsOnEachSide() {
        assertArrayEquals(new double[] {1.5, 1.5, 1.5, 1, 0.75, 0.75, 0.75, 0.75}, speeds(1, 1, 1, 2, 2, 2), 1e-12);
        assertArrayEquals(
                new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1}, speeds(2, 2, 2, 9, 2, 2, 2), 1e-12, "one outlier is noise");
    }

    @Test
    void withoutControlMeasurementsTheSpeedIsOne() {
        assertArrayEquals(new double[] {1, 1}, speeds());
    }
}

package dev.sartor.supernet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sartor.executor.Executor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightAverageTest {
    @Test
    void theMeanIsThatOfTheWeightsAfterTheLastSteps() {
        float[] first = {1, 2, 3};
        float[] second = {5};
        // averaged from step 2
        var average = new WeightAverage(Map.of("first", first, "second", second), 2);
        try (var executor = new Executor(1)) {
            for (int step = 0; step < 6; step++) {
                average.add(executor, step);
                first[1] += 2;
                second[0] = -second[0];
            }
        }
        average.apply();
        // after steps 2 to 5 the second value was 6, 8, 10 and 12
        assertArrayEquals(new float[] {1, 9, 3}, first, 1e-6f);
        assertArrayEquals(new float[] {0}, second, 1e-6f);
    }
}

package dev.sartor.latency.measuring.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimerGrainTest {
    /** The grain after {@code runs} times of 3, 4, 5 and so on steps. */
    private static OptionalDouble grain(int runs, double stepMs) {
        var grain = new TimerGrain();
        grain.add(IntStream.range(0, runs).mapToDouble(i -> (3 + i) * stepMs).toArray());
        return grain.ms();
    }

    @Test
    void theGrainIsTheGreatestCommonDivisorOfAllTimes() {
        assertEquals(OptionalDouble.of(0.1), grain(20, 0.1));
        var grain = new TimerGrain();
        for (int i = 0; i < 5; i++) {
            grain.add(new double[] {0.4, 1.2, 0.6, 1.8});
        }
        assertEquals(OptionalDouble.of(0.2), grain.ms());
    }

    @Test
    void fewerThanTwentyTimesSayNothing() {
        assertEquals(OptionalDouble.empty(), grain(19, 0.1));
    }

    @Test
    void aTimerFinerThanAMicrosecondHasNone() {
        assertEquals(OptionalDouble.of(0.001), grain(20, 0.001));
        assertEquals(OptionalDouble.empty(), grain(20, 0.000999));
    }
}

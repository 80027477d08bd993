package dev.sartor.supernet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingScheduleTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "0.19, 0", "0.2, 0", "0.5, 0.5", "0.65, 0.75", "0.8, 1", "0.99, 1"})
    void theProbabilityGrowsFrom0To1(double done, double probability) {
        // SamplingSchedule: shares of the steps with the largest network only, and before uniform sampling
        assertEquals(probability, new SamplingSchedule(0.2, 0.8).sampleProbability(done), 1e-12);
    }

    @Test
    void withoutWarmUpTheFirstSampleIsUniform() {
        assertEquals(1, new SamplingSchedule(0, 0).sampleProbability(0));
    }

    @ParameterizedTest
    @CsvSource({"-0.1, 0.5", "0.6, 0.5", "0.5, 1.1", "NaN, 1"})
    void invalidSharesAreRefused(double largestOnlyUntil, double uniformFrom) {
        assertThrows(IllegalArgumentException.class, () -> new SamplingSchedule(largestOnlyUntil, uniformFrom));
    }
}

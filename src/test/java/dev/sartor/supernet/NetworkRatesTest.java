package dev.sartor.supernet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.executor.recipe.Schedule;
import org.junit.jupiter.api.Test;

class NetworkRatesTest {
    // NetworkRates: schedule, epochs, steps, parameters of the smallest and the largest network
    // Schedule: peak learning rate, epochs of warm-up
    private static final NetworkRates RATES = new NetworkRates(new Schedule(0.1, 1), 10, 1000, 1e4, 1e6);

    @Test
    void theExponentIsLinearInTheLogarithmOfTheParameters() {
        // after half of the 1000 steps: exponents from 4 for the smallest network to 0.25 for the largest
        assertEquals(0.1 * Math.pow(0.5, 4), RATES.at(500, 1e4), 1e-12);
        assertEquals(0.1 * Math.pow(0.5, (4 + 0.25) / 2), RATES.at(500, 1e5), 1e-12);
        assertEquals(0.1 * Math.pow(0.5, 0.25), RATES.at(500, 1e6), 1e-12);
    }

    @Test
    void theWarmUpOfTheScheduleAppliesToAllNetworks() {
        Schedule schedule = RATES.schedule();
        // learningRateAt: step, epochs, steps per epoch
        assertEquals(schedule.learningRateAt(0, 10, 100), RATES.at(0, 1e4), 1e-12);
        assertEquals(schedule.learningRateAt(30, 10, 100), RATES.at(30, 1e6), 1e-12);
        assertTrue(RATES.at(99, 1e4) < schedule.learningRateAt(99, 10, 100));
    }

    @Test
    void noLearningRateIsZero() {
        assertTrue(RATES.at(999, 1e4) > 0);
    }

    @Test
    void inASpaceOfOneSizeTheLearningRateDecreasesLinearly() {
        // NetworkRates: schedule, epochs, steps, parameters of the smallest and the largest network
        // Schedule: peak learning rate, epochs of warm-up
        assertEquals(0.05, new NetworkRates(new Schedule(0.1, 0), 10, 1000, 1e4, 1e4).at(500, 1e4), 1e-12);
    }
}

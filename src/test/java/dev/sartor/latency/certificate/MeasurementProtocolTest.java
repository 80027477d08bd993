package dev.sartor.latency.certificate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.latency.statistics.MeasuredNetwork;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasurementProtocolTest {
    @Test
    void settingsAreReplacedOneAtATime() {
        Duration minute = Duration.ofMinutes(1);
        assertEquals(
                // MeasurementProtocol: rounds, target precision, time limit, memory in MiB
                new MeasurementProtocol(2, 0.1, minute, 2048),
                MeasurementProtocol.standard()
                        .withRounds(2)
                        .withTargetPrecision(0.1)
                        .withBudget(minute));
    }

    @Test
    void oneNetworkIsMeasuredForHalfAMinute() {
        assertEquals(
                new MeasurementProtocol(500, 0, Duration.ofSeconds(30), 2048), MeasurementProtocol.forOneNetwork());
    }

    @Test
    void settingsOutsideTheirRangesAreRefused() {
        Duration second = Duration.ofSeconds(1);
        new MeasurementProtocol(2, 0, Duration.ofNanos(1), 1);
        assertThrows(IllegalArgumentException.class, () -> new MeasurementProtocol(1, 0, second, 1));
        assertThrows(IllegalArgumentException.class, () -> new MeasurementProtocol(2, -0.1, second, 1));
        assertThrows(IllegalArgumentException.class, () -> new MeasurementProtocol(2, Double.NaN, second, 1));
        assertThrows(IllegalArgumentException.class, () -> new MeasurementProtocol(2, 0, Duration.ZERO, 1));
        assertThrows(IllegalArgumentException.class, () -> new MeasurementProtocol(2, 0, second.negated(), 1));
        assertThrows(IllegalArgumentException.class, () -> new MeasurementProtocol(2, 0, second, 0));
    }

    @Test
    void aTimerIsTooCoarseIfItsStepIsAsLargeAsTheSpreadOfTheLatencies() {
        List<MeasuredNetwork> networks = IntStream.rangeClosed(1, 11)
                .mapToObj(i -> new MeasuredNetwork("n" + i, i, i))
                .toList();
        // the 10th and the 90th percentile of 1 to 11 are 2 and 10
        // TimerResolution: step of the clock and spread of the latencies, in ms
        assertEquals(Optional.of(new TimerResolution(0.5, 8)), TimerResolution.of(OptionalDouble.of(0.5), networks));
        assertTrue(new TimerResolution(8, 8).isTooCoarse());
        assertFalse(new TimerResolution(7.99, 8).isTooCoarse());
        assertEquals(Optional.empty(), TimerResolution.of(OptionalDouble.empty(), networks));
        assertEquals(Optional.empty(), TimerResolution.of(OptionalDouble.of(0.5), List.of()));
    }
}

package dev.sartor.latency.measuring.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.device.Board;
import dev.sartor.latency.measuring.probe.MeasurementClock;
import dev.sartor.latency.measuring.probe.Visit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisitBufferTest {
    private long nanos = 5_000_000_000L;
    private final List<MeasurementLog.Line> lines = new ArrayList<>();
    private final Measurements measurements = new Measurements();
    private final VisitBuffer buffer = new VisitBuffer(Board.ONLY, measurements, lines::add, new MeasurementClock() {
        @Override
        public long nanoTime() {
            return nanos;
        }

        @Override
        public void sleep(Duration time) {
            throw new AssertionError("nothing waits");
        }
    });

    private void add(String probe, int round, double seconds) {
        nanos += Math.round(1e9 * seconds);
        buffer.add(List.of(new Visit(probe, new double[] {1})), round);
    }

    /** The probes of each line that was passed on. */
    private List<List<String>> probes() {
        return lines.stream()
                .map(l -> l.visits().stream().map(Visit::probe).toList())
                .toList();
    }

    @Test
    void visitsArePassedOnEverySecond() {
        add("a", 0, 0.25);
        add("b", 0, 0.5);
        assertEquals(List.of(), lines);
        assertFalse(measurements.isVisited("a", 0));
        add("c", 0, 0.25);
        assertEquals(List.of(List.of("a", "b", "c")), probes());
        assertEquals(1, lines.getFirst().seconds(), 1e-9);
        assertTrue(measurements.isVisited("a", 0));
        add("d", 0, 0.25);
        assertEquals(1.25, buffer.seconds(), 1e-9);
        buffer.close();
        assertEquals(0.25, lines.get(1).seconds(), 1e-9);
        assertEquals(1.25, measurements.seconds(), 1e-9);
    }

    @Test
    void aLineHasVisitsOfOneRound() {
        add("a", 0, 0);
        add("b", 1, 0);
        buffer.flush();
        assertEquals(List.of(List.of("a"), List.of("b")), probes());
        assertEquals(
                List.of(0, 1), lines.stream().map(MeasurementLog.Line::round).toList());
    }

    @Test
    void visitsWithoutRunsAreDropped() {
        buffer.add(List.of(new Visit("a", new double[0])), 0);
        buffer.flush();
        assertEquals(List.of(List.of()), probes());
    }

    @Test
    void aClockThatIsSetBackAddsNoTime() {
        add("a", 0, 0.5);
        nanos -= 3_600_000_000_000L;
        assertEquals(0.5, buffer.seconds(), 1e-9);
        nanos += 250_000_000L;
        assertEquals(0.75, buffer.seconds(), 1e-9);
    }

    @Test
    void whatIsInTheBufferWhenADisturbanceIsNoticedIsDisturbedToo() {
        add("before", 0, 0);
        buffer.markDisturbed(true);
        add("during", 0, 0);
        buffer.markDisturbed(false);
        add("after", 0, 0);
        buffer.flush();
        assertEquals(List.of(List.of("before"), List.of("during"), List.of("after")), probes());
        assertEquals(
                List.of(true, true, false),
                lines.stream().map(MeasurementLog.Line::disturbed).toList());
    }

    @Test
    void aRefusalFollowsTheVisitsBeforeIt() {
        add("a", 2, 0);
        buffer.refuse("b", "no memory");
        assertEquals("no memory", lines.getLast().refused().get("b"));
        assertEquals(2, lines.getLast().round());
        assertEquals(0, lines.getLast().seconds());
        assertTrue(buffer.isRefused("b") && !buffer.isRefused("a") && measurements.isVisited("a", 2));
    }
}

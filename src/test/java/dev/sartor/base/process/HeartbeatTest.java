package dev.sartor.base.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final Duration MAX_SILENCE = Duration.ofSeconds(30);

    private final AtomicLong nanos = new AtomicLong(-5);
    private final Heartbeat.Monitor monitor = new Heartbeat.Monitor(MAX_SILENCE, nanos::get);

    /** The line that a process prints as its heartbeat. */
    private static String heartbeat() throws InterruptedException {
        var stderr = new StringWriter();
        try (var _ = Heartbeat.start(new PrintWriter(stderr))) {
            while (stderr.toString().isEmpty()) {
                Thread.sleep(1);
            }
        }
        List<String> lines = stderr.toString().lines().toList();
        assertEquals(1, lines.size());
        return lines.getFirst();
    }

    private void letPass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void aProcessIsLostWhenItsHeartbeatsStop() throws InterruptedException {
        assertTrue(monitor.receive(heartbeat()));
        letPass(MAX_SILENCE);
        assertFalse(monitor.isLost());
        letPass(Duration.ofNanos(1));
        assertTrue(monitor.isLost());
        monitor.receive(heartbeat());
        assertFalse(monitor.isLost());
    }

    @Test
    void aProcessWithoutHeartbeatsIsNeverLost() {
        assertFalse(monitor.receive("waiting for a free node"));
        letPass(Duration.ofDays(1));
        assertFalse(monitor.isLost());
    }
}

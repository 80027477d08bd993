package dev.sartor.base.process;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Lines that a process prints to its stderr at short intervals, so that a search on another machine, which waits for its result,
 * notices when the process hangs or its machine is lost. {@link #start} prints them, a {@link Monitor} watches for them.
 */
public final class Heartbeat implements AutoCloseable {
    /** Silence after which a process that has sent a heartbeat is regarded as lost. */
    public static final Duration MAX_SILENCE = Duration.ofSeconds(30);

    private static final String LINE = "sartor: alive";
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("heartbeat").factory());

    private Heartbeat() {}

    /** Prints a heartbeat now, and then every five seconds until this is closed. */
    public static Heartbeat start(PrintWriter stderr) {
        var heartbeat = new Heartbeat();
        Runnable print = () -> {
            stderr.println(LINE);
            stderr.flush();
        };
        heartbeat.timer.scheduleAtFixedRate(print, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return heartbeat;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /**
     * Watches the stderr of a process. A process that never prints a heartbeat, such as one that waits in a queue, is never
     * regarded as lost. Thread-safe.
     */
    public static final class Monitor {
        private static final long NONE = Long.MIN_VALUE;

        private final Duration maxSilence;
        private final LongSupplier nanoTime;
        private volatile long lastNanos = NONE;

        /** @param nanoTime a clock such as {@link System#nanoTime} */
        public Monitor(Duration maxSilence, LongSupplier nanoTime) {
            this.maxSilence = maxSilence;
            this.nanoTime = nanoTime;
        }

        /** Receives a line of stderr and returns whether it is a heartbeat. */
        public boolean receive(String line) {
            boolean heartbeat = line.equals(LINE);
            if (heartbeat) {
                lastNanos = nanoTime.getAsLong();
            }
            return heartbeat;
        }

        /** Whether heartbeats have begun and then stopped. */
        public boolean isLost() {
            long last = lastNanos;
            return last != NONE && nanoTime.getAsLong() - last > maxSilence.toNanos();
        }
    }
}

package dev.sartor.latency.measuring.probe;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A monotonic clock that can also wait; replaced in tests. */
public interface MeasurementClock {
    long nanoTime();

    /** Waits. An interrupt ends the wait early, and the thread's interrupt status remains set. */
    void sleep(Duration time);

    /** A clock that reads {@code nanoTime} and waits with {@link Thread#sleep(Duration)}. */
    static MeasurementClock system(LongSupplier nanoTime) {
        return new MeasurementClock() {
            @Override
            public long nanoTime() {
                return nanoTime.getAsLong();
            }

            @Override
            public void sleep(Duration time) {
                try {
                    Thread.sleep(time);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }
}

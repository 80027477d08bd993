package dev.sartor.latency.measuring.probe;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The clock of measurements, which can also wait. */
public interface MeasurementClock {
    long nanoTime();

    /** Waits; an interrupt ends the wait early and stays set. */
    void sleep(Duration time);

    /** Waits by the system, with the given clock. */
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

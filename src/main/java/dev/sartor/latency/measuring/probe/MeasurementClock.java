package dev.sartor.latency.measuring.probe;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A clock that measurements go by and wait by. */
public interface MeasurementClock {
    long nanoTime();

    /** Waits; an interrupt ends that early and stays set. */
    void sleep(Duration time);

    /** The system's waiting with a clock of the caller's. */
    static MeasurementClock of(LongSupplier nanoTime) {
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

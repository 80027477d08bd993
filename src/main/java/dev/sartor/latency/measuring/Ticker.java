package dev.sartor.latency.measuring;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A clock that measurements go by and wait by. */
interface Ticker {
    long nanoTime();

    /** Waits; an interrupt ends that early and stays set. */
    void sleep(Duration time);

    /** The system's waiting with a clock of the caller's. */
    static Ticker of(LongSupplier nanoTime) {
        return new Ticker() {
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

package dev.sartor.executor.training;

import java.util.function.LongSupplier;

/** Images per second since it was made. */
public final class ThroughputMeter {
    private final LongSupplier nanoTime;
    private final long start;
    private long images;

    /** Begins to count; {@code nanoTime} is a clock such as {@link System#nanoTime}. */
    public ThroughputMeter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        start = nanoTime.getAsLong();
    }

    /** So many images more. */
    public void add(int count) {
        images += count;
    }

    public double perSecond() {
        return images / Math.max(1e-9, (nanoTime.getAsLong() - start) * 1e-9);
    }
}

package dev.sartor.executor;

import java.util.function.LongSupplier;

/** Images per second since it was made. */
final class RateMeter {
    private final LongSupplier nanoTime;
    private final long start;
    private long images;

    RateMeter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        start = nanoTime.getAsLong();
    }

    void add(int count) {
        images += count;
    }

    double perSecond() {
        return images / Math.max(1e-9, (nanoTime.getAsLong() - start) * 1e-9);
    }
}

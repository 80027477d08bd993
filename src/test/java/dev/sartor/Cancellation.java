package dev.sartor;

import java.util.function.BooleanSupplier;

/** Whether a search or training is cancelled, in tests and benchmarks. */
public final class Cancellation {
    public static final BooleanSupplier NEVER = () -> false;

    private Cancellation() {}
}

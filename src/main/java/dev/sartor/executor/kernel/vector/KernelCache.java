package dev.sartor.executor.kernel.vector;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/** Kernels of one kind by number, each compiled at first use. Thread-safe. */
final class KernelCache<K> {
    private final AtomicReferenceArray<K> kernels;
    private final IntFunction<K> compiler;

    KernelCache(int count, IntFunction<K> maker) {
        kernels = new AtomicReferenceArray<>(count);
        this.compiler = maker;
    }

    K get(int number) {
        K kernel = kernels.get(number);
        return kernel == null ? make(number) : kernel;
    }

    private synchronized K make(int number) {
        if (kernels.get(number) == null) {
            kernels.set(number, compiler.apply(number));
        }
        return kernels.get(number);
    }
}

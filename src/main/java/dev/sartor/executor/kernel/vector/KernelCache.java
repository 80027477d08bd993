package dev.sartor.executor.kernel.vector;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/** Variants of a kernel, identified by a number; each is compiled at its first use. Thread-safe. */
final class KernelCache<K> {
    private final AtomicReferenceArray<K> kernels;
    private final IntFunction<K> compiler;

    /**
     * @param count    number of variants
     * @param compiler compiles the variant of a number
     */
    KernelCache(int count, IntFunction<K> compiler) {
        kernels = new AtomicReferenceArray<>(count);
        this.compiler = compiler;
    }

    K get(int number) {
        K kernel = kernels.get(number);
        return kernel == null ? compile(number) : kernel;
    }

    private synchronized K compile(int number) {
        if (kernels.get(number) == null) {
            kernels.set(number, compiler.apply(number));
        }
        return kernels.get(number);
    }
}

package dev.sartor.executor.kernel.vector;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/** Kernels of one kind by number, each made when it is first asked for. Safe for use by several threads. */
final class KernelCache<K> {
    private final AtomicReferenceArray<K> made;
    private final IntFunction<K> maker;

    KernelCache(int count, IntFunction<K> maker) {
        made = new AtomicReferenceArray<>(count);
        this.maker = maker;
    }

    K of(int number) {
        K kernel = made.get(number);
        return kernel == null ? make(number) : kernel;
    }

    private synchronized K make(int number) {
        if (made.get(number) == null) {
            made.set(number, maker.apply(number));
        }
        return made.get(number);
    }
}

package dev.sartor.executor.memory;

import dev.sartor.base.UserError;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * A pool of arrays that compiled networks (plans) share: a search that compiles a plan for another network at every step
 * allocates nothing new once the largest arrays exist. Arrays keep the values of their last owner. Thread-safe.
 */
public final class ArrayPool {
    private final FreeArrays<float[]> floats = new FreeArrays<>(float[]::new, a -> a.length);
    private final FreeArrays<double[]> doubles = new FreeArrays<>(double[]::new, a -> a.length);

    /** An array of at least {@code size} floats. */
    public synchronized float[] floats(int size) {
        return floats.take(size);
    }

    /** An array of at least {@code size} doubles. */
    public synchronized double[] doubles(int size) {
        return doubles.take(size);
    }

    /** Returns an array to the pool. */
    public synchronized void release(float[] array) {
        floats.add(array);
    }

    /** Returns an array to the pool. */
    public synchronized void release(double[] array) {
        doubles.add(array);
    }

    /** The arrays of one type that are not in use. */
    private static final class FreeArrays<A> {
        private final NavigableMap<Integer, Deque<A>> byLength = new TreeMap<>();
        private final IntFunction<A> allocator;
        private final ToIntFunction<A> length;

        FreeArrays(IntFunction<A> allocator, ToIntFunction<A> length) {
            this.allocator = allocator;
            this.length = length;
        }

        /** The smallest array that is large enough; if none is, the largest one is dropped for a new array. */
        A take(int size) {
            Integer smallestFit = byLength.ceilingKey(size);
            if (smallestFit == null && !byLength.isEmpty()) {
                takeOfLength(byLength.lastKey());
            }
            return smallestFit == null ? allocate(size) : takeOfLength(smallestFit);
        }

        private A takeOfLength(int size) {
            Deque<A> same = byLength.get(size);
            A taken = same.pop();
            if (same.isEmpty()) {
                byLength.remove(size);
            }
            return taken;
        }

        void add(A array) {
            byLength.computeIfAbsent(length.applyAsInt(array), _ -> new ArrayDeque<>())
                    .push(array);
        }

        private A allocate(int size) {
            try {
                return allocator.apply(size);
            } catch (OutOfMemoryError e) {
                throw new UserError(
                        "the network's values do not fit into memory: an array of " + size + " more values is needed",
                        "batch size",
                        "use a smaller batch or a lower resolution, or give Java more memory with -Xmx",
                        UserError.ExitCode.FAILED,
                        e);
            }
        }
    }
}

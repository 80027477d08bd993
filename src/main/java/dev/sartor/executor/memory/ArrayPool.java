package dev.sartor.executor.memory;

import dev.sartor.base.UserError;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * Arrays that plans take turns with: a search that builds a plan for another network at every step allocates nothing
 * once the largest were there. What an array holds is left over from its last owner. Safe for use by several threads.
 */
public final class ArrayPool {
    private final FreeArrays<float[]> floats = new FreeArrays<>(float[]::new, a -> a.length);
    private final FreeArrays<double[]> doubles = new FreeArrays<>(double[]::new, a -> a.length);

    /** An array of at least so many floats. */
    public synchronized float[] floats(int size) {
        return floats.take(size);
    }

    /** An array of at least so many doubles. */
    public synchronized double[] doubles(int size) {
        return doubles.take(size);
    }

    public synchronized void release(float[] array) {
        floats.add(array);
    }

    public synchronized void release(double[] array) {
        doubles.add(array);
    }

    /** Arrays of one kind that nobody owns. */
    private static final class FreeArrays<A> {
        private final NavigableMap<Integer, Deque<A>> byLength = new TreeMap<>();
        private final IntFunction<A> make;
        private final ToIntFunction<A> length;

        FreeArrays(IntFunction<A> make, ToIntFunction<A> length) {
            this.make = make;
            this.length = length;
        }

        /** The smallest that is large enough; what is too small makes room for what replaces it, the largest first. */
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
                return make.apply(size);
            } catch (OutOfMemoryError e) {
                throw new UserError(
                        "the network's values do not fit into memory: an array of " + size + " more is needed",
                        "batch size",
                        "use a smaller batch or a lower resolution, or give Java more memory with -Xmx",
                        UserError.ExitCode.FAILED,
                        e);
            }
        }
    }
}

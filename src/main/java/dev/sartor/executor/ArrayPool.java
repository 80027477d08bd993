package dev.sartor.executor;

import dev.sartor.arch.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * Arrays that plans take turns with: a search that builds a plan for another network at every step allocates nothing
 * once the largest were there. What an array holds is left over from its last owner. Safe for use by several threads.
 */
final class ArrayPool {
    private final Shelf<float[]> floats = new Shelf<>(float[]::new, a -> a.length);
    private final Shelf<double[]> doubles = new Shelf<>(double[]::new, a -> a.length);

    /** An array of at least so many floats. */
    synchronized float[] floats(int size) {
        return floats.take(size);
    }

    /** An array of at least so many doubles. */
    synchronized double[] doubles(int size) {
        return doubles.take(size);
    }

    synchronized void giveBack(float[] array) {
        floats.free.add(array);
    }

    synchronized void giveBack(double[] array) {
        doubles.free.add(array);
    }

    /** Arrays of one kind that nobody owns. */
    private static final class Shelf<A> {
        private final List<A> free = new ArrayList<>();
        private final IntFunction<A> make;
        private final ToIntFunction<A> length;

        Shelf(IntFunction<A> make, ToIntFunction<A> length) {
            this.make = make;
            this.length = length;
        }

        A take(int size) {
            int chosen = -1;
            for (int i = 0; i < free.size(); i++) {
                chosen = chosen < 0 || better(length(i), length(chosen), size) ? i : chosen;
            }
            // what is too small makes room for what replaces it
            A taken = chosen < 0 ? null : free.remove(chosen);
            return taken != null && length.applyAsInt(taken) >= size ? taken : allocate(size);
        }

        private int length(int i) {
            return length.applyAsInt(free.get(i));
        }

        /** The smallest that is large enough, or else the largest. */
        private static boolean better(int a, int b, int wanted) {
            return a >= wanted ? b < wanted || a < b : b < wanted && a > b;
        }

        private A allocate(int size) {
            try {
                return make.apply(size);
            } catch (OutOfMemoryError e) {
                throw new UserError("the network's values do not fit into memory: an array of " + size + " more is needed",
                        "batch size", "use a smaller batch or a lower resolution, or give Java more memory with -Xmx",
                        UserError.ExitCode.FAILED, e);
            }
        }
    }
}

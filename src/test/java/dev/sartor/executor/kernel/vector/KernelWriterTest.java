package dev.sartor.executor.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.executor.kernel.vector.KernelWriter.VectorVariable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelWriterTest {
    /** A kernel that changes an array in place. */
    interface InPlaceKernel {
        void run(float[] to, int at, int count);
    }

    @ParameterizedTest
    @ValueSource(ints = {128, 256, 512})
    void aGeneratedKernelRuns(int bits) {
        InPlaceKernel doubling = KernelWriter.compile(bits, InPlaceKernel.class, w -> {
            ArrayPointer to = w.pointerParameter();
            w.loop(
                    w.intParameter(),
                    bits / Float.SIZE,
                    i -> w.storeSum(to.plus(i).load(), to.plus(i)));
        });
        float[] values = {9, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        float[] expected = values.clone();
        for (int i = 1; i < 17; i++) {
            expected[i] *= 2;
        }
        doubling.run(values, 1, 16);
        assertArrayEquals(expected, values);
    }

    @Test
    void aKernelTooLongForTheCompilerIsRefused() {
        var e = assertThrows(
                IllegalStateException.class,
                () -> KernelWriter.compile(512, InPlaceKernel.class, w -> {
                    VectorVariable v = w.newVariable(w.pointerParameter().load());
                    for (int i = 0; i < 300; i++) {
                        w.set(v, v.fma(v, v));
                    }
                }));
        assertTrue(e.getMessage().contains("too long"), e.getMessage());
    }

    @Test
    void unknownVectorWidthsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new VectorKernels(96));
        assertThrows(IllegalArgumentException.class, () -> new VectorKernels(1024));
    }
}

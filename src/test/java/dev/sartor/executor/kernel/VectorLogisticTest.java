package dev.sartor.executor.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class VectorLogisticTest {
    private static final int COUNT = 16 * 4000;

    private static float[] logistic() {
        float[] values = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            values[i] = (i - COUNT / 2) * (100f / COUNT);
        }
        for (int i = 0; i < COUNT; i += VectorKernels.STEP) {
            FloatVector u = FloatVector.fromArray(VectorKernels.SPECIES, values, i);
            FloatVector.broadcast(VectorKernels.SPECIES, 1).div(VectorLogistic.divisor(u)).intoArray(values, i);
        }
        return values;
    }

    @Test
    void itIsExactToTheLastDigits() {
        float[] values = logistic();
        for (int i = 0; i < COUNT; i++) {
            double x = (i - COUNT / 2) * (100f / COUNT);
            double exact = 1 / (1 + Math.exp(-x));
            assertEquals(exact, values[i], 3e-7 * exact, "at " + x);
        }
    }

    @Test
    void itIsTheSameBeforeAndAfterCompilation() {
        float[] first = logistic();
        for (int i = 0; i < 50; i++) {
            logistic();
        }
        assertArrayEquals(first, logistic());
    }

    @Test
    void whatIsFarFromZeroStaysFinite() {
        for (float x : new float[] {-1e30f, -200, 200, 1e30f}) {
            float[] value = new float[16];
            FloatVector.broadcast(VectorKernels.SPECIES, 1)
                    .div(VectorLogistic.divisor(FloatVector.broadcast(VectorKernels.SPECIES, x))).intoArray(value, 0);
            assertEquals(x > 0 ? 1 : 0, value[0], 1e-30);
        }
    }
}

package dev.sartor.executor.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.executor.kernel.Affine;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The logistic function of the vector kernels. */
class LogisticDenominatorCodeTest {
    private static final int COUNT = 16 * 4000;
    private final Kernels kernels = KernelChoice.best();

    private float[] logistic(float... x) {
        float[] ones = new float[Tile.LANES];
        Arrays.fill(ones, 1);
        float[] values = new float[x.length];
        int rows = x.length / Tile.LANES;
        // arguments: input, factor and shift of a channel, first channel, function, output,
        // distance of its lines, number of lines, pixels of a line
        kernels.activate(
                new Tile(x, 0, 0),
                new Affine(ones, new float[Tile.LANES]),
                0,
                ActivationFunction.SIGMOID,
                new Tile(values, 0, 0),
                rows,
                1,
                rows);
        return values;
    }

    private static float[] inputs() {
        float[] x = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            x[i] = (i - COUNT / 2) * (100f / COUNT);
        }
        return x;
    }

    @Test
    void theSigmoidIsAccurateToTheLastDigits() {
        float[] x = inputs();
        float[] values = logistic(x);
        for (int i = 0; i < COUNT; i++) {
            double exact = 1 / (1 + Math.exp(-x[i]));
            assertEquals(exact, values[i], 3e-7 * exact, "at " + x[i]);
        }
    }

    @Test
    void theSigmoidIsTheSameBeforeAndAfterCompilation() {
        float[] first = logistic(inputs());
        for (int i = 0; i < 50; i++) {
            logistic(inputs());
        }
        assertArrayEquals(first, logistic(inputs()));
    }

    @Test
    void argumentsFarFromZeroGiveFiniteValues() {
        for (float far : new float[] {-1e30f, -200, 200, 1e30f}) {
            float[] x = new float[Tile.LANES];
            Arrays.fill(x, far);
            assertEquals(far > 0 ? 1 : 0, logistic(x)[0], 1e-30);
        }
    }
}

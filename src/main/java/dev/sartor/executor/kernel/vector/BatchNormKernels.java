package dev.sartor.executor.kernel.vector;

import static dev.sartor.executor.kernel.Tile.LANES;

import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.executor.kernel.Affine;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.vector.KernelWriter.IntVariable;
import dev.sartor.executor.kernel.vector.KernelWriter.VectorVariable;

/**
 * Kernels for the sums of batch norm over the rows (pixels) of 16 channels. Groups of 128 rows are summed in float and the groups
 * in double, which limits rounding errors. In each group the first row is subtracted from z, because squares of values far from
 * zero would lose precision.
 */
final class BatchNormKernels {
    /** Rows of a group. */
    private static final int ROWS_IN_FLOAT = 128;
    /** Independent sums, so that an addition need not wait for the one before it. */
    private static final int ACCUMULATORS = 2;

    private static final ActivationFunction[] FUNCTIONS = ActivationFunction.values();

    /** Floats of a vector. */
    private final int vectorLanes;

    private final Moments moments;
    private final KernelCache<Gradients> gradients;

    /**
     * Writes the sum over rows of z minus its first row to {@code to}, and the sum of its squares 16 floats later. An index
     * after an array, such as {@code zAt}, is that of the first element in use.
     */
    interface Moments {
        void run(float[] z, int zAt, float[] to, int toAt, int length);
    }

    /**
     * Writes the sum over rows of g, and 16 floats later that of g times (z minus its first row); g as in
     * {@link Kernels#gradientBeforeNorm}.
     */
    interface Gradients {
        void run(
                float[] d,
                int dAt,
                float[] z,
                int zAt,
                float[] scale,
                int scaleAt,
                float[] shift,
                int shiftAt,
                float[] to,
                int toAt,
                int length);
    }

    /** @param bits width of a vector register */
    BatchNormKernels(int bits) {
        vectorLanes = bits / Float.SIZE;
        moments = KernelWriter.compile(bits, Moments.class, BatchNormKernels::moments);
        gradients = new KernelCache<>(
                FUNCTIONS.length, i -> KernelWriter.compile(bits, Gradients.class, w -> gradients(w, FUNCTIONS[i])));
    }

    /** Generates a {@link Moments}. */
    private static void moments(KernelWriter w) {
        ArrayPointer z = w.pointerParameter();
        ArrayPointer to = w.pointerParameter();
        VectorVariable first = w.newVariable(z.load());
        sum(w, w.intParameter(), to, (i, sums, squares) -> {
            VectorVariable v = w.newVariable(z.plus(i).load().minus(first));
            w.set(sums, sums.plus(v));
            w.addProduct(squares, v, v);
        });
    }

    /** Generates a {@link Gradients}. */
    private static void gradients(KernelWriter w, ActivationFunction activation) {
        ArrayPointer d = w.pointerParameter();
        ArrayPointer z = w.pointerParameter();
        VectorVariable scale = w.newVariable(w.pointerParameter().load());
        VectorVariable shift = w.newVariable(w.pointerParameter().load());
        ArrayPointer to = w.pointerParameter();
        VectorVariable first = w.newVariable(z.load());
        sum(w, w.intParameter(), to, (i, sums, products) -> {
            VectorVariable v = w.newVariable(z.plus(i).load());
            VectorVariable u = w.newVariable(v.fma(scale, shift));
            VectorVariable g = w.newVariable(
                    ActivationCode.gradient(activation, u, d.plus(i).load(), w));
            w.set(sums, sums.plus(g));
            w.addProduct(products, g, v.minus(first));
        });
    }

    /** Adds the terms of a row to two sums. */
    private interface Row {
        void add(IntExpression at, VectorVariable first, VectorVariable second);
    }

    /** Generates a loop over rows that computes two sums and writes them to {@code to}. */
    private static void sum(KernelWriter w, IntExpression length, ArrayPointer to, Row row) {
        VectorVariable[] first = w.zeros(ACCUMULATORS);
        VectorVariable[] second = w.zeros(ACCUMULATORS);
        IntVariable i = w.newIntVariable(IntExpression.of(0));
        w.loop(i, length.plus((1 - ACCUMULATORS) * LANES), ACCUMULATORS * LANES, () -> {
            for (int c = 0; c < ACCUMULATORS; c++) {
                row.add(i.plus(c * LANES), first[c], second[c]);
            }
        });
        w.loop(i, length, LANES, () -> row.add(i, first[0], second[0]));
        for (int c = 1; c < ACCUMULATORS; c++) {
            w.set(first[0], first[0].plus(first[c]));
            w.set(second[0], second[0].plus(second[c]));
        }
        w.store(first[0], to);
        w.store(second[0], to.row(1));
    }

    /** Sums the rows of a group, for the channels of one vector. */
    private interface FloatSums {
        void run(int from, int length, float[] to, int lane);
    }

    /**
     * Adds the sums of a group to the total and undoes the subtraction of its first row, which is at index {@code first} of
     * z.
     */
    private interface Addition {
        void add(double[] sums, int at, float[] groupSums, float[] z, int first, int rows);
    }

    private void sumInGroups(Tile z, int rows, double[] sums, int at, FloatSums floatSums, Addition addition) {
        float[] total = new float[2 * LANES];
        for (int row = 0; row < rows; row += ROWS_IN_FLOAT) {
            int count = Math.min(ROWS_IN_FLOAT, rows - row);
            for (int lane = 0; lane < LANES; lane += vectorLanes) {
                floatSums.run(row * LANES + lane, count * LANES, total, lane);
            }
            addition.add(sums, at, total, z.data(), z.offset() + row * LANES, count);
        }
    }

    void moments(Tile z, int channel, int rows, double[] sums) {
        sumInGroups(
                z,
                rows,
                sums,
                2 * channel,
                (from, length, to, lane) -> moments.run(z.data(), z.offset() + from, to, lane, length),
                BatchNormKernels::addMoments);
    }

    private static void addMoments(double[] sums, int at, float[] groupSums, float[] z, int first, int rows) {
        for (int i = 0; i < LANES; i++) {
            double subtracted = z[first + i];
            sums[at + i] += groupSums[i] + rows * subtracted;
            sums[at + LANES + i] += groupSums[LANES + i] + subtracted * (2.0 * groupSums[i] + rows * subtracted);
        }
    }

    void gradients(Tile d, Tile z, Affine affine, int channel, ActivationFunction activation, int rows, double[] sums) {
        Gradients kernel = gradients.get(activation.ordinal());
        sumInGroups(
                z,
                rows,
                sums,
                2 * channel,
                (from, length, to, lane) -> kernel.run(
                        d.data(),
                        d.offset() + from,
                        z.data(),
                        z.offset() + from,
                        affine.scale(),
                        channel + lane,
                        affine.shift(),
                        channel + lane,
                        to,
                        lane,
                        length),
                BatchNormKernels::addGradients);
    }

    private static void addGradients(double[] sums, int at, float[] groupSums, float[] z, int first, int rows) {
        for (int i = 0; i < LANES; i++) {
            sums[at + i] += groupSums[i];
            sums[at + LANES + i] += groupSums[LANES + i] + (double) z[first + i] * groupSums[i];
        }
    }
}

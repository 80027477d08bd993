package dev.sartor.executor.kernel.vector;

import static dev.sartor.executor.kernel.Tile.LANES;

import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.executor.kernel.Affine;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.vector.KernelWriter.IntVar;
import dev.sartor.executor.kernel.vector.KernelWriter.VectorVariable;

/**
 * The sums of batch norm. Blocks of rows are summed in float and the blocks in double, which limits rounding errors; in each block
 * z is taken relative to its first row, since squares of values far from zero would lose precision.
 */
final class BatchNormKernels {
    private static final int ROWS_IN_FLOAT = 128;
    /** Independent accumulators, since an addition takes as long as four loads. */
    private static final int ACCUMULATORS = 2;

    private static final ActivationFunction[] CURVES = ActivationFunction.values();

    private final int step;
    private final Moments moments;
    private final KernelCache<Gradients> gradients;

    /** to[0..] = the sum over rows of z less the first, and 16 floats on that of its squares. */
    interface Moments {
        void run(float[] z, int zAt, float[] to, int toAt, int length);
    }

    /** The same of g and of g times z less the first, with g as in {@link Kernels#gradient}. */
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

    /** @param bits of a vector */
    BatchNormKernels(int bits) {
        step = bits / Float.SIZE;
        moments = KernelWriter.compile(bits, Moments.class, BatchNormKernels::moments);
        gradients = new KernelCache<>(
                CURVES.length, i -> KernelWriter.compile(bits, Gradients.class, w -> gradients(w, CURVES[i])));
    }

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
            VectorVariable g =
                    w.newVariable(ActivationCode.slope(activation, u, d.plus(i).load(), w));
            w.set(sums, sums.plus(g));
            w.addProduct(products, g, v.minus(first));
        });
    }

    /** The terms of a row in two sums. */
    private interface Row {
        void add(IntExpression at, VectorVariable first, VectorVariable second);
    }

    private static void sum(KernelWriter w, IntExpression length, ArrayPointer to, Row row) {
        VectorVariable[] first = w.zeros(ACCUMULATORS);
        VectorVariable[] second = w.zeros(ACCUMULATORS);
        IntVar i = w.index(IntExpression.of(0));
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

    /** Sums the rows of a spell, in the lanes of one vector. */
    private interface FloatSums {
        void run(int from, int length, float[] to, int lane);
    }

    /** Adds the sums of a block, converted to absolute z; the first row is at {@code first}. */
    private interface Addition {
        void add(double[] sums, int at, float[] spell, float[] z, int first, int rows);
    }

    private void inBlocksOfRows(Tile z, int rows, double[] sums, int at, FloatSums spell, Addition addition) {
        float[] total = new float[2 * LANES];
        for (int row = 0; row < rows; row += ROWS_IN_FLOAT) {
            int count = Math.min(ROWS_IN_FLOAT, rows - row);
            for (int lane = 0; lane < LANES; lane += step) {
                spell.run(row * LANES + lane, count * LANES, total, lane);
            }
            addition.add(sums, at, total, z.data(), z.at() + row * LANES, count);
        }
    }

    void moments(Tile z, int channel, int rows, double[] sums) {
        inBlocksOfRows(
                z,
                rows,
                sums,
                2 * channel,
                (from, length, to, lane) -> moments.run(z.data(), z.at() + from, to, lane, length),
                BatchNormKernels::addMoments);
    }

    private static void addMoments(double[] sums, int at, float[] spell, float[] z, int first, int rows) {
        for (int i = 0; i < LANES; i++) {
            double from = z[first + i];
            sums[at + i] += spell[i] + rows * from;
            sums[at + LANES + i] += spell[LANES + i] + from * (2.0 * spell[i] + rows * from);
        }
    }

    void gradients(Tile d, Tile z, Affine affine, int channel, ActivationFunction activation, int rows, double[] sums) {
        Gradients kernel = gradients.get(activation.ordinal());
        inBlocksOfRows(
                z,
                rows,
                sums,
                2 * channel,
                (from, length, to, lane) -> kernel.run(
                        d.data(),
                        d.at() + from,
                        z.data(),
                        z.at() + from,
                        affine.scale(),
                        channel + lane,
                        affine.shift(),
                        channel + lane,
                        to,
                        lane,
                        length),
                BatchNormKernels::addGradients);
    }

    private static void addGradients(double[] sums, int at, float[] spell, float[] z, int first, int rows) {
        for (int i = 0; i < LANES; i++) {
            sums[at + i] += spell[i];
            sums[at + LANES + i] += spell[LANES + i] + (double) z[first + i] * spell[i];
        }
    }
}

package dev.sartor.executor.kernel.vector;

import static dev.sartor.executor.kernel.Tile.LANES;

import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Panel;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.vector.KernelWriter.IntVariable;
import dev.sartor.executor.kernel.vector.KernelWriter.VectorVariable;
import java.util.Arrays;

/**
 * Matrix products and sums of outer products, computed in parts of rows x vectors whose sums stay in registers. In the
 * parameters of generated kernels, an index after an array, such as {@code aAt}, is that of the first element in use.
 */
final class MatrixKernels {
    /** The number of vectors of a part: two, so that each broadcast float is used twice. */
    private static final int VECTORS = 2;
    /** The number of rows of a part: with two vectors, 16 sums. */
    private static final int MAX_ROWS = 8;

    private final int rowsAtOnce;
    private final VectorSteps[] vectorSteps;
    private final KernelCache<Product> products;
    private final KernelCache<Outer> outers;

    /**
     * Multiplies rows of a by some vectors of a panel, as {@link Kernels#multiply} does; {@code outStep} is the distance from one vector of
     * the output to the next, in floats.
     */
    interface Product {
        void run(
                float[] a,
                int aAt,
                int[] blockOffsets,
                int depth,
                float[] panel,
                int panelAt,
                float[] out,
                int outAt,
                int outStep,
                int rows);
    }

    /**
     * The same as {@link Kernels#outer}, for as many columns of a as a part has rows; {@code gStep} is the distance from one vector of g to
     * the next, in floats.
     */
    interface Outer {
        void run(float[] a, int aAt, float[] g, int gAt, int gStep, int rows, float[] sum, int sumAt, int pitch);
    }

    /**
     * The division of a panel's row of {@code columns} floats into passes over a few vectors. If the panel has two blocks of 16
     * columns, a pass takes one vector of each.
     *
     * @param vectors  number of vectors of a pass
     * @param apart    the distance from one vector of a pass to the next, in floats
     * @param next     the distance from one pass to the next, in floats
     */
    private record VectorSteps(int columns, int vectors, int apart, int next) {

        static VectorSteps of(int blocks, int vectorLanes) {
            int columns = blocks * LANES;
            return blocks == Panel.WIDEST
                    ? new VectorSteps(columns, VECTORS, LANES, vectorLanes)
                    : vectorLanes == LANES
                            ? new VectorSteps(columns, 1, LANES, LANES)
                            : new VectorSteps(columns, VECTORS, vectorLanes, VECTORS * vectorLanes);
        }

        /** The distance from one vector to the next in a tile, in floats. */
        int apart(Tile tile) {
            return apart == LANES ? tile.blockStride() : apart;
        }
    }

    /** @param bits width of a vector register */
    MatrixKernels(int bits) {
        // AVX2 (256 bits) has 16 registers; the others have 32
        rowsAtOnce = bits == 256 ? MAX_ROWS / 2 : MAX_ROWS;
        vectorSteps = new VectorSteps[Panel.WIDEST];
        Arrays.setAll(vectorSteps, i -> VectorSteps.of(i + 1, bits / Float.SIZE));
        products = new KernelCache<>(
                (MAX_ROWS + 1) * vectorSteps.length,
                i -> KernelWriter.compile(
                        bits,
                        Product.class,
                        w -> product(w, i / vectorSteps.length, vectorSteps[i % vectorSteps.length])));
        outers = new KernelCache<>(
                vectorSteps.length,
                i -> KernelWriter.compile(bits, Outer.class, w -> outer(w, rowsAtOnce, vectorSteps[i])));
    }

    /** Generates a {@link Product}. */
    private static void product(KernelWriter w, int rowsAtOnce, VectorSteps steps) {
        ArrayPointer a = w.pointerParameter();
        var blocks = w.intArrayParameter();
        IntExpression depth = w.intParameter();
        ArrayPointer panel = w.pointerParameter();
        ArrayPointer out = w.pointerParameter();
        IntExpression outStep = w.intParameter();
        IntExpression rows = w.intParameter();
        w.loop(rows, rowsAtOnce, from -> {
            // the last part overlaps the previous one, which avoids a special case
            IntExpression row =
                    w.newIntVariable(from.min(rows.plus(-rowsAtOnce)).times(LANES));
            VectorVariable[] sums = w.zeros(rowsAtOnce * steps.vectors());
            w.loop(depth, LANES, k0 -> {
                ArrayPointer x = w.newVariable(a.plus(row).plus(blocks.apply(k0.over(LANES))));
                ArrayPointer b = w.newVariable(panel.plus(k0.times(steps.columns())));
                w.loop(
                        depth.plus(k0.times(-1)).min(IntExpression.of(LANES)),
                        1,
                        k -> addProducts(
                                w,
                                sums,
                                steps.vectors(),
                                x.plus(k),
                                LANES,
                                b.plus(k.times(steps.columns())),
                                IntExpression.of(steps.apart())));
            });
            for (int i = 0; i < sums.length; i++) {
                w.store(sums[i], out.plus(row).row(i / steps.vectors()).plus(outStep.times(i % steps.vectors())));
            }
        });
    }

    /** Adds the outer product of a column of floats, {@code pitch} apart, and of a row of vectors, {@code apart} apart. */
    private static void addProducts(
            KernelWriter w,
            VectorVariable[] sums,
            int vectors,
            ArrayPointer column,
            int pitch,
            ArrayPointer row,
            IntExpression apart) {
        var b = new VectorVariable[vectors];
        Arrays.setAll(b, v -> w.newVariable(row.plus(apart.times(v)).load()));
        for (int i = 0; i < sums.length; i += vectors) {
            VectorVariable x = w.newVariable(column.plus(i / vectors * pitch).broadcast());
            for (int v = 0; v < vectors; v++) {
                w.addProduct(sums[i + v], x, b[v]);
            }
        }
    }

    /** Generates an {@link Outer}. */
    private static void outer(KernelWriter w, int columns, VectorSteps steps) {
        ArrayPointer a = w.pointerParameter();
        ArrayPointer g = w.pointerParameter();
        IntExpression gStep = w.intParameter();
        IntExpression rows = w.intParameter();
        ArrayPointer sum = w.pointerParameter();
        IntExpression pitch = w.intParameter();
        VectorVariable[] sums = w.zeros(columns * steps.vectors());
        IntVariable i = w.newIntVariable(IntExpression.of(0));
        w.loop(
                i,
                rows.times(LANES),
                LANES,
                () -> addProducts(w, sums, steps.vectors(), a.plus(i), 1, g.plus(i), gStep));
        for (int s = 0; s < sums.length; s++) {
            w.storeSum(sums[s], sum.plus(pitch.times(s / steps.vectors())).plus(s % steps.vectors() * steps.apart()));
        }
    }

    void multiply(Tile a, int[] blockOffsets, int depth, Panel panel, Tile out, int rows) {
        VectorSteps steps = vectorSteps[panel.blocks() - 1];
        Product product = products.get(Math.min(rows, rowsAtOnce) * vectorSteps.length + panel.blocks() - 1);
        for (int lane = 0; lane < LANES; lane += steps.next()) {
            product.run(
                    a.data(),
                    a.offset(),
                    blockOffsets,
                    depth,
                    panel.data(),
                    panel.offset() + lane,
                    out.data(),
                    out.offset() + lane,
                    steps.apart(out),
                    rows);
        }
    }

    void outer(Tile a, int depth, Tile g, int blocks, int rows, float[] sum, int at, int pitch) {
        VectorSteps steps = vectorSteps[blocks - 1];
        Outer outer = outers.get(blocks - 1);
        for (int j = 0; j < Math.ceilDiv(depth, MAX_ROWS) * MAX_ROWS; j += rowsAtOnce) {
            int from = a.offset() + j / LANES * a.blockStride() + j % LANES;
            for (int lane = 0; lane < LANES; lane += steps.next()) {
                outer.run(
                        a.data(),
                        from,
                        g.data(),
                        g.offset() + lane,
                        steps.apart(g),
                        rows,
                        sum,
                        at + j * pitch + lane,
                        pitch);
            }
        }
    }
}

package dev.sartor.executor.kernel.vector;

import static dev.sartor.executor.kernel.Tile.LANES;

import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Panel;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.vector.KernelWriter.IntVar;
import dev.sartor.executor.kernel.vector.KernelWriter.VectorVariable;
import java.util.Arrays;

/** Matrix products and sums of outer products, by blocks of rows x vectors whose sums stay in registers. */
final class MatrixKernels {
    /** Vectors of a block: two, so that each broadcast float is used twice. */
    private static final int VECTORS = 2;
    /** Rows of a block: with two vectors, 16 sums. */
    private static final int MOST_ROWS = 8;

    private final int rowsAtOnce;
    private final Span[] spans;
    private final KernelCache<Product> products;
    private final KernelCache<Outer> outers;

    /** Rows of a against some vectors of a panel, as in {@link Kernels#multiply}. */
    interface Product {
        void run(
                float[] a,
                int aAt,
                int[] blocks,
                int depth,
                float[] panel,
                int panelAt,
                float[] out,
                int outAt,
                int outStep,
                int rows);
    }

    /** As {@link Kernels#outer}, for as many columns of a as a block has rows. */
    interface Outer {
        void run(float[] a, int aAt, float[] g, int gAt, int gStep, int rows, float[] sum, int sumAt, int pitch);
    }

    /**
     * How passes over so many columns take their vectors: so many at once, {@code apart} floats from each other, and
     * {@code next} floats on the next pass. Those of two blocks lie in one block each.
     */
    private record Span(int columns, int vectors, int apart, int next) {

        static Span of(int blocks, int step) {
            int columns = blocks * LANES;
            return blocks == Panel.WIDEST
                    ? new Span(columns, VECTORS, LANES, step)
                    : step == LANES
                            ? new Span(columns, 1, LANES, LANES)
                            : new Span(columns, VECTORS, step, VECTORS * step);
        }

        /** Floats from one vector to the next in a tile. */
        int apart(Tile tile) {
            return apart == LANES ? tile.step() : apart;
        }
    }

    /** @param bits of a vector */
    MatrixKernels(int bits) {
        // AVX2 (256 bits) has 16 registers; the others have 32
        rowsAtOnce = bits == 256 ? MOST_ROWS / 2 : MOST_ROWS;
        spans = new Span[Panel.WIDEST];
        Arrays.setAll(spans, i -> Span.of(i + 1, bits / Float.SIZE));
        products = new KernelCache<>(
                (MOST_ROWS + 1) * spans.length,
                i -> KernelWriter.compile(
                        bits, Product.class, w -> product(w, i / spans.length, spans[i % spans.length])));
        outers = new KernelCache<>(
                spans.length, i -> KernelWriter.compile(bits, Outer.class, w -> outer(w, rowsAtOnce, spans[i])));
    }

    private static void product(KernelWriter w, int rowsAtOnce, Span span) {
        ArrayPointer a = w.pointerParameter();
        var blocks = w.intArrayParameter();
        IntExpression depth = w.intParameter();
        ArrayPointer panel = w.pointerParameter();
        ArrayPointer out = w.pointerParameter();
        IntExpression outStep = w.intParameter();
        IntExpression rows = w.intParameter();
        w.loop(rows, rowsAtOnce, from -> {
            // the last block overlaps the previous one, which avoids a special case
            IntExpression row = w.index(from.min(rows.plus(-rowsAtOnce)).times(LANES));
            VectorVariable[] sums = w.zeros(rowsAtOnce * span.vectors());
            w.loop(depth, LANES, k0 -> {
                ArrayPointer x = w.newVariable(a.plus(row).plus(blocks.apply(k0.over(LANES))));
                ArrayPointer b = w.newVariable(panel.plus(k0.times(span.columns())));
                w.loop(
                        depth.plus(k0.times(-1)).min(IntExpression.of(LANES)),
                        1,
                        k -> addProducts(
                                w,
                                sums,
                                span.vectors(),
                                x.plus(k),
                                LANES,
                                b.plus(k.times(span.columns())),
                                IntExpression.of(span.apart())));
            });
            for (int i = 0; i < sums.length; i++) {
                w.store(sums[i], out.plus(row).row(i / span.vectors()).plus(outStep.times(i % span.vectors())));
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

    private static void outer(KernelWriter w, int columns, Span span) {
        ArrayPointer a = w.pointerParameter();
        ArrayPointer g = w.pointerParameter();
        IntExpression gStep = w.intParameter();
        IntExpression rows = w.intParameter();
        ArrayPointer sum = w.pointerParameter();
        IntExpression pitch = w.intParameter();
        VectorVariable[] sums = w.zeros(columns * span.vectors());
        IntVar i = w.index(IntExpression.of(0));
        w.loop(i, rows.times(LANES), LANES, () -> addProducts(w, sums, span.vectors(), a.plus(i), 1, g.plus(i), gStep));
        for (int s = 0; s < sums.length; s++) {
            w.storeSum(sums[s], sum.plus(pitch.times(s / span.vectors())).plus(s % span.vectors() * span.apart()));
        }
    }

    void multiply(Tile a, int[] blocks, int depth, Panel panel, Tile out, int rows) {
        Span span = spans[panel.blocks() - 1];
        Product product = products.get(Math.min(rows, rowsAtOnce) * spans.length + panel.blocks() - 1);
        for (int lane = 0; lane < LANES; lane += span.next()) {
            product.run(
                    a.data(),
                    a.at(),
                    blocks,
                    depth,
                    panel.data(),
                    panel.at() + lane,
                    out.data(),
                    out.at() + lane,
                    span.apart(out),
                    rows);
        }
    }

    void outer(Tile a, int depth, Tile g, int blocks, int rows, float[] sum, int at, int pitch) {
        Span span = spans[blocks - 1];
        Outer outer = outers.get(blocks - 1);
        for (int j = 0; j < (depth + MOST_ROWS - 1) / MOST_ROWS * MOST_ROWS; j += rowsAtOnce) {
            int from = a.at() + j / LANES * a.step() + j % LANES;
            for (int lane = 0; lane < LANES; lane += span.next()) {
                outer.run(
                        a.data(),
                        from,
                        g.data(),
                        g.at() + lane,
                        span.apart(g),
                        rows,
                        sum,
                        at + j * pitch + lane,
                        pitch);
            }
        }
    }
}

package dev.sartor.executor.kernel.vector;

import static dev.sartor.executor.kernel.Tile.LANES;

import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.vector.KernelWriter.VectorVariable;

/** Kernels that add, scale and sum rows (pixels) of 16 channels. */
final class RowKernels {
    /** Floats of a vector. */
    private final int vectorLanes;

    private final Sum add;
    private final Product scale;
    private final Product dot;
    private final Sum sum;

    /** A kernel on two arrays, each with the index of its first element. */
    interface Sum {
        void run(float[] x, int xAt, float[] y, int yAt, int length);
    }

    /** A kernel on three arrays, each with the index of its first element. */
    interface Product {
        void run(float[] x, int xAt, float[] y, int yAt, float[] out, int outAt, int length);
    }

    /** @param bits width of a vector register */
    RowKernels(int bits) {
        vectorLanes = bits / Float.SIZE;
        add = KernelWriter.compile(bits, Sum.class, RowKernels::add);
        scale = KernelWriter.compile(bits, Product.class, RowKernels::scale);
        dot = KernelWriter.compile(bits, Product.class, RowKernels::dot);
        sum = KernelWriter.compile(bits, Sum.class, RowKernels::sum);
    }

    private static void add(KernelWriter w) {
        ArrayPointer x = w.pointerParameter();
        ArrayPointer y = w.pointerParameter();
        w.loop(w.intParameter(), LANES, i -> w.storeSum(y.plus(i).load(), x.plus(i)));
    }

    private static void scale(KernelWriter w) {
        ArrayPointer x = w.pointerParameter();
        VectorVariable factor = w.newVariable(w.pointerParameter().load());
        ArrayPointer out = w.pointerParameter();
        w.loop(w.intParameter(), LANES, i -> w.store(x.plus(i).load().times(factor), out.plus(i)));
    }

    private static void dot(KernelWriter w) {
        ArrayPointer x = w.pointerParameter();
        ArrayPointer y = w.pointerParameter();
        ArrayPointer perChannel = w.pointerParameter();
        VectorVariable total = w.newVariable(perChannel.load());
        w.loop(
                w.intParameter(),
                LANES,
                i -> w.addProduct(total, x.plus(i).load(), y.plus(i).load()));
        w.store(total, perChannel);
    }

    private static void sum(KernelWriter w) {
        ArrayPointer x = w.pointerParameter();
        ArrayPointer perChannel = w.pointerParameter();
        VectorVariable total = w.newVariable(VectorExpression.ZERO);
        w.loop(w.intParameter(), LANES, i -> w.set(total, total.plus(x.plus(i).load())));
        w.store(total, perChannel);
    }

    void add(Tile a, Tile b, int rows) {
        for (int lane = 0; lane < LANES; lane += vectorLanes) {
            add.run(a.data(), a.offset() + lane, b.data(), b.offset() + lane, rows * LANES);
        }
    }

    void scale(Tile x, Tile perChannel, Tile out, int rows) {
        for (int lane = 0; lane < LANES; lane += vectorLanes) {
            scale.run(
                    x.data(),
                    x.offset() + lane,
                    perChannel.data(),
                    perChannel.offset() + lane,
                    out.data(),
                    out.offset() + lane,
                    rows * LANES);
        }
    }

    void dot(Tile x, Tile y, Tile perChannel, int rows) {
        for (int lane = 0; lane < LANES; lane += vectorLanes) {
            dot.run(
                    x.data(),
                    x.offset() + lane,
                    y.data(),
                    y.offset() + lane,
                    perChannel.data(),
                    perChannel.offset() + lane,
                    rows * LANES);
        }
    }

    void sum(Tile x, Tile perChannel, int rows) {
        for (int lane = 0; lane < LANES; lane += vectorLanes) {
            sum.run(x.data(), x.offset() + lane, perChannel.data(), perChannel.offset() + lane, rows * LANES);
        }
    }
}

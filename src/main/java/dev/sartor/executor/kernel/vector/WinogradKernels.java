package dev.sartor.executor.kernel.vector;

import static dev.sartor.executor.kernel.Tile.LANES;

import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.TileStrides;
import dev.sartor.executor.kernel.WinogradTransform;
import dev.sartor.executor.kernel.vector.KernelWriter.VectorVariable;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Kernels for the Winograd transforms. Each tile is read into registers and transformed there by additions and subtractions. */
final class WinogradKernels {
    private static final WinogradTransform[] TRANSFORMS = WinogradTransform.values();

    private final int step;
    private final KernelCache<Transform> transforms;

    /** The same as {@link Kernels#transform}; all strides are in floats. */
    interface Transform {
        void run(
                float[] in,
                int inAt,
                int inTileLine,
                int inTile,
                int inLine,
                int inColumn,
                float[] out,
                int outAt,
                int outTileLine,
                int outTile,
                int outLine,
                int outColumn,
                int height,
                int width);
    }

    /** The first tile and the strides of all tiles, as parameters of a generated kernel. */
    private record TileParameters(
            ArrayPointer first, IntExpression tileLine, IntExpression tile, IntExpression line, IntExpression column) {

        static TileParameters of(KernelWriter w) {
            return new TileParameters(
                    w.pointerParameter(), w.intParameter(), w.intParameter(), w.intParameter(), w.intParameter());
        }

        TileParameters at(IntExpression y, IntExpression x, KernelWriter w) {
            return new TileParameters(
                    w.newVariable(first.plus(y.times(tileLine)).plus(x.times(tile))), tileLine, tile, line, column);
        }

        ArrayPointer line(int i, KernelWriter w) {
            return w.newVariable(first.plus(line.times(i)));
        }
    }

    /** @param bits of a vector */
    WinogradKernels(int bits) {
        step = bits / Float.SIZE;
        transforms = new KernelCache<>(
                TRANSFORMS.length, i -> KernelWriter.compile(bits, Transform.class, w -> transform(w, TRANSFORMS[i])));
    }

    private static void transform(KernelWriter w, WinogradTransform form) {
        var in = TileParameters.of(w);
        var out = TileParameters.of(w);
        IntExpression height = w.intParameter();
        IntExpression width = w.intParameter();
        w.loop(
                height,
                1,
                y -> w.loop(width, 1, x -> store(w, form, leftProduct(w, form, in.at(y, x, w)), out.at(y, x, w))));
    }

    /** L X. */
    private static VectorVariable[][] leftProduct(KernelWriter w, WinogradTransform form, TileParameters in) {
        var input = new VectorVariable[form.from()][form.from()];
        for (int i = 0; i < input.length; i++) {
            ArrayPointer line = in.line(i, w);
            for (int j = 0; j < input.length; j++) {
                input[i][j] = w.newVariable(line.plus(in.column().times(j)).load());
            }
        }
        var product = new VectorVariable[form.to()][form.from()];
        for (int i = 0; i < product.length; i++) {
            for (int j = 0; j < input.length; j++) {
                int column = j;
                product[i][j] = w.newVariable(lineTimesValues(form, i, k -> input[k][column]));
            }
        }
        return product;
    }

    /** Stores (L X) L'. */
    private static void store(KernelWriter w, WinogradTransform form, VectorVariable[][] product, TileParameters out) {
        for (int i = 0; i < product.length; i++) {
            VectorVariable[] values = product[i];
            ArrayPointer line = out.line(i, w);
            for (int j = 0; j < product.length; j++) {
                VectorExpression value = lineTimesValues(form, j, k -> values[k]);
                ArrayPointer to = line.plus(out.column().times(j));
                if (form.accumulates()) {
                    w.storeSum(value, to);
                } else {
                    w.store(value, to);
                }
            }
        }
    }

    /** The product of a line of L with a column of values. */
    private static VectorExpression lineTimesValues(
            WinogradTransform form, int line, IntFunction<VectorExpression> values) {
        VectorExpression sum =
                terms(form, line, 1, values).reduce(VectorExpression::plus).orElseThrow();
        for (VectorExpression term : terms(form, line, -1, values).toList()) {
            sum = sum.minus(term);
        }
        return sum;
    }

    private static Stream<VectorExpression> terms(
            WinogradTransform form, int line, int factor, IntFunction<VectorExpression> values) {
        return IntStream.range(0, form.from())
                .filter(k -> form.factor(line, k) == factor)
                .mapToObj(values);
    }

    void transform(WinogradTransform form, Tile in, TileStrides from, Tile out, TileStrides to, int height, int width) {
        Transform kernel = transforms.get(form.ordinal());
        for (int lane = 0; lane < LANES; lane += step) {
            kernel.run(
                    in.data(),
                    in.offset() + lane,
                    from.tileRow() * LANES,
                    from.tile() * LANES,
                    from.row() * LANES,
                    from.column() * LANES,
                    out.data(),
                    out.offset() + lane,
                    to.tileRow() * LANES,
                    to.tile() * LANES,
                    to.row() * LANES,
                    to.column() * LANES,
                    height,
                    width);
        }
    }
}

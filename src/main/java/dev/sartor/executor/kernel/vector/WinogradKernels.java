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

/** The transforms of tiles: each tile is read into registers, and only added and subtracted there. */
final class WinogradKernels {
    private static final WinogradTransform[] FORMS = WinogradTransform.values();

    private final int step;
    private final KernelCache<Transform> transforms;

    /** As {@link Kernels#transform}; the parts of both lattices in floats. */
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

    /** A lattice in a kernel that is being written. */
    private record Tiles(
            ArrayPointer first, IntExpression tileLine, IntExpression tile, IntExpression line, IntExpression column) {

        static Tiles of(KernelWriter w) {
            return new Tiles(
                    w.pointerParameter(), w.intParameter(), w.intParameter(), w.intParameter(), w.intParameter());
        }

        Tiles at(IntExpression y, IntExpression x, KernelWriter w) {
            return new Tiles(
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
                FORMS.length, i -> KernelWriter.compile(bits, Transform.class, w -> transform(w, FORMS[i])));
    }

    private static void transform(KernelWriter w, WinogradTransform form) {
        var in = Tiles.of(w);
        var out = Tiles.of(w);
        IntExpression height = w.intParameter();
        IntExpression width = w.intParameter();
        w.loop(height, 1, y -> w.loop(width, 1, x -> store(w, form, half(w, form, in.at(y, x, w)), out.at(y, x, w))));
    }

    /** L X. */
    private static VectorVariable[][] half(KernelWriter w, WinogradTransform form, Tiles in) {
        var seen = new VectorVariable[form.from()][form.from()];
        for (int i = 0; i < seen.length; i++) {
            ArrayPointer line = in.line(i, w);
            for (int j = 0; j < seen.length; j++) {
                seen[i][j] = w.newVariable(line.plus(in.column().times(j)).load());
            }
        }
        var half = new VectorVariable[form.to()][form.from()];
        for (int i = 0; i < half.length; i++) {
            for (int j = 0; j < seen.length; j++) {
                int column = j;
                half[i][j] = w.newVariable(combined(form, i, k -> seen[k][column]));
            }
        }
        return half;
    }

    /** Stores what is left to do to L X. */
    private static void store(KernelWriter w, WinogradTransform form, VectorVariable[][] half, Tiles out) {
        for (int i = 0; i < half.length; i++) {
            VectorVariable[] values = half[i];
            ArrayPointer line = out.line(i, w);
            for (int j = 0; j < half.length; j++) {
                VectorExpression value = combined(form, j, k -> values[k]);
                ArrayPointer to = line.plus(out.column().times(j));
                if (form.accumulates()) {
                    w.storeSum(value, to);
                } else {
                    w.store(value, to);
                }
            }
        }
    }

    /** A line of L times some values. */
    private static VectorExpression combined(WinogradTransform form, int line, IntFunction<VectorExpression> values) {
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
                    in.at() + lane,
                    from.tileRow() * LANES,
                    from.tile() * LANES,
                    from.row() * LANES,
                    from.column() * LANES,
                    out.data(),
                    out.at() + lane,
                    to.tileRow() * LANES,
                    to.tile() * LANES,
                    to.row() * LANES,
                    to.column() * LANES,
                    height,
                    width);
        }
    }
}

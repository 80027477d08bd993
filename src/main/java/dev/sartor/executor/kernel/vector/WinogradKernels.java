package dev.sartor.executor.kernel.vector;

import static dev.sartor.executor.kernel.Tile.LANES;

import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.TileStrides;
import dev.sartor.executor.kernel.WinogradTransform;
import dev.sartor.executor.kernel.vector.KernelWriter.VecVar;
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
            return new Tiles(w.place(), w.integer(), w.integer(), w.integer(), w.integer());
        }

        Tiles at(IntExpression y, IntExpression x, KernelWriter w) {
            return new Tiles(w.let(first.plus(y.times(tileLine)).plus(x.times(tile))), tileLine, tile, line, column);
        }

        ArrayPointer line(int i, KernelWriter w) {
            return w.let(first.plus(line.times(i)));
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
        IntExpression height = w.integer();
        IntExpression width = w.integer();
        w.loop(height, 1, y -> w.loop(width, 1, x -> store(w, form, half(w, form, in.at(y, x, w)), out.at(y, x, w))));
    }

    /** L X. */
    private static VecVar[][] half(KernelWriter w, WinogradTransform form, Tiles in) {
        var seen = new VecVar[form.from()][form.from()];
        for (int i = 0; i < seen.length; i++) {
            ArrayPointer line = in.line(i, w);
            for (int j = 0; j < seen.length; j++) {
                seen[i][j] = w.let(line.plus(in.column().times(j)).load());
            }
        }
        var half = new VecVar[form.to()][form.from()];
        for (int i = 0; i < half.length; i++) {
            for (int j = 0; j < seen.length; j++) {
                int column = j;
                half[i][j] = w.let(combined(form, i, k -> seen[k][column]));
            }
        }
        return half;
    }

    /** Stores what is left to do to L X. */
    private static void store(KernelWriter w, WinogradTransform form, VecVar[][] half, Tiles out) {
        for (int i = 0; i < half.length; i++) {
            VecVar[] values = half[i];
            ArrayPointer line = out.line(i, w);
            for (int j = 0; j < half.length; j++) {
                VectorExpression value = combined(form, j, k -> values[k]);
                ArrayPointer to = line.plus(out.column().times(j));
                if (form.adds()) {
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
        Transform kernel = transforms.of(form.ordinal());
        for (int lane = 0; lane < LANES; lane += step) {
            kernel.run(
                    in.data(),
                    in.at() + lane,
                    from.tileLine() * LANES,
                    from.tile() * LANES,
                    from.line() * LANES,
                    from.column() * LANES,
                    out.data(),
                    out.at() + lane,
                    to.tileLine() * LANES,
                    to.tile() * LANES,
                    to.line() * LANES,
                    to.column() * LANES,
                    height,
                    width);
        }
    }
}

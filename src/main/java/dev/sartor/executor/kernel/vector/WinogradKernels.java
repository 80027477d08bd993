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

/**
 * Kernels for the Winograd transforms. Each Winograd tile (4x4 or 2x2 pixels of 16 channels, not a {@link Tile}) is read into
 * registers and transformed there by additions and subtractions.
 */
final class WinogradKernels {
    private static final WinogradTransform[] TRANSFORMS = WinogradTransform.values();

    private final int vectorLanes;
    private final KernelCache<Transform> transforms;

    /** The same as {@link Kernels#transform}; all strides are in floats. */
    interface Transform {
        void run(
                float[] in,
                int inAt,
                int inTileRow,
                int inTile,
                int inRow,
                int inColumn,
                float[] out,
                int outAt,
                int outTileRow,
                int outTile,
                int outRow,
                int outColumn,
                int height,
                int width);
    }

    /** The first Winograd tile and the strides of all, as parameters of a generated kernel; see {@link TileStrides}. */
    private record TileParameters(
            ArrayPointer first, IntExpression tileRow, IntExpression tile, IntExpression row, IntExpression column) {

        static TileParameters of(KernelWriter w) {
            return new TileParameters(
                    w.pointerParameter(), w.intParameter(), w.intParameter(), w.intParameter(), w.intParameter());
        }

        /** The same with the Winograd tile at line {@code y} and column {@code x} as the first. */
        TileParameters at(IntExpression y, IntExpression x, KernelWriter w) {
            return new TileParameters(
                    w.newVariable(first.plus(y.times(tileRow)).plus(x.times(tile))), tileRow, tile, row, column);
        }

        /** The first value of a row of the first Winograd tile. */
        ArrayPointer row(int i, KernelWriter w) {
            return w.newVariable(first.plus(row.times(i)));
        }
    }

    /** @param bits width of a vector register, which holds a part of the 16 channels */
    WinogradKernels(int bits) {
        vectorLanes = bits / Float.SIZE;
        transforms = new KernelCache<>(
                TRANSFORMS.length, i -> KernelWriter.compile(bits, Transform.class, w -> transform(w, TRANSFORMS[i])));
    }

    /** Generates a {@link Transform}. */
    private static void transform(KernelWriter w, WinogradTransform transform) {
        var in = TileParameters.of(w);
        var out = TileParameters.of(w);
        IntExpression height = w.intParameter();
        IntExpression width = w.intParameter();
        w.loop(
                height,
                1,
                y -> w.loop(
                        width,
                        1,
                        x -> store(w, transform, leftProduct(w, transform, in.at(y, x, w)), out.at(y, x, w))));
    }

    /** The left half L X of the transform L X L' of {@link WinogradTransform}, where X is the Winograd tile. */
    private static VectorVariable[][] leftProduct(KernelWriter w, WinogradTransform transform, TileParameters in) {
        var input = new VectorVariable[transform.inputSide()][transform.inputSide()];
        for (int i = 0; i < input.length; i++) {
            ArrayPointer row = in.row(i, w);
            for (int j = 0; j < input.length; j++) {
                input[i][j] = w.newVariable(row.plus(in.column().times(j)).load());
            }
        }
        var product = new VectorVariable[transform.outputSide()][transform.inputSide()];
        for (int i = 0; i < product.length; i++) {
            for (int j = 0; j < input.length; j++) {
                int column = j;
                product[i][j] = w.newVariable(rowTimesValues(transform, i, k -> input[k][column]));
            }
        }
        return product;
    }

    /** Stores (L X) L', the second half of the transform. */
    private static void store(
            KernelWriter w, WinogradTransform transform, VectorVariable[][] product, TileParameters out) {
        for (int i = 0; i < product.length; i++) {
            VectorVariable[] values = product[i];
            ArrayPointer row = out.row(i, w);
            for (int j = 0; j < product.length; j++) {
                VectorExpression value = rowTimesValues(transform, j, k -> values[k]);
                ArrayPointer to = row.plus(out.column().times(j));
                if (transform.accumulates()) {
                    w.storeSum(value, to);
                } else {
                    w.store(value, to);
                }
            }
        }
    }

    /** The product of a row of L with a column of values. */
    private static VectorExpression rowTimesValues(
            WinogradTransform transform, int row, IntFunction<VectorExpression> values) {
        VectorExpression sum =
                terms(transform, row, 1, values).reduce(VectorExpression::plus).orElseThrow();
        for (VectorExpression term : terms(transform, row, -1, values).toList()) {
            sum = sum.minus(term);
        }
        return sum;
    }

    /** The values whose factor in a row of L is {@code factor}. */
    private static Stream<VectorExpression> terms(
            WinogradTransform transform, int row, int factor, IntFunction<VectorExpression> values) {
        return IntStream.range(0, transform.inputSide())
                .filter(k -> transform.factor(row, k) == factor)
                .mapToObj(values);
    }

    void transform(
            WinogradTransform transform,
            Tile in,
            TileStrides inStrides,
            Tile out,
            TileStrides outStrides,
            int height,
            int width) {
        Transform kernel = transforms.get(transform.ordinal());
        for (int lane = 0; lane < LANES; lane += vectorLanes) {
            kernel.run(
                    in.data(),
                    in.offset() + lane,
                    inStrides.tileRow() * LANES,
                    inStrides.tile() * LANES,
                    inStrides.row() * LANES,
                    inStrides.column() * LANES,
                    out.data(),
                    out.offset() + lane,
                    outStrides.tileRow() * LANES,
                    outStrides.tile() * LANES,
                    outStrides.row() * LANES,
                    outStrides.column() * LANES,
                    height,
                    width);
        }
    }
}

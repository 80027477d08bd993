package dev.sartor.executor.kernel.vector;

import static dev.sartor.executor.kernel.Tile.LANES;

import dev.sartor.executor.kernel.Affine;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.vector.KernelWriter.VectorVariable;

/**
 * Kernel that scales sums of 8-bit products and rounds them to 8-bit values. In its parameters, an index after an array, such
 * as {@code zAt}, is that of the first element in use.
 */
final class RequantiseKernel {
    /** 1.5 * 2^23: added and subtracted again, it rounds smaller floats to the nearest even integer. */
    private static final VectorExpression ROUNDING = VectorExpression.of(1.5f * (1 << 23));

    /** Floats of a vector. */
    private final int vectorLanes;

    private final Requantise kernel;

    /** The same as {@link Kernels#requantise}; {@code line} and {@code outLine} are the distances of lines, in floats. */
    interface Requantise {
        void run(
                float[] z,
                int zAt,
                float[] scale,
                int scaleAt,
                float[] shift,
                int shiftAt,
                float[] low,
                int lowAt,
                float[] high,
                int highAt,
                float[] out,
                int outAt,
                int outLine,
                int height,
                int line);
    }

    /** @param bits width of a vector register */
    RequantiseKernel(int bits) {
        vectorLanes = bits / Float.SIZE;
        kernel = KernelWriter.compile(bits, Requantise.class, RequantiseKernel::write);
    }

    /** Generates the kernel. */
    private static void write(KernelWriter w) {
        ArrayPointer z = w.pointerParameter();
        VectorVariable scale = w.newVariable(w.pointerParameter().load());
        VectorVariable shift = w.newVariable(w.pointerParameter().load());
        VectorVariable low = w.newVariable(w.pointerParameter().load());
        VectorVariable high = w.newVariable(w.pointerParameter().load());
        ArrayPointer out = w.pointerParameter();
        IntExpression outLine = w.intParameter();
        IntExpression height = w.intParameter();
        IntExpression line = w.intParameter();
        w.loop(height, 1, y -> {
            ArrayPointer from = w.newVariable(z.plus(y.times(line)));
            ArrayPointer to = w.newVariable(out.plus(y.times(outLine)));
            w.loop(line, LANES, i -> {
                VectorVariable u = w.newVariable(from.plus(i).load().plus(shift).times(scale));
                VectorVariable v = w.newVariable(u.blend(low, u.below(low)));
                w.store(v.blend(high, v.above(high)).plus(ROUNDING).minus(ROUNDING), to.plus(i));
            });
        });
    }

    void requantise(Tile z, Affine affine, int channel, float[] bounds, Tile out, int pitch, int height, int width) {
        for (int lane = 0; lane < LANES; lane += vectorLanes) {
            kernel.run(
                    z.data(),
                    z.offset() + lane,
                    affine.scale(),
                    channel + lane,
                    affine.shift(),
                    channel + lane,
                    bounds,
                    0,
                    bounds,
                    LANES,
                    out.data(),
                    out.offset() + lane,
                    pitch * LANES,
                    height,
                    width * LANES);
        }
    }
}

package dev.sartor.executor.kernel.vector;

import static dev.sartor.executor.kernel.Tile.LANES;

import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.executor.kernel.Affine;
import dev.sartor.executor.kernel.AffineGradient;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.vector.KernelWriter.VecVar;

/** Functions of scale * z + shift, lane by lane, and what goes back through them; one kernel for each curve. */
final class ElementwiseKernels {
    private static final ActivationFunction[] CURVES = ActivationFunction.values();

    private final int step;
    private final KernelCache<Activate> activations;
    private final KernelCache<Slope> slopes;
    private final KernelCache<Gradient> gradients;

    /** As {@link Kernels#activate}. */
    interface Activate {
        void run(
                float[] z,
                int zAt,
                float[] scale,
                int scaleAt,
                float[] shift,
                int shiftAt,
                float[] out,
                int outAt,
                int outLine,
                int height,
                int line);
    }

    /** As {@link Kernels#slope}. */
    interface Slope {
        void run(
                float[] d,
                int dAt,
                float[] z,
                int zAt,
                float[] scale,
                int scaleAt,
                float[] shift,
                int shiftAt,
                float[] out,
                int outAt,
                int length);
    }

    /** As {@link Kernels#gradient}. */
    interface Gradient {
        void run(
                float[] d,
                int dAt,
                float[] z,
                int zAt,
                float[] scale,
                int scaleAt,
                float[] shift,
                int shiftAt,
                float[] a,
                int aAt,
                float[] b,
                int bAt,
                float[] c,
                int cAt,
                float[] out,
                int outAt,
                int outLine,
                int height,
                int line);
    }

    /** @param bits of a vector */
    ElementwiseKernels(int bits) {
        step = bits / Float.SIZE;
        activations = new KernelCache<>(
                CURVES.length, i -> KernelWriter.compile(bits, Activate.class, w -> activate(w, CURVES[i])));
        slopes = new KernelCache<>(
                CURVES.length, i -> KernelWriter.compile(bits, Slope.class, w -> slope(w, CURVES[i])));
        gradients = new KernelCache<>(
                CURVES.length, i -> KernelWriter.compile(bits, Gradient.class, w -> gradient(w, CURVES[i])));
    }

    private static void activate(KernelWriter w, ActivationFunction curve) {
        ArrayPointer z = w.place();
        VecVar scale = w.let(w.place().load());
        VecVar shift = w.let(w.place().load());
        ArrayPointer out = w.place();
        IntExpression outLine = w.integer();
        IntExpression height = w.integer();
        IntExpression line = w.integer();
        w.loop(height, 1, y -> {
            ArrayPointer from = w.let(z.plus(y.times(line)));
            ArrayPointer to = w.let(out.plus(y.times(outLine)));
            w.loop(line, LANES, i -> {
                VecVar u = w.let(from.plus(i).load().fma(scale, shift));
                w.store(ActivationCode.value(curve, u, w), to.plus(i));
            });
        });
    }

    private static void slope(KernelWriter w, ActivationFunction curve) {
        ArrayPointer d = w.place();
        ArrayPointer z = w.place();
        VecVar scale = w.let(w.place().load());
        VecVar shift = w.let(w.place().load());
        ArrayPointer out = w.place();
        w.loop(w.integer(), LANES, i -> {
            VecVar u = w.let(z.plus(i).load().fma(scale, shift));
            w.store(ActivationCode.slope(curve, u, d.plus(i).load(), w), out.plus(i));
        });
    }

    private static void gradient(KernelWriter w, ActivationFunction curve) {
        ArrayPointer d = w.place();
        ArrayPointer z = w.place();
        VecVar scale = w.let(w.place().load());
        VecVar shift = w.let(w.place().load());
        VecVar a = w.let(w.place().load());
        VecVar b = w.let(w.place().load());
        VecVar c = w.let(w.place().load());
        ArrayPointer out = w.place();
        IntExpression outLine = w.integer();
        IntExpression height = w.integer();
        IntExpression line = w.integer();
        w.loop(height, 1, y -> {
            IntExpression from = w.index(y.times(line));
            ArrayPointer to = w.let(out.plus(y.times(outLine)));
            w.loop(line, LANES, i -> {
                VecVar v = w.let(z.plus(from).plus(i).load());
                VecVar u = w.let(v.fma(scale, shift));
                VectorExpression g =
                        ActivationCode.slope(curve, u, d.plus(from).plus(i).load(), w);
                w.store(g.fma(a, v.fma(b, c)), to.plus(i));
            });
        });
    }

    void activate(
            Tile z, Affine affine, int channel, ActivationFunction curve, Tile out, int pitch, int height, int width) {
        Activate kernel = activations.of(curve.ordinal());
        for (int lane = 0; lane < LANES; lane += step) {
            kernel.run(
                    z.data(),
                    z.at() + lane,
                    affine.scale(),
                    channel + lane,
                    affine.shift(),
                    channel + lane,
                    out.data(),
                    out.at() + lane,
                    pitch * LANES,
                    height,
                    width * LANES);
        }
    }

    void slope(Tile d, Tile z, Affine affine, int channel, ActivationFunction curve, Tile out, int rows) {
        Slope kernel = slopes.of(curve.ordinal());
        for (int lane = 0; lane < LANES; lane += step) {
            kernel.run(
                    d.data(),
                    d.at() + lane,
                    z.data(),
                    z.at() + lane,
                    affine.scale(),
                    channel + lane,
                    affine.shift(),
                    channel + lane,
                    out.data(),
                    out.at() + lane,
                    rows * LANES);
        }
    }

    void gradient(
            Tile d,
            Tile z,
            Affine affine,
            AffineGradient backward,
            int channel,
            ActivationFunction curve,
            Tile out,
            int pitch,
            int height,
            int width) {
        Gradient kernel = gradients.of(curve.ordinal());
        for (int lane = 0; lane < LANES; lane += step) {
            int c = channel + lane;
            kernel.run(
                    d.data(),
                    d.at() + lane,
                    z.data(),
                    z.at() + lane,
                    affine.scale(),
                    c,
                    affine.shift(),
                    c,
                    backward.a(),
                    c,
                    backward.b(),
                    c,
                    backward.c(),
                    c,
                    out.data(),
                    out.at() + lane,
                    pitch * LANES,
                    height,
                    width * LANES);
        }
    }
}

package dev.sartor.executor.kernel;

import static dev.sartor.executor.kernel.Tile.LANES;

import dev.sartor.executor.kernel.KernelWriter.VecVar;

/** Functions of scale * z + shift, lane by lane, and what goes back through them; one kernel for each curve. */
final class PointwiseKernels {
    private static final Curve[] CURVES = Curve.values();

    private final int step;
    private final Variants<Activate> activations;
    private final Variants<Slope> slopes;
    private final Variants<Gradient> gradients;

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
    PointwiseKernels(int bits) {
        step = bits / Float.SIZE;
        activations = new Variants<>(
                CURVES.length, i -> KernelWriter.compile(bits, Activate.class, w -> activate(w, CURVES[i])));
        slopes = new Variants<>(CURVES.length, i -> KernelWriter.compile(bits, Slope.class, w -> slope(w, CURVES[i])));
        gradients = new Variants<>(
                CURVES.length, i -> KernelWriter.compile(bits, Gradient.class, w -> gradient(w, CURVES[i])));
    }

    private static void activate(KernelWriter w, Curve curve) {
        Place z = w.place();
        VecVar scale = w.let(w.place().load());
        VecVar shift = w.let(w.place().load());
        Place out = w.place();
        Int outLine = w.integer();
        Int height = w.integer();
        Int line = w.integer();
        w.loop(height, 1, y -> {
            Place from = w.let(z.plus(y.times(line)));
            Place to = w.let(out.plus(y.times(outLine)));
            w.loop(line, LANES, i -> {
                VecVar u = w.let(from.plus(i).load().fma(scale, shift));
                w.store(CurveCode.value(curve, u, w), to.plus(i));
            });
        });
    }

    private static void slope(KernelWriter w, Curve curve) {
        Place d = w.place();
        Place z = w.place();
        VecVar scale = w.let(w.place().load());
        VecVar shift = w.let(w.place().load());
        Place out = w.place();
        w.loop(w.integer(), LANES, i -> {
            VecVar u = w.let(z.plus(i).load().fma(scale, shift));
            w.store(CurveCode.slope(curve, u, d.plus(i).load(), w), out.plus(i));
        });
    }

    private static void gradient(KernelWriter w, Curve curve) {
        Place d = w.place();
        Place z = w.place();
        VecVar scale = w.let(w.place().load());
        VecVar shift = w.let(w.place().load());
        VecVar a = w.let(w.place().load());
        VecVar b = w.let(w.place().load());
        VecVar c = w.let(w.place().load());
        Place out = w.place();
        Int outLine = w.integer();
        Int height = w.integer();
        Int line = w.integer();
        w.loop(height, 1, y -> {
            Int from = w.index(y.times(line));
            Place to = w.let(out.plus(y.times(outLine)));
            w.loop(line, LANES, i -> {
                VecVar v = w.let(z.plus(from).plus(i).load());
                VecVar u = w.let(v.fma(scale, shift));
                Vec g = CurveCode.slope(curve, u, d.plus(from).plus(i).load(), w);
                w.store(g.fma(a, v.fma(b, c)), to.plus(i));
            });
        });
    }

    void activate(Tile z, Affine affine, int channel, Curve curve, Tile out, int pitch, int height, int width) {
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

    void slope(Tile d, Tile z, Affine affine, int channel, Curve curve, Tile out, int rows) {
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
            Backward backward,
            int channel,
            Curve curve,
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

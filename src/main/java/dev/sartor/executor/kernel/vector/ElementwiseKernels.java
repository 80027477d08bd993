package dev.sartor.executor.kernel.vector;

import static dev.sartor.executor.kernel.Tile.LANES;

import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.executor.kernel.Affine;
import dev.sartor.executor.kernel.AffineGradient;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.vector.KernelWriter.VectorVariable;

/**
 * Kernels for activation functions of scale * z + shift and their gradients; one kernel per activation function. In the
 * parameters of generated kernels, an index after an array, such as {@code zAt}, is that of the first element in use.
 */
final class ElementwiseKernels {
    private static final ActivationFunction[] FUNCTIONS = ActivationFunction.values();

    /** Floats of a vector. */
    private final int vectorLanes;

    private final KernelCache<Activate> activations;
    private final KernelCache<ActivationGradient> activationGradients;
    private final KernelCache<GradientBeforeNorm> gradientsBeforeNorm;

    /** The same as {@link Kernels#activate}; {@code line} and {@code outLine} are the distances of lines, in floats. */
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

    /** The same as {@link Kernels#activationGradient}, for {@code length} floats. */
    interface ActivationGradient {
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

    /** The same as {@link Kernels#gradientBeforeNorm}; {@code line} and {@code outLine} are the distances of lines, in floats. */
    interface GradientBeforeNorm {
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

    /** @param bits width of a vector register */
    ElementwiseKernels(int bits) {
        vectorLanes = bits / Float.SIZE;
        activations = new KernelCache<>(
                FUNCTIONS.length, i -> KernelWriter.compile(bits, Activate.class, w -> activate(w, FUNCTIONS[i])));
        activationGradients = new KernelCache<>(
                FUNCTIONS.length,
                i -> KernelWriter.compile(bits, ActivationGradient.class, w -> activationGradient(w, FUNCTIONS[i])));
        gradientsBeforeNorm = new KernelCache<>(
                FUNCTIONS.length,
                i -> KernelWriter.compile(bits, GradientBeforeNorm.class, w -> gradientBeforeNorm(w, FUNCTIONS[i])));
    }

    /** Generates an {@link Activate}. */
    private static void activate(KernelWriter w, ActivationFunction activation) {
        ArrayPointer z = w.pointerParameter();
        VectorVariable scale = w.newVariable(w.pointerParameter().load());
        VectorVariable shift = w.newVariable(w.pointerParameter().load());
        ArrayPointer out = w.pointerParameter();
        IntExpression outLine = w.intParameter();
        IntExpression height = w.intParameter();
        IntExpression line = w.intParameter();
        w.loop(height, 1, y -> {
            ArrayPointer from = w.newVariable(z.plus(y.times(line)));
            ArrayPointer to = w.newVariable(out.plus(y.times(outLine)));
            w.loop(line, LANES, i -> {
                VectorVariable u = w.newVariable(from.plus(i).load().fma(scale, shift));
                w.store(ActivationCode.value(activation, u, w), to.plus(i));
            });
        });
    }

    /** Generates an {@link ActivationGradient}. */
    private static void activationGradient(KernelWriter w, ActivationFunction activation) {
        ArrayPointer d = w.pointerParameter();
        ArrayPointer z = w.pointerParameter();
        VectorVariable scale = w.newVariable(w.pointerParameter().load());
        VectorVariable shift = w.newVariable(w.pointerParameter().load());
        ArrayPointer out = w.pointerParameter();
        w.loop(w.intParameter(), LANES, i -> {
            VectorVariable u = w.newVariable(z.plus(i).load().fma(scale, shift));
            w.store(ActivationCode.gradient(activation, u, d.plus(i).load(), w), out.plus(i));
        });
    }

    /** Generates a {@link GradientBeforeNorm}. */
    private static void gradientBeforeNorm(KernelWriter w, ActivationFunction activation) {
        ArrayPointer d = w.pointerParameter();
        ArrayPointer z = w.pointerParameter();
        VectorVariable scale = w.newVariable(w.pointerParameter().load());
        VectorVariable shift = w.newVariable(w.pointerParameter().load());
        VectorVariable a = w.newVariable(w.pointerParameter().load());
        VectorVariable b = w.newVariable(w.pointerParameter().load());
        VectorVariable c = w.newVariable(w.pointerParameter().load());
        ArrayPointer out = w.pointerParameter();
        IntExpression outLine = w.intParameter();
        IntExpression height = w.intParameter();
        IntExpression line = w.intParameter();
        w.loop(height, 1, y -> {
            IntExpression from = w.newIntVariable(y.times(line));
            ArrayPointer to = w.newVariable(out.plus(y.times(outLine)));
            w.loop(line, LANES, i -> {
                VectorVariable v = w.newVariable(z.plus(from).plus(i).load());
                VectorVariable u = w.newVariable(v.fma(scale, shift));
                VectorExpression g = ActivationCode.gradient(
                        activation, u, d.plus(from).plus(i).load(), w);
                w.store(g.fma(a, v.fma(b, c)), to.plus(i));
            });
        });
    }

    void activate(
            Tile z,
            Affine affine,
            int channel,
            ActivationFunction activation,
            Tile out,
            int pitch,
            int height,
            int width) {
        Activate kernel = activations.get(activation.ordinal());
        for (int lane = 0; lane < LANES; lane += vectorLanes) {
            kernel.run(
                    z.data(),
                    z.offset() + lane,
                    affine.scale(),
                    channel + lane,
                    affine.shift(),
                    channel + lane,
                    out.data(),
                    out.offset() + lane,
                    pitch * LANES,
                    height,
                    width * LANES);
        }
    }

    void activationGradient(
            Tile d, Tile z, Affine affine, int channel, ActivationFunction activation, Tile out, int rows) {
        ActivationGradient kernel = activationGradients.get(activation.ordinal());
        for (int lane = 0; lane < LANES; lane += vectorLanes) {
            kernel.run(
                    d.data(),
                    d.offset() + lane,
                    z.data(),
                    z.offset() + lane,
                    affine.scale(),
                    channel + lane,
                    affine.shift(),
                    channel + lane,
                    out.data(),
                    out.offset() + lane,
                    rows * LANES);
        }
    }

    void gradientBeforeNorm(
            Tile d,
            Tile z,
            Affine affine,
            AffineGradient coefficients,
            int channel,
            ActivationFunction activation,
            Tile out,
            int pitch,
            int height,
            int width) {
        GradientBeforeNorm kernel = gradientsBeforeNorm.get(activation.ordinal());
        for (int lane = 0; lane < LANES; lane += vectorLanes) {
            int c = channel + lane;
            kernel.run(
                    d.data(),
                    d.offset() + lane,
                    z.data(),
                    z.offset() + lane,
                    affine.scale(),
                    c,
                    affine.shift(),
                    c,
                    coefficients.a(),
                    c,
                    coefficients.b(),
                    c,
                    coefficients.c(),
                    c,
                    out.data(),
                    out.offset() + lane,
                    pitch * LANES,
                    height,
                    width * LANES);
        }
    }
}

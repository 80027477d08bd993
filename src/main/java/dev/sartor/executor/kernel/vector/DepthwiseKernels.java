package dev.sartor.executor.kernel.vector;

import static dev.sartor.executor.kernel.Tile.LANES;

import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.Window;
import dev.sartor.executor.kernel.vector.KernelWriter.IntVariable;
import dev.sartor.executor.kernel.vector.KernelWriter.VectorVariable;

/**
 * Kernels for depthwise convolutions of one block of channels and for the gradients of their weights. Several outputs
 * of a line are computed together: each input is loaded once per line of taps and used by all outputs that read it. In
 * the parameters of generated kernels, an index after an array, such as {@code inAt}, is that of the first element in
 * use.
 */
final class DepthwiseKernels {
    /** Outputs that a convolution computes together; the sizes of many networks are multiples of one of the two. */
    private static final int OUTPUTS = 8;

    private static final int ALTERNATIVE_OUTPUTS = 7;
    /** Pixels of the output gradient that are processed together in the gradient of the weights. */
    private static final int GRADIENTS = 4;
    /** Maximum kernel size: larger kernels and strides, which no shipped search space has, use the scalar kernels. */
    private static final int MAX_KERNEL = 9;

    private static final int MAX_STRIDE = 2;

    private final Kernels scalar = Kernels.scalar();
    /** Floats of a vector. */
    private final int vectorLanes;

    private final KernelCache<Depthwise> convolutions;
    private final KernelCache<Gradient> gradients;

    /**
     * The same as {@link Kernels#depthwise}, for planes at least as wide as the outputs computed together; {@code line} is the
     * distance of input lines, in floats.
     */
    interface Depthwise {
        void run(
                float[] in,
                int inAt,
                int line,
                float[] weights,
                int weightsAt,
                float[] out,
                int outAt,
                int height,
                int width);
    }

    /**
     * The same as {@link Kernels#depthwiseOuter}, for some lines of taps; {@code line} and {@code gLine} are distances of
     * lines.
     */
    interface Gradient {
        void run(
                float[] in,
                int inAt,
                int line,
                float[] g,
                int gAt,
                int gLine,
                float[] sum,
                int sumAt,
                int height,
                int width);
    }

    /** @param bits width of a vector register */
    DepthwiseKernels(int bits) {
        vectorLanes = bits / Float.SIZE;
        convolutions = new KernelCache<>(
                MAX_KERNEL * MAX_STRIDE * OUTPUTS,
                i -> KernelWriter.compile(
                        bits, Depthwise.class, w -> depthwise(w, Taps.numbered(i / OUTPUTS), i % OUTPUTS + 1)));
        gradients = new KernelCache<>(
                MAX_KERNEL * MAX_STRIDE,
                i -> KernelWriter.compile(bits, Gradient.class, w -> gradient(w, Taps.numbered(i))));
    }

    /** A line of taps (weights of a kernel), and the stride of the convolution. */
    private record Taps(int count, int stride) {

        /** The inverse of {@link #number}. */
        static Taps numbered(int number) {
            return new Taps(number / MAX_STRIDE + 1, number % MAX_STRIDE + 1);
        }

        static Taps of(Window window) {
            return new Taps(window.kernel(), window.stride());
        }

        /** Lines of taps whose gradients are summed together: enough independent sums to hide the latency of an addition. */
        int lines() {
            return count <= 3 ? count : 1;
        }

        /** A number that identifies count and stride. */
        int number() {
            return (count - 1) * MAX_STRIDE + stride - 1;
        }

        /** The number of inputs that consecutive outputs read. */
        int inputs(int outputs) {
            return (outputs - 1) * stride + count;
        }

        /** Visits an output and a tap that read the same input. */
        interface Product {
            void visit(int output, int tap);
        }

        /** Visits all pairs of an output and a tap that read an input, for some consecutive outputs. */
        void forEachProduct(int input, int outputs, Product visitor) {
            for (int o = 0; o < outputs; o++) {
                int tap = input - o * stride;
                if (tap >= 0 && tap < count) {
                    visitor.visit(o, tap);
                }
            }
        }
    }

    /** Generates a {@link Depthwise} that computes {@code outputs} outputs together. */
    private static void depthwise(KernelWriter w, Taps taps, int outputs) {
        ArrayPointer in = w.pointerParameter();
        IntExpression line = w.intParameter();
        ArrayPointer weights = w.pointerParameter();
        ArrayPointer out = w.pointerParameter();
        IntExpression height = w.intParameter();
        IntExpression width = w.intParameter();
        w.loop(
                height,
                1,
                y -> w.loop(width, outputs, from -> {
                    // the last outputs overlap the previous ones, which avoids a special case
                    IntExpression x = w.newIntVariable(from.min(width.plus(-outputs)));
                    ArrayPointer first = w.newVariable(
                            in.plus(y.times(taps.stride()).times(line)).plus(x.times(taps.stride() * LANES)));
                    VectorVariable[] sums = w.zeros(outputs);
                    w.loop(IntExpression.of(taps.count()), 1, ky -> {
                        ArrayPointer inputLine = w.newVariable(first.plus(ky.times(line)));
                        VectorVariable[] factors =
                                loads(w, w.newVariable(weights.plus(ky.times(taps.count() * LANES))), taps.count());
                        for (int i = 0; i < taps.inputs(outputs); i++) {
                            VectorVariable input =
                                    w.newVariable(inputLine.row(i).load());
                            taps.forEachProduct(
                                    i, outputs, (output, tap) -> w.addProduct(sums[output], input, factors[tap]));
                        }
                    });
                    ArrayPointer to =
                            w.newVariable(out.plus(y.times(width).plus(x).times(LANES)));
                    for (int i = 0; i < outputs; i++) {
                        w.store(sums[i], to.row(i));
                    }
                }));
    }

    private static VectorVariable[] loads(KernelWriter w, ArrayPointer from, int rows) {
        var loaded = new VectorVariable[rows];
        for (int i = 0; i < rows; i++) {
            loaded[i] = w.newVariable(from.row(i).load());
        }
        return loaded;
    }

    /** Generates a {@link Gradient}. */
    private static void gradient(KernelWriter w, Taps taps) {
        ArrayPointer in = w.pointerParameter();
        IntExpression line = w.intParameter();
        ArrayPointer g = w.pointerParameter();
        IntExpression gLine = w.intParameter();
        ArrayPointer sum = w.pointerParameter();
        IntExpression height = w.intParameter();
        IntExpression width = w.intParameter();
        VectorVariable[] sums = w.zeros(taps.lines() * taps.count());
        w.loop(height, 1, y -> {
            ArrayPointer inputLine =
                    w.newVariable(in.plus(y.times(taps.stride()).times(line)));
            ArrayPointer gradientLine = w.newVariable(g.plus(y.times(gLine)));
            IntVariable x = w.newIntVariable(IntExpression.of(0));
            w.loop(
                    x,
                    width.plus(1 - GRADIENTS),
                    GRADIENTS,
                    () -> forEachProduct(w, taps, GRADIENTS, x, inputLine, line, gradientLine, sums));
            w.loop(x, width, 1, () -> forEachProduct(w, taps, 1, x, inputLine, line, gradientLine, sums));
        });
        for (int i = 0; i < sums.length; i++) {
            w.storeSum(sums[i], sum.row(i));
        }
    }

    /** Generates the products of {@code count} gradients of a line, from position {@code x} on, with the inputs of the taps. */
    private static void forEachProduct(
            KernelWriter w,
            Taps taps,
            int count,
            IntExpression x,
            ArrayPointer inputLine,
            IntExpression line,
            ArrayPointer gradientLine,
            VectorVariable[] sums) {
        VectorVariable[] g = loads(w, w.newVariable(gradientLine.plus(x.times(LANES))), count);
        for (int l = 0; l < taps.lines(); l++) {
            int first = l * taps.count();
            ArrayPointer from = w.newVariable(inputLine.plus(line.times(l)).plus(x.times(taps.stride() * LANES)));
            for (int i = 0; i < taps.inputs(count); i++) {
                VectorVariable input = w.newVariable(from.row(i).load());
                taps.forEachProduct(i, count, (output, tap) -> w.addProduct(sums[first + tap], input, g[output]));
            }
        }
    }

    private static boolean isSupported(Window window) {
        return window.kernel() <= MAX_KERNEL && window.stride() <= MAX_STRIDE;
    }

    void depthwise(Tile in, int pitch, Window window, Tile weights, Tile out) {
        if (!isSupported(window)) {
            scalar.depthwise(in, pitch, window, weights, out);
            return;
        }
        int outputs =
                window.width() % ALTERNATIVE_OUTPUTS == 0 ? ALTERNATIVE_OUTPUTS : Math.min(window.width(), OUTPUTS);
        Depthwise kernel = convolutions.get(Taps.of(window).number() * OUTPUTS + outputs - 1);
        for (int lane = 0; lane < LANES; lane += vectorLanes) {
            kernel.run(
                    in.data(),
                    in.offset() + lane,
                    pitch * LANES,
                    weights.data(),
                    weights.offset() + lane,
                    out.data(),
                    out.offset() + lane,
                    window.height(),
                    window.width());
        }
    }

    void gradient(Tile in, int pitch, Window window, Tile g, int gPitch, Tile sum) {
        if (!isSupported(window)) {
            scalar.depthwiseOuter(in, pitch, window, g, gPitch, sum);
            return;
        }
        Taps taps = Taps.of(window);
        Gradient kernel = gradients.get(taps.number());
        for (int line = 0; line < window.kernel(); line += taps.lines()) {
            for (int lane = 0; lane < LANES; lane += vectorLanes) {
                kernel.run(
                        in.data(),
                        in.offset() + line * pitch * LANES + lane,
                        pitch * LANES,
                        g.data(),
                        g.offset() + lane,
                        gPitch * LANES,
                        sum.data(),
                        sum.offset() + line * taps.count() * LANES + lane,
                        window.height(),
                        window.width());
            }
        }
    }
}

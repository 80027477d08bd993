package dev.sartor.litert;

import dev.sartor.arch.Shape;
import dev.sartor.litert.OperationOptions.Padding;

/**
 * The padding of a window with an odd kernel: (kernel - 1) / 2 before the first row and column, and after the last ones as much
 * as the last window covers. LiteRT's own padding, SAME, divides the zeros evenly between both sides. For a stride of 2 and an
 * even size these are fewer before the first row; then the input is padded by another operation, and {@code padding} is VALID.
 */
record WindowPadding(int kernel, int stride, int top, int bottom, int left, int right, Padding padding) {

    static WindowPadding of(int kernel, int stride, Shape input) {
        int before = (kernel - 1) / 2;
        boolean same = isSame(kernel, stride, input.height()) && isSame(kernel, stride, input.width());
        return new WindowPadding(
                kernel,
                stride,
                before,
                after(kernel, stride, input.height()),
                before,
                after(kernel, stride, input.width()),
                same ? Padding.SAME : Padding.VALID);
    }

    private static int after(int kernel, int stride, int size) {
        return Math.max(0, covered(kernel, stride, size) - size - (kernel - 1) / 2);
    }

    private static boolean isSame(int kernel, int stride, int size) {
        return Math.max(0, covered(kernel, stride, size) - size) / 2 == (kernel - 1) / 2;
    }

    /** Number of rows from the start of the first window to the end of the last. */
    private static int covered(int kernel, int stride, int size) {
        return (size - 1) / stride * stride + kernel;
    }

    /** For each pixel of the output, the number of pixels in its window divided by the number of those that lie in the input. */
    float[] averageFactors(Shape input, Shape output) {
        float[] factors = new float[output.height() * output.width()];
        for (int i = 0; i < factors.length; i++) {
            int counted = counted(i / output.width(), input.height()) * counted(i % output.width(), input.width());
            factors[i] = (float) (kernel * kernel) / counted;
        }
        return factors;
    }

    /** The number of the input's rows (or columns) in the window of an output row (or column). */
    private int counted(int output, int size) {
        int from = output * stride - (kernel - 1) / 2;
        return Math.min(size, from + kernel) - Math.max(0, from);
    }
}

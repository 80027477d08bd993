package dev.sartor.executor.node;

import dev.sartor.arch.Shape;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import java.util.Arrays;

/**
 * The geometry of a plane (one image, 16 channels) with zero padding. Rows are pixels, numbered line by line, and blocks are
 * groups of 16 channels, as in {@link Tile}.
 *
 * @param innerHeight height without the padding
 * @param innerWidth  width without the padding
 * @param padding     number of zero pixels on each side
 */
public record PaddedPlane(int innerHeight, int innerWidth, int padding) {

    /** The padding that a kernel needs around planes of a shape. */
    public static PaddedPlane of(Shape shape, int kernel) {
        return new PaddedPlane(shape.height(), shape.width(), (kernel - 1) / 2);
    }

    /** Pixels from one line to the next. */
    public int pitch() {
        return innerWidth + 2 * padding;
    }

    /** All pixels, including the padding. */
    public int rows() {
        return (innerHeight + 2 * padding) * pitch();
    }

    /** The row of the first pixel inside the padding. */
    public int origin() {
        return padding * pitch() + padding;
    }

    /** Reads one block of one image of a value and pads it. */
    public void read(Value value, int block, int image, Tile out) {
        clearBorder(out);
        value.read(block, image * value.pixelsPerImage(), out.fromRow(origin()), pitch(), innerHeight, innerWidth);
    }

    /** Sets the padding to zero. */
    public void clearBorder(Tile t) {
        zero(t, 0, origin());
        for (int y = 1; y < innerHeight; y++) {
            zero(t, origin() + y * pitch() - 2 * padding, 2 * padding);
        }
        int end = origin() + innerHeight * pitch() - 2 * padding;
        zero(t, end, rows() - end);
    }

    private static void zero(Tile t, int row, int rows) {
        int from = t.offset() + row * Tile.LANES;
        Arrays.fill(t.data(), from, from + rows * Tile.LANES, 0);
    }

    /** Writes a plane of outputs with its pixels {@code stride} apart, zeros between them, and padding. */
    public void dilate(Tile plane, int stride, Tile out) {
        zero(out, 0, rows());
        int lines = (innerHeight + stride - 1) / stride;
        int columns = (innerWidth + stride - 1) / stride;
        for (int y = 0; y < lines; y++) {
            int from = plane.offset() + y * columns * Tile.LANES;
            int to = out.offset() + (origin() + y * stride * pitch()) * Tile.LANES;
            if (stride == 1) {
                System.arraycopy(plane.data(), from, out.data(), to, columns * Tile.LANES);
            } else {
                for (int x = 0; x < columns; x++) {
                    System.arraycopy(
                            plane.data(), from + x * Tile.LANES, out.data(), to + x * stride * Tile.LANES, Tile.LANES);
                }
            }
        }
    }

    /** Writes the gradients inside the padding to the gradient of an input. */
    public void accumulateInto(Kernels kernels, NodeInput input, int block, int image, Tile padded) {
        for (int y = 0; y < innerHeight; y++) {
            int row = image * input.value().pixelsPerImage() + y * innerWidth;
            input.accumulate(kernels, block, row, innerWidth, padded.fromRow(origin() + y * pitch()));
        }
    }
}

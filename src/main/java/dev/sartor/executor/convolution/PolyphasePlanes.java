package dev.sartor.executor.convolution;

import dev.sartor.arch.Shape;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.node.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The polyphase decomposition of padded planes for a convolution of stride s: the pixels of every s-th line and column
 * form s x s planes of equal size, stored consecutively. The inputs of consecutive output pixels through one tap are
 * then consecutive rows. The gradients of the outputs use one such plane. Rows are pixels and blocks are groups of 16
 * channels, as in {@link Tile}.
 */
record PolyphasePlanes(int height, int width, int kernel, int stride) {

    static PolyphasePlanes of(Shape in, int kernel, int stride) {
        return new PolyphasePlanes(in.height(), in.width(), kernel, stride);
    }

    private int padding() {
        return (kernel - 1) / 2;
    }

    /** Rows from one line of a plane to the next. */
    int pitch() {
        return (width + 2 * padding() + stride - 1) / stride;
    }

    /** Rows of one plane. */
    private int planeRows() {
        return (height + 2 * padding() + stride - 1) / stride * pitch();
    }

    /** Rows of all planes of one block. */
    int rows() {
        return stride * stride * planeRows();
    }

    /** Rows of the plane of gradients. */
    int gradientRows() {
        return planeRows();
    }

    /** Row of the first gradient, after the padding. */
    int gradientOrigin() {
        return padding() / stride * (pitch() + 1);
    }

    int outHeight() {
        return (height + stride - 1) / stride;
    }

    int outWidth() {
        return (width + stride - 1) / stride;
    }

    /** For each tap, the offset of its input relative to the output pixel, in rows. */
    int[] tapOffsets() {
        int[] taps = new int[kernel * kernel];
        for (int i = 0; i < taps.length; i++) {
            taps[i] = row(i / kernel, i % kernel);
        }
        return taps;
    }

    /** The row of a pixel of the padded image. */
    private int row(int y, int x) {
        return (y % stride * stride + x % stride) * planeRows() + y / stride * pitch() + x / stride;
    }

    /**
     * The input pixels whose line and column have given remainders modulo the stride: the taps that reach them, and the row
     * offsets of the gradients that these taps multiply.
     *
     * @param y               remainder of the line
     * @param x               remainder of the column
     * @param height          lines of the phase
     * @param width           pixels of a line of the phase
     * @param taps            indices of the taps
     * @param gradientOffsets row offsets of the gradients, relative to the pixel position divided by the stride
     */
    record Phase(int y, int x, int height, int width, List<Integer> taps, int[] gradientOffsets) {}

    /** All phases of the input. */
    List<Phase> phases() {
        List<Phase> phases = new ArrayList<>();
        for (int y = 0; y < Math.min(stride, height); y++) {
            for (int x = 0; x < Math.min(stride, width); x++) {
                phases.add(phase(y, x));
            }
        }
        return phases;
    }

    /** The phase with remainders {@code y} and {@code x}. */
    private Phase phase(int y, int x) {
        List<Integer> taps = new ArrayList<>();
        List<Integer> offsets = new ArrayList<>();
        for (int i = 0; i < kernel * kernel; i++) {
            int dy = y + padding() - i / kernel;
            int dx = x + padding() - i % kernel;
            if (dy % stride == 0 && dx % stride == 0) {
                taps.add(i);
                offsets.add(dy / stride * pitch() + dx / stride);
            }
        }
        return new Phase(
                y,
                x,
                (height - y + stride - 1) / stride,
                (width - x + stride - 1) / stride,
                taps,
                offsets.stream().mapToInt(p -> p).toArray());
    }

    /** Sets planes to zero, including the padding that {@link #read} does not write. */
    Tile cleared(Tile planes, int blocks) {
        Arrays.fill(planes.data(), planes.offset(), planes.blockOffset(blocks), 0);
        return planes;
    }

    /** Reads one block of one image of a value. {@code buffer} holds one plane. */
    void read(Value value, int block, int image, Tile buffer, Tile planes) {
        int row = image * height * width;
        if (stride == 1) {
            value.read(block, row, planes.fromRow(row(padding(), padding())), pitch(), height, width);
            return;
        }
        value.read(block, row, height * width, buffer);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int from = buffer.offset() + (y * width + x) * Tile.LANES;
                int to = planes.offset() + row(y + padding(), x + padding()) * Tile.LANES;
                System.arraycopy(buffer.data(), from, planes.data(), to, Tile.LANES);
            }
        }
    }

    /** Writes the pixels of a phase to their positions in a plane of the input. */
    void scatter(Phase phase, Tile pixels, Tile plane) {
        for (int y = 0; y < phase.height(); y++) {
            for (int x = 0; x < phase.width(); x++) {
                int from = pixels.offset() + (y * phase.width() + x) * Tile.LANES;
                int to = plane.offset() + ((y * stride + phase.y()) * width + x * stride + phase.x()) * Tile.LANES;
                System.arraycopy(pixels.data(), from, plane.data(), to, Tile.LANES);
            }
        }
    }
}

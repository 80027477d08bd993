package dev.sartor.executor.kernel;

import static dev.sartor.executor.kernel.Tile.LANES;

/** Kernels as plain loops: the reference for tests of the vector kernels, and the fallback without the Vector API. */
public final class ScalarKernels implements Kernels {
    /** The sums of outer products are padded to a multiple of so many input channels. */
    private static final int DEPTH_MULTIPLE = 8;

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void multiply(Tile a, int[] blockOffsets, int depth, Panel panel, Tile out, int rows) {
        float[] sums = new float[panel.columns()];
        for (int r = 0; r < rows; r++) {
            java.util.Arrays.fill(sums, 0);
            for (int k = 0; k < depth; k++) {
                float x = a.data()[a.offset() + blockOffsets[k / LANES] + r * LANES + k % LANES];
                int w = panel.offset() + k * sums.length;
                for (int c = 0; c < sums.length; c++) {
                    sums[c] = Math.fma(x, panel.data()[w + c], sums[c]);
                }
            }
            for (int c = 0; c < sums.length; c++) {
                out.data()[at(out, r, c)] = sums[c];
            }
        }
    }

    @Override
    public void outer(Tile a, int depth, Tile g, int blocks, int rows, float[] sum, int at, int pitch) {
        int width = blocks * LANES;
        for (int j = 0; j < Math.ceilDiv(depth, DEPTH_MULTIPLE) * DEPTH_MULTIPLE; j++) {
            for (int c = 0; c < width; c++) {
                float total = 0;
                for (int r = 0; r < rows; r++) {
                    total = Math.fma(a.data()[at(a, r, j)], g.data()[at(g, r, c)], total);
                }
                sum[at + j * pitch + c] += total;
            }
        }
    }

    /** The index of a value in a tile's array. */
    private static int at(Tile t, int row, int channel) {
        return t.offset() + channel / LANES * t.blockStride() + row * LANES + channel % LANES;
    }

    @Override
    public void activate(
            Tile z,
            Affine affine,
            int channel,
            ActivationFunction activation,
            Tile out,
            int pitch,
            int height,
            int width) {
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < width * LANES; i++) {
                int c = channel + i % LANES;
                float u = Math.fma(z.data()[z.offset() + y * width * LANES + i], affine.scale()[c], affine.shift()[c]);
                out.data()[out.offset() + y * pitch * LANES + i] = (float) activation.value(u);
            }
        }
    }

    @Override
    public void requantise(
            Tile z, Affine affine, int channel, float[] bounds, Tile out, int pitch, int height, int width) {
        // bounds has the lower one in all lanes, then the upper one
        float lowest = bounds[0];
        float highest = bounds[LANES];
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < width * LANES; i++) {
                int c = channel + i % LANES;
                // in 8-bit networks the shift, which is the bias, is added before scaling
                float u = (z.data()[z.offset() + y * width * LANES + i] + affine.shift()[c]) * affine.scale()[c];
                // the sum with 0 is never -0
                out.data()[out.offset() + y * pitch * LANES + i] =
                        (float) Math.rint(Math.max(lowest, Math.min(highest, u))) + 0f;
            }
        }
    }

    @Override
    public void activationGradient(
            Tile d, Tile z, Affine affine, int channel, ActivationFunction activation, Tile out, int rows) {
        for (int i = 0; i < rows * LANES; i++) {
            out.data()[out.offset() + i] = activationGradient(d, z, affine, channel, activation, i);
        }
    }

    private static float activationGradient(
            Tile d, Tile z, Affine affine, int channel, ActivationFunction activation, int i) {
        int c = channel + i % LANES;
        float u = Math.fma(z.data()[z.offset() + i], affine.scale()[c], affine.shift()[c]);
        return (float) (d.data()[d.offset() + i] * activation.derivative(u));
    }

    @Override
    public void gradientBeforeNorm(
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
        for (int i = 0; i < height * width * LANES; i++) {
            int c = channel + i % LANES;
            float g = activationGradient(d, z, affine, channel, activation, i);
            int row = i / LANES / width * pitch + i / LANES % width;
            out.data()[out.offset() + row * LANES + i % LANES] = Math.fma(
                    g,
                    coefficients.a()[c],
                    Math.fma(
                            z.data()[z.offset() + i],
                            coefficients.b()[c],
                            coefficients.c()[c]));
        }
    }

    @Override
    public void gradientSums(
            Tile d, Tile z, Affine affine, int channel, ActivationFunction activation, int rows, double[] sums) {
        for (int i = 0; i < rows * LANES; i++) {
            float g = activationGradient(d, z, affine, channel, activation, i);
            sums[2 * channel + i % LANES] += g;
            sums[2 * channel + LANES + i % LANES] += (double) g * z.data()[z.offset() + i];
        }
    }

    @Override
    public void moments(Tile z, int channel, int rows, double[] sums) {
        for (int i = 0; i < rows * LANES; i++) {
            double v = z.data()[z.offset() + i];
            sums[2 * channel + i % LANES] += v;
            sums[2 * channel + LANES + i % LANES] += v * v;
        }
    }

    @Override
    public void depthwise(Tile in, int pitch, Window window, Tile weights, Tile out) {
        int k = window.kernel();
        for (int y = 0; y < window.height(); y++) {
            for (int i = 0; i < window.width() * LANES; i++) {
                float sum = 0;
                for (int tap = 0; tap < k * k; tap++) {
                    float x = in.data()[input(in, pitch, window, tap, y, i)];
                    sum = Math.fma(x, weights.data()[weights.offset() + tap * LANES + i % LANES], sum);
                }
                out.data()[out.offset() + y * window.width() * LANES + i] = sum;
            }
        }
    }

    /** The index of the input that a tap of output line {@code y} reads; {@code i} counts the floats of the line. */
    private static int input(Tile in, int pitch, Window w, int tap, int y, int i) {
        int row = (y * w.stride() + tap / w.kernel()) * pitch + i / LANES * w.stride() + tap % w.kernel();
        return in.offset() + row * LANES + i % LANES;
    }

    @Override
    public void depthwiseOuter(Tile in, int pitch, Window window, Tile g, int gPitch, Tile sum) {
        int k = window.kernel();
        for (int tap = 0; tap < k * k; tap++) {
            float[] total = new float[LANES];
            for (int y = 0; y < window.height(); y++) {
                for (int i = 0; i < window.width() * LANES; i++) {
                    total[i % LANES] = Math.fma(
                            in.data()[input(in, pitch, window, tap, y, i)],
                            g.data()[g.offset() + y * gPitch * LANES + i],
                            total[i % LANES]);
                }
            }
            for (int lane = 0; lane < LANES; lane++) {
                sum.data()[sum.offset() + tap * LANES + lane] += total[lane];
            }
        }
    }

    @Override
    public void transform(
            WinogradTransform transform,
            Tile in,
            TileStrides inStrides,
            Tile out,
            TileStrides outStrides,
            int height,
            int width) {
        for (int winogradTile = 0; winogradTile < height * width; winogradTile++) {
            int first = in.offset()
                    + (winogradTile / width * inStrides.tileRow() + winogradTile % width * inStrides.tile()) * LANES;
            int target = out.offset()
                    + (winogradTile / width * outStrides.tileRow() + winogradTile % width * outStrides.tile()) * LANES;
            for (int lane = 0; lane < LANES; lane++) {
                transform(transform, in.data(), first + lane, inStrides, out.data(), target + lane, outStrides);
            }
        }
    }

    private static void transform(
            WinogradTransform transform,
            float[] in,
            int first,
            TileStrides inStrides,
            float[] out,
            int target,
            TileStrides outStrides) {
        int inSide = transform.inputSide();
        int outSide = transform.outputSide();
        for (int i = 0; i < outSide * outSide; i++) {
            float sum = 0;
            for (int k = 0; k < inSide * inSide; k++) {
                int factor = transform.factor(i / outSide, k / inSide) * transform.factor(i % outSide, k % inSide);
                sum += factor * in[first + offset(inStrides, k, inSide)];
            }
            int at = target + offset(outStrides, i, outSide);
            out[at] = transform.accumulates() ? out[at] + sum : sum;
        }
    }

    /** The offset of a value of a Winograd tile with a side of {@code side} values. */
    private static int offset(TileStrides strides, int value, int side) {
        return (value / side * strides.row() + value % side * strides.column()) * LANES;
    }

    @Override
    public void add(Tile a, Tile b, int rows) {
        for (int i = 0; i < rows * LANES; i++) {
            a.data()[a.offset() + i] += b.data()[b.offset() + i];
        }
    }

    @Override
    public void scale(Tile x, Tile perChannel, Tile out, int rows) {
        for (int i = 0; i < rows * LANES; i++) {
            out.data()[out.offset() + i] =
                    x.data()[x.offset() + i] * perChannel.data()[perChannel.offset() + i % LANES];
        }
    }

    @Override
    public void dot(Tile x, Tile y, Tile perChannel, int rows) {
        for (int i = 0; i < rows * LANES; i++) {
            int lane = perChannel.offset() + i % LANES;
            perChannel.data()[lane] = Math.fma(
                    x.data()[x.offset() + i],
                    y.data()[y.offset() + i],
                    perChannel.data()[lane]);
        }
    }

    @Override
    public void sum(Tile x, Tile perChannel, int rows) {
        java.util.Arrays.fill(perChannel.data(), perChannel.offset(), perChannel.offset() + LANES, 0);
        for (int i = 0; i < rows * LANES; i++) {
            perChannel.data()[perChannel.offset() + i % LANES] += x.data()[x.offset() + i];
        }
    }
}

package dev.sartor.executor.kernel;

/**
 * The inner loops of the executor. All work on blocks of 16 channels. A row is one pixel, and the pitch of a plane is the number
 * of rows from one line of pixels to the next, as {@link Tile} says. Arrays with a value per channel are padded to whole blocks
 * and read from {@code channel} on, a multiple of 16. Thread-safe: no method keeps state.
 */
public interface Kernels {

    /** The scalar reference implementation, which all others must agree with. */
    static Kernels scalar() {
        return new ScalarKernels();
    }

    /** The name for reports: {@code vector-512}, {@code scalar}. */
    String name();

    /**
     * The matrix product out = a x panel: for each row and each of the panel's columns the sum over {@code depth} channels of
     * {@code a}. Writes whole blocks.
     */
    default void multiply(Tile a, int depth, Panel panel, Tile out, int rows) {
        int[] blockOffsets = new int[Tile.blocks(depth)];
        java.util.Arrays.setAll(blockOffsets, b -> b * a.blockStride());
        multiply(a, blockOffsets, depth, panel, out, rows);
    }

    /** out = a x panel, where each block of 16 channels of {@code a} has its own offset, in floats, as a convolution needs it. */
    void multiply(Tile a, int[] blockOffsets, int depth, Panel panel, Tile out, int rows);

    /**
     * sum[j][c] += sum over rows of a[row][j] * g[row][c], for j below {@code depth} rounded up to 8 and {@code blocks} (1 or 2)
     * blocks of g; {@code sum} is row-major from index {@code at} on, with {@code pitch} floats from one j to the next.
     */
    void outer(Tile a, int depth, Tile g, int blocks, int rows, float[] sum, int at, int pitch);

    /** out = activation(z * scale + shift) for a plane of height x width rows; out's lines lie {@code pitch} rows apart. */
    void activate(
            Tile z,
            Affine affine,
            int channel,
            ActivationFunction activation,
            Tile out,
            int pitch,
            int height,
            int width);

    /** {@link #activate} for consecutive rows: a plane of one line. */
    default void activateRows(Tile z, Affine affine, int channel, ActivationFunction activation, Tile out, int rows) {
        activate(z, affine, channel, activation, out, rows, 1, rows);
    }

    /**
     * The quantised form of sums of products: out = round((z + shift) * scale), clamped to the bounds before it is rounded to the
     * nearest even integer, for a plane of height x width rows; out's lines lie {@code pitch} rows apart.
     *
     * @param bounds 16 times the lowest, then 16 times the highest value; absolute values below 2^22
     */
    void requantise(Tile z, Affine affine, int channel, float[] bounds, Tile out, int pitch, int height, int width);

    /** out = d * activation'(z * scale + shift), the gradient before the activation function from d, the one after it. */
    void activationGradient(
            Tile d, Tile z, Affine affine, int channel, ActivationFunction activation, Tile out, int rows);

    /**
     * The gradient of the values z before batch norm, whose output activation(z * scale + shift) has the gradient d: out = a * g + b * z +
     * c. Here g = d where the activation function, a clamp such as ReLU, has slope 1 at z * scale + shift, and else 0; for a
     * plane of height x width rows; out's lines lie {@code pitch} rows apart.
     */
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
            int width);

    /**
     * Adds the sum of g over the rows to the 16 values from sums[2 * channel] on, and that of g * z to the next 16; g is that of
     * {@link #gradientBeforeNorm}.
     */
    void gradientSums(
            Tile d, Tile z, Affine affine, int channel, ActivationFunction activation, int rows, double[] sums);

    /** Adds the sum of z over the rows to the 16 values from sums[2 * channel] on, and that of z * z to the next 16. */
    void moments(Tile z, int channel, int rows, double[] sums);

    /**
     * Depthwise convolution of one plane: out[y][x] = sum over the taps (ky, kx) of the kernel of
     * in[y * stride + ky][x * stride + kx] * weights[ky * kernel + kx]. {@code in} includes its zero padding, and its lines lie
     * {@code pitch} rows apart; the weights of a tap are a row of 16 channels.
     */
    void depthwise(Tile in, int pitch, Window window, Tile weights, Tile out);

    /**
     * The gradient of the weights of {@link #depthwise}: sum[ky * kernel + kx] += sum over the output plane of in[y * stride
     * + ky][x * stride + kx] * g[y][x]; g's lines lie {@code gPitch} rows apart.
     */
    void depthwiseOuter(Tile in, int pitch, Window window, Tile g, int gPitch, Tile sum);

    /**
     * Transforms height x width Winograd tiles (4x4 or 2x2 pixels) of one block; the strides are those of the Winograd tiles in
     * {@code in} and {@code out}.
     */
    void transform(
            WinogradTransform transform,
            Tile in,
            TileStrides inStrides,
            Tile out,
            TileStrides outStrides,
            int height,
            int width);

    /** a += b. */
    void add(Tile a, Tile b, int rows);

    /** out = x * perChannel for every row of x; {@code perChannel} is a single row. */
    void scale(Tile x, Tile perChannel, Tile out, int rows);

    /** perChannel += sum over rows of x * y. */
    void dot(Tile x, Tile y, Tile perChannel, int rows);

    /** perChannel = sum over rows of x. */
    void sum(Tile x, Tile perChannel, int rows);
}

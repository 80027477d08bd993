package dev.sartor.executor.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.executor.kernel.Affine;
import dev.sartor.executor.kernel.AffineGradient;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Panel;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.TileStrides;
import dev.sartor.executor.kernel.Window;
import dev.sartor.executor.kernel.WinogradTransform;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vector kernels of each vector width against the scalar kernels, on sizes that are no multiple of a block. */
@ParameterizedClass(name = "{0} bits")
@ValueSource(ints = {512, 256, 128})
class VectorKernelsTest {
    private static final float TOLERANCE = 2e-5f;
    private final Kernels vector;
    private final Kernels scalar = Kernels.scalar();
    private final RandomGenerator random = new SplittableRandom(7);

    VectorKernelsTest(int bits) {
        vector = new VectorKernels(bits);
    }

    @Test
    void theVectorApiIsUsedWhereItIsPresent() {
        assertEquals("vector-", KernelChoice.best().name().substring(0, 7));
    }

    private float[] values(int n) {
        float[] v = new float[n];
        for (int i = 0; i < n; i++) {
            v[i] = (float) random.nextGaussian();
        }
        return v;
    }

    /** Random values of blocks of 16 channels and rows of one pixel each, at an offset that is no multiple of a vector. */
    private Tile tile(int blocks, int rows) {
        int step = (rows + 1) * Tile.LANES;
        return new Tile(values(5 + blocks * step), 5, step);
    }

    private static Tile copy(Tile t) {
        return new Tile(t.data().clone(), t.offset(), t.blockStride());
    }

    private static void assertClose(Tile expected, Tile actual) {
        assertArrayEquals(expected.data(), actual.data(), TOLERANCE);
    }

    private Affine affine(int channels) {
        return new Affine(values(channels), values(channels));
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "7,16,1", "8,16,2", "9,24,2", "31,5,2", "64,144,2", "3,37,2", "17,33,1", "2,9,2", "5,48,1"})
    void matrixProductsEqualTheScalarOnes(int rows, int depth, int blocks) {
        Tile a = tile(Tile.blocks(depth), rows);
        var panel = new Panel(values(3 + depth * blocks * 16), 3, blocks);
        Tile out = tile(blocks, rows);
        Tile expected = copy(out);
        scalar.multiply(a, depth, panel, expected, rows);
        vector.multiply(a, depth, panel, out, rows);
        assertClose(expected, out);
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "7,16,1", "8,16,2", "9,24,2", "31,5,2", "200,40,2", "5,15,1"})
    void outerProductsEqualTheScalarOnes(int rows, int depth, int blocks) {
        Tile a = tile(Tile.blocks(depth), rows);
        Tile g = tile(blocks, rows);
        int pitch = 64;
        float[] sum = values(4 + Tile.padded(depth) * pitch);
        float[] expected = sum.clone();
        scalar.outer(a, depth, g, blocks, rows, expected, 4, pitch);
        vector.outer(a, depth, g, blocks, rows, sum, 4, pitch);
        assertArrayEquals(expected, sum, 1e-4f);
    }

    @ParameterizedTest
    @EnumSource
    void activationFunctionsAndDerivativesEqualTheScalarOnes(ActivationFunction function) {
        Tile z = tile(1, 45);
        Tile d = tile(1, 45);
        for (int i = 0; i < z.data().length; i++) {
            z.data()[i] *= 4;
        }
        Affine affine = affine(32);
        Tile out = tile(1, 80);
        Tile expected = copy(out);
        // channels from 16 on; 5 lines of 9 pixels, which are 12 pixels apart in the output
        scalar.activate(z, affine, 16, function, expected, 12, 5, 9);
        vector.activate(z, affine, 16, function, out, 12, 5, 9);
        assertClose(expected, out);
        scalar.activationGradient(d, z, affine, 16, function, expected, 45);
        vector.activationGradient(d, z, affine, 16, function, out, 45);
        assertClose(expected, out);
    }

    @Test
    void requantisedValuesEqualTheScalarOnes() {
        Tile z = tile(1, 45);
        for (int i = 0; i < z.data().length; i++) {
            z.data()[i] = Math.round(z.data()[i] * 500);
        }
        var affine = new Affine(values(32), values(32));
        Arrays.fill(affine.scale(), 20, 24, 0.5f);
        for (int i = 0; i < 32; i++) {
            affine.shift()[i] = i % 5 - 2;
        }
        float[] bounds = new float[32];
        Arrays.fill(bounds, 0, 16, -100);
        Arrays.fill(bounds, 16, 32, 155);
        Tile out = tile(1, 80);
        Tile expected = copy(out);
        // channels from 16 on; 5 lines of 9 pixels, which are 12 pixels apart in the output
        scalar.requantise(z, affine, 16, bounds, expected, 12, 5, 9);
        vector.requantise(z, affine, 16, bounds, out, 12, 5, 9);
        assertArrayEquals(expected.data(), out.data());
    }

    @ParameterizedTest
    @EnumSource(names = {"LINEAR", "RELU", "RELU6"})
    void batchNormGradientsAndSumsEqualTheScalarOnes(ActivationFunction function) {
        for (int rows : new int[] {1, 2, 127, 128, 131, 300}) {
            Tile z = tile(1, rows);
            Tile d = tile(1, rows);
            Affine affine = affine(32);
            var coefficients = new AffineGradient(values(32), values(32), values(32));
            Tile out = tile(1, rows + 12);
            Tile expected = copy(out);
            int height = rows % 4 == 0 ? 4 : 1;
            int width = rows / height;
            scalar.gradientBeforeNorm(d, z, affine, coefficients, 16, function, expected, width + 3, height, width);
            vector.gradientBeforeNorm(d, z, affine, coefficients, 16, function, out, width + 3, height, width);
            assertClose(expected, out);
            double[] sums = new double[64];
            double[] expectedSums = new double[64];
            scalar.gradientSums(d, z, affine, 16, function, rows, expectedSums);
            vector.gradientSums(d, z, affine, 16, function, rows, sums);
            assertArrayEquals(expectedSums, sums, 1e-4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 127, 128, 129, 500})
    void momentsEqualTheScalarOnes(int rows) {
        Tile z = tile(1, rows);
        double[] sums = new double[64];
        double[] expected = new double[64];
        scalar.moments(z, 16, rows, expected);
        vector.moments(z, 16, rows, sums);
        assertArrayEquals(expected, sums, 1e-4);
    }

    @ParameterizedTest
    @CsvSource({
        "3,1,8,8",
        "3,1,7,7",
        "5,1,14,14",
        "3,2,5,5",
        "7,1,3,9",
        "5,2,4,6",
        "1,1,2,2",
        "9,1,11,13",
        "3,1,1,1",
        "3,2,28,28",
        "3,1,4,1",
        "5,1,2,3",
        "7,1,16,16",
        "7,2,5,21",
        "5,2,9,9",
        "3,2,3,1",
        "11,1,3,4",
        "3,3,4,5",
        "2,2,6,6"
    })
    void depthwiseConvolutionsEqualTheScalarOnes(int kernel, int stride, int height, int width) {
        int pitch = (width - 1) * stride + kernel + 1;
        Tile in = tile(1, ((height - 1) * stride + kernel) * pitch);
        Tile weights = tile(1, kernel * kernel);
        var window = new Window(kernel, stride, height, width);
        Tile out = tile(1, height * width);
        Tile expected = copy(out);
        scalar.depthwise(in, pitch, window, weights, expected);
        vector.depthwise(in, pitch, window, weights, out);
        assertClose(expected, out);
        Tile g = tile(1, height * (width + 2));
        Tile expectedSum = copy(weights);
        scalar.depthwiseOuter(in, pitch, window, g, width + 2, expectedSum);
        vector.depthwiseOuter(in, pitch, window, g, width + 2, weights);
        assertArrayEquals(expectedSum.data(), weights.data(), 2e-3f);
    }

    @ParameterizedTest
    @EnumSource
    void winogradTransformsEqualTheScalarOnes(WinogradTransform form) {
        Tile in = tile(2, 120);
        Tile out = tile(2, 120);
        Tile expected = copy(out);
        // values at one position in their tiles lie side by side
        // TileStrides: to the next line of tiles, next tile, next line, next column
        var points = new TileStrides(5, 1, 28, 7);
        // tiles two pixels apart in an image with lines of 12 pixels
        var plane = new TileStrides(24, 2, 12, 1);
        boolean fromPlane = form == WinogradTransform.INPUT || form == WinogradTransform.OUTPUT_GRADIENT;
        // 3 lines of 5 tiles
        scalar.transform(form, in, fromPlane ? plane : points, expected, fromPlane ? points : plane, 3, 5);
        vector.transform(form, in, fromPlane ? plane : points, out, fromPlane ? points : plane, 3, 5);
        assertClose(expected, out);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 64})
    void elementwiseKernelsEqualTheScalarOnes(int rows) {
        Tile x = tile(1, rows);
        Tile y = tile(1, rows);
        Tile expected = copy(x);
        scalar.add(expected, y, rows);
        vector.add(x, y, rows);
        assertClose(expected, x);
        Tile perChannel = tile(1, 1);
        scalar.scale(x, perChannel, expected, rows);
        vector.scale(x, perChannel, x, rows);
        assertClose(expected, x);
        Tile expectedPerChannel = copy(perChannel);
        scalar.dot(x, y, expectedPerChannel, rows);
        vector.dot(x, y, perChannel, rows);
        assertClose(expectedPerChannel, perChannel);
        scalar.sum(x, expectedPerChannel, rows);
        vector.sum(x, perChannel, rows);
        assertClose(expectedPerChannel, perChannel);
    }
}

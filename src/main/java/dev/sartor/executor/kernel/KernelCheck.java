package dev.sartor.executor.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Detects kernels that the JIT compiler compiled badly. In a few JVM starts a kernel stays interpreted or allocates a vector
 * at every step, and training is ten times slower. All timed kernels do similar work per value (fused multiply-adds in
 * registers), so a kernel that is far slower than the fastest was compiled badly.
 */
public final class KernelCheck {
    /** The largest allowed ratio to the fastest kernel; the slowest well-compiled one takes four times as long. */
    private static final double MAX_SLOWDOWN = 8;

    /** Calls of each kernel, of which the fastest counts. */
    private static final int REPEATS = 300;
    /** Time in which a kernel that was not used before is compiled. */
    private static final long COMPILE_TIMEOUT_NANOS = 2_000_000_000;

    // sizes of the timed calls: rows (pixels) and input channels of matrix products, side of an image, pixels of a
    // plane
    private static final int ROWS = 32;
    private static final int DEPTH = 64;
    private static final int SIDE = 16;
    private static final int PLANE_ROWS = 512;
    /** The time to load (and store) a value, as a number of multiplications. */
    private static final int MULTIPLICATIONS_PER_VALUE = 4;

    private final Kernels kernels;
    private final LongSupplier nanoTime;
    private final List<TimedKernel> kernelsToTime = new ArrayList<>();

    /** A kernel's name, the multiplications of a call, and the call. */
    private record TimedKernel(String name, double work, Runnable call) {}

    /** @param nanoTime a clock, such as {@code System::nanoTime} */
    public KernelCheck(Kernels kernels, LongSupplier nanoTime) {
        this.kernels = kernels;
        this.nanoTime = nanoTime;
        for (int blocks = 1; blocks <= Panel.WIDEST; blocks++) {
            addProducts(blocks);
        }
        for (int kernelSize : new int[] {3, 5}) {
            addDepthwise(kernelSize);
        }
        addElementwise();
        for (WinogradTransform transform : WinogradTransform.values()) {
            addTransform(transform);
        }
    }

    private static Tile tile(int blocks, int rows) {
        return new Tile(new float[blocks * rows * Tile.LANES], 0, rows * Tile.LANES);
    }

    private void addProducts(int blocks) {
        Tile a = tile(Tile.blocks(DEPTH), ROWS);
        Tile out = tile(blocks, ROWS);
        int columns = blocks * Tile.LANES;
        var panel = new Panel(new float[DEPTH * columns], 0, blocks);
        float[] sum = new float[DEPTH * columns];
        double work = (double) ROWS * DEPTH * columns;
        kernelsToTime.add(
                new TimedKernel("multiply by " + columns, work, () -> kernels.multiply(a, DEPTH, panel, out, ROWS)));
        kernelsToTime.add(new TimedKernel(
                "outer by " + columns, work, () -> kernels.outer(a, DEPTH, out, blocks, ROWS, sum, 0, columns)));
    }

    private void addDepthwise(int kernel) {
        int pitch = SIDE + kernel - 1;
        Tile in = tile(1, pitch * pitch);
        Tile out = tile(1, SIDE * SIDE);
        Tile taps = tile(1, kernel * kernel);
        var window = new Window(kernel, 1, SIDE, SIDE);
        double work = (double) SIDE * SIDE * kernel * kernel * Tile.LANES;
        kernelsToTime.add(
                new TimedKernel("depthwise " + kernel, work, () -> kernels.depthwise(in, pitch, window, taps, out)));
        kernelsToTime.add(new TimedKernel(
                "depthwise outer " + kernel, work, () -> kernels.depthwiseOuter(in, pitch, window, out, SIDE, taps)));
    }

    private void addElementwise() {
        Tile z = tile(1, PLANE_ROWS);
        Tile d = tile(1, PLANE_ROWS);
        Tile out = tile(1, PLANE_ROWS);
        var affine = new Affine(new float[Tile.LANES], new float[Tile.LANES]);
        var coefficients = new AffineGradient(new float[Tile.LANES], new float[Tile.LANES], new float[Tile.LANES]);
        double[] sums = new double[2 * Tile.LANES];
        double work = (double) MULTIPLICATIONS_PER_VALUE * PLANE_ROWS * Tile.LANES;
        kernelsToTime.add(new TimedKernel(
                "activate",
                work,
                () -> kernels.activate(z, affine, 0, ActivationFunction.RELU6, out, SIDE, PLANE_ROWS / SIDE, SIDE)));
        kernelsToTime.add(new TimedKernel(
                "gradient before norm",
                work,
                () -> kernels.gradientBeforeNorm(
                        d, z, affine, coefficients, 0, ActivationFunction.LINEAR, out, SIDE, PLANE_ROWS / SIDE, SIDE)));
        kernelsToTime.add(new TimedKernel(
                "gradient sums",
                work,
                () -> kernels.gradientSums(d, z, affine, 0, ActivationFunction.LINEAR, PLANE_ROWS, sums)));
        kernelsToTime.add(new TimedKernel("moments", work, () -> kernels.moments(z, 0, PLANE_ROWS, sums)));
    }

    private void addTransform(WinogradTransform transform) {
        int side = SIDE / WinogradTransform.OUTPUTS;
        int pitch = SIDE + WinogradTransform.INPUTS - WinogradTransform.OUTPUTS;
        Tile plane = tile(1, pitch * pitch);
        // one row more than there are Winograd tiles, as in WinogradConv, so that points do not lie a power of two
        // apart
        int rows = side * side + 1;
        Tile points = tile(WinogradTransform.POINTS, rows);
        var onPlane = new TileStrides(WinogradTransform.OUTPUTS * pitch, WinogradTransform.OUTPUTS, pitch, 1);
        var asPoints = new TileStrides(side, 1, WinogradTransform.INPUTS * rows, rows);
        boolean fromPlane = transform == WinogradTransform.INPUT || transform == WinogradTransform.OUTPUT_GRADIENT;
        double work = (double) MULTIPLICATIONS_PER_VALUE * WinogradTransform.POINTS * side * side * Tile.LANES;
        kernelsToTime.add(new TimedKernel(
                "transform " + transform,
                work,
                fromPlane
                        ? () -> kernels.transform(transform, plane, onPlane, points, asPoints, side, side)
                        : () -> kernels.transform(transform, points, asPoints, plane, onPlane, side, side)));
    }

    /** The names of the kernels that are far slower than expected; takes milliseconds if there are none. */
    public List<String> slowKernels() {
        double[] best = new double[kernelsToTime.size()];
        double fastest = 0;
        for (int i = 0; i < best.length; i++) {
            best[i] = rate(kernelsToTime.get(i));
            fastest = Math.max(fastest, best[i]);
        }
        List<String> slow = new ArrayList<>();
        for (int i = 0; i < best.length; i++) {
            if (!reaches(fastest / MAX_SLOWDOWN, best[i], kernelsToTime.get(i))) {
                slow.add(kernelsToTime.get(i).name());
            }
        }
        return slow;
    }

    /** Whether a kernel reaches a rate within the time that its compilation may take. */
    private boolean reaches(double minimumRate, double firstRate, TimedKernel kernel) {
        long end = nanoTime.getAsLong() + COMPILE_TIMEOUT_NANOS;
        double best = firstRate;
        while (best < minimumRate && nanoTime.getAsLong() < end) {
            best = Math.max(best, rate(kernel));
        }
        return best >= minimumRate;
    }

    /** Multiplications per nanosecond, in the fastest call. */
    private double rate(TimedKernel kernel) {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < REPEATS; i++) {
            long start = nanoTime.getAsLong();
            kernel.call().run();
            shortest = Math.min(shortest, nanoTime.getAsLong() - start);
        }
        return kernel.work() / Math.max(1, shortest);
    }
}

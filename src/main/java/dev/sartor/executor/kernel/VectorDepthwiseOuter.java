package dev.sartor.executor.kernel;

import static dev.sartor.executor.kernel.Tile.LANES;
import static dev.sartor.executor.kernel.VectorKernels.SPECIES;
import static dev.sartor.executor.kernel.VectorKernels.STEP;

import jdk.incubator.vector.FloatVector;

/** Weight gradients of a depthwise convolution, one line of taps after another. */
final class VectorDepthwiseOuter {
    private VectorDepthwiseOuter() {
    }

    static void outer(Tile in, int pitch, Window window, Tile g, int gPitch, Tile sum) {
        if (window.stride() == 1 && window.kernel() == 3) {
            for (int lane = 0; lane < LANES; lane += STEP) {
                VectorDepthwiseLines.square3(in.data(), in.at() + lane, pitch, window, g.data(), g.at() + lane, gPitch, sum.data(),
                        sum.at() + lane);
            }
        } else {
            lines(in, pitch, window, g, gPitch, sum);
        }
    }

    private static void lines(Tile in, int pitch, Window window, Tile g, int gPitch, Tile sum) {
        for (int ky = 0; ky < window.kernel(); ky++) {
            for (int lane = 0; lane < LANES; lane += STEP) {
                int from = in.at() + ky * pitch * LANES + lane;
                int to = sum.at() + ky * window.kernel() * LANES + lane;
                int kx = 0;
                if (window.stride() == 1 && window.kernel() == 5) {
                    VectorDepthwiseLines.line5(in.data(), from, pitch, window, g.data(), g.at() + lane, gPitch, sum.data(), to);
                    kx = 5;
                }
                for (; kx + 3 <= window.kernel(); kx += 3) {
                    taps3(in.data(), from + kx * LANES, pitch, window, g.data(), g.at() + lane, gPitch, sum.data(), to + kx * LANES);
                }
                for (; kx < window.kernel(); kx++) {
                    taps1(in.data(), from + kx * LANES, pitch, window, g.data(), g.at() + lane, gPitch, sum.data(), to + kx * LANES);
                }
            }
        }
    }

    /** Three neighbouring taps, even and odd outputs summed apart for the sake of latency. */
    private static void taps3(float[] in, int from, int pitch, Window window, float[] g, int go, int gPitch, float[] sum, int to) {
        int step = window.stride() * LANES;
        int width = window.width();
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = a0;
        FloatVector a2 = a0;
        FloatVector b0 = a0;
        FloatVector b1 = a0;
        FloatVector b2 = a0;
        for (int y = 0; y < window.height(); y++) {
            int i = from + y * pitch * step;
            int q = go + y * gPitch * LANES;
            int x = 0;
            for (; x < width - 1; x += 2, i += 2 * step, q += 2 * LANES) {
                FloatVector v = FloatVector.fromArray(SPECIES, g, q);
                a0 = v.fma(FloatVector.fromArray(SPECIES, in, i), a0);
                a1 = v.fma(FloatVector.fromArray(SPECIES, in, i + LANES), a1);
                a2 = v.fma(FloatVector.fromArray(SPECIES, in, i + 2 * LANES), a2);
                v = FloatVector.fromArray(SPECIES, g, q + LANES);
                b0 = v.fma(FloatVector.fromArray(SPECIES, in, i + step), b0);
                b1 = v.fma(FloatVector.fromArray(SPECIES, in, i + step + LANES), b1);
                b2 = v.fma(FloatVector.fromArray(SPECIES, in, i + step + 2 * LANES), b2);
            }
            if (x < width) {
                FloatVector v = FloatVector.fromArray(SPECIES, g, q);
                a0 = v.fma(FloatVector.fromArray(SPECIES, in, i), a0);
                a1 = v.fma(FloatVector.fromArray(SPECIES, in, i + LANES), a1);
                a2 = v.fma(FloatVector.fromArray(SPECIES, in, i + 2 * LANES), a2);
            }
        }
        a0.add(b0).add(FloatVector.fromArray(SPECIES, sum, to)).intoArray(sum, to);
        a1.add(b1).add(FloatVector.fromArray(SPECIES, sum, to + LANES)).intoArray(sum, to + LANES);
        a2.add(b2).add(FloatVector.fromArray(SPECIES, sum, to + 2 * LANES)).intoArray(sum, to + 2 * LANES);
    }

    private static void taps1(float[] in, int from, int pitch, Window window, float[] g, int go, int gPitch, float[] sum, int to) {
        int step = window.stride() * LANES;
        FloatVector a = FloatVector.zero(SPECIES);
        for (int y = 0; y < window.height(); y++) {
            int i = from + y * pitch * step;
            int q = go + y * gPitch * LANES;
            for (int x = 0; x < window.width(); x++) {
                a = FloatVector.fromArray(SPECIES, g, q + x * LANES).fma(FloatVector.fromArray(SPECIES, in, i + x * step), a);
            }
        }
        a.add(FloatVector.fromArray(SPECIES, sum, to)).intoArray(sum, to);
    }
}

package dev.sartor.executor.kernel;

import static dev.sartor.executor.kernel.Tile.LANES;
import static dev.sartor.executor.kernel.VectorKernels.SPECIES;
import static dev.sartor.executor.kernel.VectorKernels.STEP;

import jdk.incubator.vector.FloatVector;

/** Depthwise convolution of a plane, 8 or 7 outputs of a line at a time (the sizes of networks are multiples of those). */
final class VectorDepthwise {
    private VectorDepthwise() {
    }

    static void depthwise(Tile in, int pitch, Window window, Tile weights, Tile out) {
        int width = window.width();
        boolean wide = width >= 7;
        if (wide && window.stride() == 1 && window.kernel() == 3) {
            VectorDepthwise3.depthwise(in, pitch, window, weights, out);
            return;
        }
        if (wide && window.stride() == 1 && window.kernel() == 5) {
            VectorDepthwise5.depthwise(in, pitch, window, weights, out);
            return;
        }
        for (int lane = 0; lane < LANES; lane += STEP) {
            if (width % 7 == 0) {
                by7(in.data(), in.at() + lane, pitch, window, weights.data(), weights.at() + lane, out.data(), out.at() + lane);
            } else if (width >= 8) {
                by8(in.data(), in.at() + lane, pitch, window, weights.data(), weights.at() + lane, out.data(), out.at() + lane);
            } else if (width >= 4) {
                by4(in.data(), in.at() + lane, pitch, window, weights.data(), weights.at() + lane, out.data(), out.at() + lane);
            } else {
                by1(in.data(), in.at() + lane, pitch, window, weights.data(), weights.at() + lane, out.data(), out.at() + lane);
            }
        }
    }

    private static void by8(float[] in, int at, int pitch, Window window, float[] weights, int wo, float[] out, int oo) {
        int k = window.kernel();
        int width = window.width();
        int step = window.stride() * LANES;
        for (int y = 0; y < window.height(); y++) {
            for (int from = 0; from < width; from += 8) {
                // the last outputs overlap the ones before rather than be a special case
                int x = Math.min(from, width - 8);
                int i = at + y * window.stride() * pitch * LANES + x * step;
                int q = oo + (y * width + x) * LANES;
                FloatVector c0 = FloatVector.zero(SPECIES);
                FloatVector c1 = FloatVector.zero(SPECIES);
                FloatVector c2 = FloatVector.zero(SPECIES);
                FloatVector c3 = FloatVector.zero(SPECIES);
                FloatVector c4 = FloatVector.zero(SPECIES);
                FloatVector c5 = FloatVector.zero(SPECIES);
                FloatVector c6 = FloatVector.zero(SPECIES);
                FloatVector c7 = FloatVector.zero(SPECIES);
                for (int ky = 0, w = wo; ky < k; ky++, i += pitch * LANES) {
                    for (int p = i; p < i + k * LANES; p += LANES, w += LANES) {
                        FloatVector v = FloatVector.fromArray(SPECIES, weights, w);
                        c0 = v.fma(FloatVector.fromArray(SPECIES, in, p), c0);
                        c1 = v.fma(FloatVector.fromArray(SPECIES, in, p + step), c1);
                        c2 = v.fma(FloatVector.fromArray(SPECIES, in, p + 2 * step), c2);
                        c3 = v.fma(FloatVector.fromArray(SPECIES, in, p + 3 * step), c3);
                        c4 = v.fma(FloatVector.fromArray(SPECIES, in, p + 4 * step), c4);
                        c5 = v.fma(FloatVector.fromArray(SPECIES, in, p + 5 * step), c5);
                        c6 = v.fma(FloatVector.fromArray(SPECIES, in, p + 6 * step), c6);
                        c7 = v.fma(FloatVector.fromArray(SPECIES, in, p + 7 * step), c7);
                    }
                }
                c0.intoArray(out, q);
                c1.intoArray(out, q + LANES);
                c2.intoArray(out, q + 2 * LANES);
                c3.intoArray(out, q + 3 * LANES);
                c4.intoArray(out, q + 4 * LANES);
                c5.intoArray(out, q + 5 * LANES);
                c6.intoArray(out, q + 6 * LANES);
                c7.intoArray(out, q + 7 * LANES);
            }
        }
    }

    private static void by7(float[] in, int at, int pitch, Window window, float[] weights, int wo, float[] out, int oo) {
        int k = window.kernel();
        int width = window.width();
        int step = window.stride() * LANES;
        for (int y = 0; y < window.height(); y++) {
            for (int x = 0; x < width; x += 7) {
                int i = at + y * window.stride() * pitch * LANES + x * step;
                int q = oo + (y * width + x) * LANES;
                FloatVector c0 = FloatVector.zero(SPECIES);
                FloatVector c1 = FloatVector.zero(SPECIES);
                FloatVector c2 = FloatVector.zero(SPECIES);
                FloatVector c3 = FloatVector.zero(SPECIES);
                FloatVector c4 = FloatVector.zero(SPECIES);
                FloatVector c5 = FloatVector.zero(SPECIES);
                FloatVector c6 = FloatVector.zero(SPECIES);
                for (int ky = 0, w = wo; ky < k; ky++, i += pitch * LANES) {
                    for (int p = i; p < i + k * LANES; p += LANES, w += LANES) {
                        FloatVector v = FloatVector.fromArray(SPECIES, weights, w);
                        c0 = v.fma(FloatVector.fromArray(SPECIES, in, p), c0);
                        c1 = v.fma(FloatVector.fromArray(SPECIES, in, p + step), c1);
                        c2 = v.fma(FloatVector.fromArray(SPECIES, in, p + 2 * step), c2);
                        c3 = v.fma(FloatVector.fromArray(SPECIES, in, p + 3 * step), c3);
                        c4 = v.fma(FloatVector.fromArray(SPECIES, in, p + 4 * step), c4);
                        c5 = v.fma(FloatVector.fromArray(SPECIES, in, p + 5 * step), c5);
                        c6 = v.fma(FloatVector.fromArray(SPECIES, in, p + 6 * step), c6);
                    }
                }
                c0.intoArray(out, q);
                c1.intoArray(out, q + LANES);
                c2.intoArray(out, q + 2 * LANES);
                c3.intoArray(out, q + 3 * LANES);
                c4.intoArray(out, q + 4 * LANES);
                c5.intoArray(out, q + 5 * LANES);
                c6.intoArray(out, q + 6 * LANES);
            }
        }
    }

    private static void by4(float[] in, int at, int pitch, Window window, float[] weights, int wo, float[] out, int oo) {
        int k = window.kernel();
        int width = window.width();
        int step = window.stride() * LANES;
        for (int y = 0; y < window.height(); y++) {
            for (int from = 0; from < width; from += 4) {
                // the last outputs overlap the ones before rather than be a special case
                int x = Math.min(from, width - 4);
                int i = at + y * window.stride() * pitch * LANES + x * step;
                int q = oo + (y * width + x) * LANES;
                FloatVector c0 = FloatVector.zero(SPECIES);
                FloatVector c1 = FloatVector.zero(SPECIES);
                FloatVector c2 = FloatVector.zero(SPECIES);
                FloatVector c3 = FloatVector.zero(SPECIES);
                for (int ky = 0, w = wo; ky < k; ky++, i += pitch * LANES) {
                    for (int p = i; p < i + k * LANES; p += LANES, w += LANES) {
                        FloatVector v = FloatVector.fromArray(SPECIES, weights, w);
                        c0 = v.fma(FloatVector.fromArray(SPECIES, in, p), c0);
                        c1 = v.fma(FloatVector.fromArray(SPECIES, in, p + step), c1);
                        c2 = v.fma(FloatVector.fromArray(SPECIES, in, p + 2 * step), c2);
                        c3 = v.fma(FloatVector.fromArray(SPECIES, in, p + 3 * step), c3);
                    }
                }
                c0.intoArray(out, q);
                c1.intoArray(out, q + LANES);
                c2.intoArray(out, q + 2 * LANES);
                c3.intoArray(out, q + 3 * LANES);
            }
        }
    }

    private static void by1(float[] in, int at, int pitch, Window window, float[] weights, int wo, float[] out, int oo) {
        int k = window.kernel();
        int width = window.width();
        int step = window.stride() * LANES;
        for (int y = 0; y < window.height(); y++) {
            for (int x = 0; x < width; x++) {
                int i = at + y * window.stride() * pitch * LANES + x * step;
                int q = oo + (y * width + x) * LANES;
                FloatVector c0 = FloatVector.zero(SPECIES);
                for (int ky = 0, w = wo; ky < k; ky++, i += pitch * LANES) {
                    for (int p = i; p < i + k * LANES; p += LANES, w += LANES) {
                        FloatVector v = FloatVector.fromArray(SPECIES, weights, w);
                        c0 = v.fma(FloatVector.fromArray(SPECIES, in, p), c0);
                    }
                }
                c0.intoArray(out, q);
            }
        }
    }
}

package dev.sartor.executor.kernel;

import static dev.sartor.executor.kernel.Tile.LANES;
import static dev.sartor.executor.kernel.VectorKernels.SPECIES;
import static dev.sartor.executor.kernel.VectorKernels.STEP;

import jdk.incubator.vector.FloatVector;

/** The 5x5 depthwise convolution of stride 1: each input is loaded once per line of taps and used by all that need it. */
final class VectorDepthwise5 {
    private VectorDepthwise5() {
    }

    /** For planes at least 7 wide. */
    static void depthwise(Tile in, int pitch, Window window, Tile weights, Tile out) {
        for (int lane = 0; lane < LANES; lane += STEP) {
            if (window.width() % 7 == 0) {
                by7(in.data(), in.at() + lane, pitch, window, weights.data(), weights.at() + lane, out.data(), out.at() + lane);
            } else {
                by8(in.data(), in.at() + lane, pitch, window, weights.data(), weights.at() + lane, out.data(), out.at() + lane);
            }
        }
    }

    private static void by8(float[] in, int at, int pitch, Window window, float[] weights, int wo, float[] out, int oo) {
        int width = window.width();
        for (int y = 0; y < window.height(); y++) {
            for (int from = 0; from < width; from += 8) {
                // the last outputs overlap the ones before rather than be a special case
                int x = Math.min(from, width - 8);
                int i = at + (y * pitch + x) * LANES;
                int q = oo + (y * width + x) * LANES;
                FloatVector c0 = FloatVector.zero(SPECIES);
                FloatVector c1 = FloatVector.zero(SPECIES);
                FloatVector c2 = FloatVector.zero(SPECIES);
                FloatVector c3 = FloatVector.zero(SPECIES);
                FloatVector c4 = FloatVector.zero(SPECIES);
                FloatVector c5 = FloatVector.zero(SPECIES);
                FloatVector c6 = FloatVector.zero(SPECIES);
                FloatVector c7 = FloatVector.zero(SPECIES);
                for (int w = wo; w < wo + 25 * LANES; w += 5 * LANES, i += pitch * LANES) {
                    FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w);
                    FloatVector w1 = FloatVector.fromArray(SPECIES, weights, w + LANES);
                    FloatVector w2 = FloatVector.fromArray(SPECIES, weights, w + 2 * LANES);
                    FloatVector w3 = FloatVector.fromArray(SPECIES, weights, w + 3 * LANES);
                    FloatVector w4 = FloatVector.fromArray(SPECIES, weights, w + 4 * LANES);
                    FloatVector v = FloatVector.fromArray(SPECIES, in, i);
                    c0 = v.fma(w0, c0);
                    v = FloatVector.fromArray(SPECIES, in, i + LANES);
                    c0 = v.fma(w1, c0);
                    c1 = v.fma(w0, c1);
                    v = FloatVector.fromArray(SPECIES, in, i + 2 * LANES);
                    c0 = v.fma(w2, c0);
                    c1 = v.fma(w1, c1);
                    c2 = v.fma(w0, c2);
                    v = FloatVector.fromArray(SPECIES, in, i + 3 * LANES);
                    c0 = v.fma(w3, c0);
                    c1 = v.fma(w2, c1);
                    c2 = v.fma(w1, c2);
                    c3 = v.fma(w0, c3);
                    v = FloatVector.fromArray(SPECIES, in, i + 4 * LANES);
                    c0 = v.fma(w4, c0);
                    c1 = v.fma(w3, c1);
                    c2 = v.fma(w2, c2);
                    c3 = v.fma(w1, c3);
                    c4 = v.fma(w0, c4);
                    v = FloatVector.fromArray(SPECIES, in, i + 5 * LANES);
                    c1 = v.fma(w4, c1);
                    c2 = v.fma(w3, c2);
                    c3 = v.fma(w2, c3);
                    c4 = v.fma(w1, c4);
                    c5 = v.fma(w0, c5);
                    v = FloatVector.fromArray(SPECIES, in, i + 6 * LANES);
                    c2 = v.fma(w4, c2);
                    c3 = v.fma(w3, c3);
                    c4 = v.fma(w2, c4);
                    c5 = v.fma(w1, c5);
                    c6 = v.fma(w0, c6);
                    v = FloatVector.fromArray(SPECIES, in, i + 7 * LANES);
                    c3 = v.fma(w4, c3);
                    c4 = v.fma(w3, c4);
                    c5 = v.fma(w2, c5);
                    c6 = v.fma(w1, c6);
                    c7 = v.fma(w0, c7);
                    v = FloatVector.fromArray(SPECIES, in, i + 8 * LANES);
                    c4 = v.fma(w4, c4);
                    c5 = v.fma(w3, c5);
                    c6 = v.fma(w2, c6);
                    c7 = v.fma(w1, c7);
                    v = FloatVector.fromArray(SPECIES, in, i + 9 * LANES);
                    c5 = v.fma(w4, c5);
                    c6 = v.fma(w3, c6);
                    c7 = v.fma(w2, c7);
                    v = FloatVector.fromArray(SPECIES, in, i + 10 * LANES);
                    c6 = v.fma(w4, c6);
                    c7 = v.fma(w3, c7);
                    v = FloatVector.fromArray(SPECIES, in, i + 11 * LANES);
                    c7 = v.fma(w4, c7);
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
        int width = window.width();
        for (int y = 0; y < window.height(); y++) {
            for (int x = 0; x < width; x += 7) {
                int i = at + (y * pitch + x) * LANES;
                int q = oo + (y * width + x) * LANES;
                FloatVector c0 = FloatVector.zero(SPECIES);
                FloatVector c1 = FloatVector.zero(SPECIES);
                FloatVector c2 = FloatVector.zero(SPECIES);
                FloatVector c3 = FloatVector.zero(SPECIES);
                FloatVector c4 = FloatVector.zero(SPECIES);
                FloatVector c5 = FloatVector.zero(SPECIES);
                FloatVector c6 = FloatVector.zero(SPECIES);
                for (int w = wo; w < wo + 25 * LANES; w += 5 * LANES, i += pitch * LANES) {
                    FloatVector w0 = FloatVector.fromArray(SPECIES, weights, w);
                    FloatVector w1 = FloatVector.fromArray(SPECIES, weights, w + LANES);
                    FloatVector w2 = FloatVector.fromArray(SPECIES, weights, w + 2 * LANES);
                    FloatVector w3 = FloatVector.fromArray(SPECIES, weights, w + 3 * LANES);
                    FloatVector w4 = FloatVector.fromArray(SPECIES, weights, w + 4 * LANES);
                    FloatVector v = FloatVector.fromArray(SPECIES, in, i);
                    c0 = v.fma(w0, c0);
                    v = FloatVector.fromArray(SPECIES, in, i + LANES);
                    c0 = v.fma(w1, c0);
                    c1 = v.fma(w0, c1);
                    v = FloatVector.fromArray(SPECIES, in, i + 2 * LANES);
                    c0 = v.fma(w2, c0);
                    c1 = v.fma(w1, c1);
                    c2 = v.fma(w0, c2);
                    v = FloatVector.fromArray(SPECIES, in, i + 3 * LANES);
                    c0 = v.fma(w3, c0);
                    c1 = v.fma(w2, c1);
                    c2 = v.fma(w1, c2);
                    c3 = v.fma(w0, c3);
                    v = FloatVector.fromArray(SPECIES, in, i + 4 * LANES);
                    c0 = v.fma(w4, c0);
                    c1 = v.fma(w3, c1);
                    c2 = v.fma(w2, c2);
                    c3 = v.fma(w1, c3);
                    c4 = v.fma(w0, c4);
                    v = FloatVector.fromArray(SPECIES, in, i + 5 * LANES);
                    c1 = v.fma(w4, c1);
                    c2 = v.fma(w3, c2);
                    c3 = v.fma(w2, c3);
                    c4 = v.fma(w1, c4);
                    c5 = v.fma(w0, c5);
                    v = FloatVector.fromArray(SPECIES, in, i + 6 * LANES);
                    c2 = v.fma(w4, c2);
                    c3 = v.fma(w3, c3);
                    c4 = v.fma(w2, c4);
                    c5 = v.fma(w1, c5);
                    c6 = v.fma(w0, c6);
                    v = FloatVector.fromArray(SPECIES, in, i + 7 * LANES);
                    c3 = v.fma(w4, c3);
                    c4 = v.fma(w3, c4);
                    c5 = v.fma(w2, c5);
                    c6 = v.fma(w1, c6);
                    v = FloatVector.fromArray(SPECIES, in, i + 8 * LANES);
                    c4 = v.fma(w4, c4);
                    c5 = v.fma(w3, c5);
                    c6 = v.fma(w2, c6);
                    v = FloatVector.fromArray(SPECIES, in, i + 9 * LANES);
                    c5 = v.fma(w4, c5);
                    c6 = v.fma(w3, c6);
                    v = FloatVector.fromArray(SPECIES, in, i + 10 * LANES);
                    c6 = v.fma(w4, c6);
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
}

package dev.sartor.executor.kernel;

import static dev.sartor.executor.kernel.Tile.LANES;
import static dev.sartor.executor.kernel.VectorKernels.SPECIES;

import jdk.incubator.vector.FloatVector;

/** Weight gradients of lines of 3 or 5 taps of a depthwise convolution of stride 1, four outputs at a time. */
final class VectorDepthwiseLines {
    private VectorDepthwiseLines() {
    }

    /** All nine taps of a 3x3 kernel at once: enough sums to hide the time an addition takes. */
    static void square3(float[] in, int from, int pitch, Window window, float[] g, int go, int gPitch, float[] sum, int to) {
        int width = window.width();
        int line = pitch * LANES;
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        FloatVector s4 = FloatVector.zero(SPECIES);
        FloatVector s5 = FloatVector.zero(SPECIES);
        FloatVector s6 = FloatVector.zero(SPECIES);
        FloatVector s7 = FloatVector.zero(SPECIES);
        FloatVector s8 = FloatVector.zero(SPECIES);
        for (int y = 0; y < window.height(); y++) {
            int i = from + y * line;
            int q = go + y * gPitch * LANES;
            int x = 0;
            for (; x < width - 3; x += 4, i += 4 * LANES, q += 4 * LANES) {
                FloatVector g0 = FloatVector.fromArray(SPECIES, g, q);
                FloatVector g1 = FloatVector.fromArray(SPECIES, g, q + LANES);
                FloatVector g2 = FloatVector.fromArray(SPECIES, g, q + 2 * LANES);
                FloatVector g3 = FloatVector.fromArray(SPECIES, g, q + 3 * LANES);
                FloatVector v;
                v = FloatVector.fromArray(SPECIES, in, i);
                s0 = v.fma(g0, s0);
                v = FloatVector.fromArray(SPECIES, in, i + LANES);
                s1 = v.fma(g0, s1);
                s0 = v.fma(g1, s0);
                v = FloatVector.fromArray(SPECIES, in, i + 2 * LANES);
                s2 = v.fma(g0, s2);
                s1 = v.fma(g1, s1);
                s0 = v.fma(g2, s0);
                v = FloatVector.fromArray(SPECIES, in, i + 3 * LANES);
                s2 = v.fma(g1, s2);
                s1 = v.fma(g2, s1);
                s0 = v.fma(g3, s0);
                v = FloatVector.fromArray(SPECIES, in, i + 4 * LANES);
                s2 = v.fma(g2, s2);
                s1 = v.fma(g3, s1);
                v = FloatVector.fromArray(SPECIES, in, i + 5 * LANES);
                s2 = v.fma(g3, s2);
                v = FloatVector.fromArray(SPECIES, in, i + line);
                s3 = v.fma(g0, s3);
                v = FloatVector.fromArray(SPECIES, in, i + line + LANES);
                s4 = v.fma(g0, s4);
                s3 = v.fma(g1, s3);
                v = FloatVector.fromArray(SPECIES, in, i + line + 2 * LANES);
                s5 = v.fma(g0, s5);
                s4 = v.fma(g1, s4);
                s3 = v.fma(g2, s3);
                v = FloatVector.fromArray(SPECIES, in, i + line + 3 * LANES);
                s5 = v.fma(g1, s5);
                s4 = v.fma(g2, s4);
                s3 = v.fma(g3, s3);
                v = FloatVector.fromArray(SPECIES, in, i + line + 4 * LANES);
                s5 = v.fma(g2, s5);
                s4 = v.fma(g3, s4);
                v = FloatVector.fromArray(SPECIES, in, i + line + 5 * LANES);
                s5 = v.fma(g3, s5);
                v = FloatVector.fromArray(SPECIES, in, i + 2 * line);
                s6 = v.fma(g0, s6);
                v = FloatVector.fromArray(SPECIES, in, i + 2 * line + LANES);
                s7 = v.fma(g0, s7);
                s6 = v.fma(g1, s6);
                v = FloatVector.fromArray(SPECIES, in, i + 2 * line + 2 * LANES);
                s8 = v.fma(g0, s8);
                s7 = v.fma(g1, s7);
                s6 = v.fma(g2, s6);
                v = FloatVector.fromArray(SPECIES, in, i + 2 * line + 3 * LANES);
                s8 = v.fma(g1, s8);
                s7 = v.fma(g2, s7);
                s6 = v.fma(g3, s6);
                v = FloatVector.fromArray(SPECIES, in, i + 2 * line + 4 * LANES);
                s8 = v.fma(g2, s8);
                s7 = v.fma(g3, s7);
                v = FloatVector.fromArray(SPECIES, in, i + 2 * line + 5 * LANES);
                s8 = v.fma(g3, s8);
            }
            for (; x < width; x++, i += LANES, q += LANES) {
                FloatVector v = FloatVector.fromArray(SPECIES, g, q);
                s0 = v.fma(FloatVector.fromArray(SPECIES, in, i), s0);
                s1 = v.fma(FloatVector.fromArray(SPECIES, in, i + LANES), s1);
                s2 = v.fma(FloatVector.fromArray(SPECIES, in, i + 2 * LANES), s2);
                s3 = v.fma(FloatVector.fromArray(SPECIES, in, i + line), s3);
                s4 = v.fma(FloatVector.fromArray(SPECIES, in, i + line + LANES), s4);
                s5 = v.fma(FloatVector.fromArray(SPECIES, in, i + line + 2 * LANES), s5);
                s6 = v.fma(FloatVector.fromArray(SPECIES, in, i + 2 * line), s6);
                s7 = v.fma(FloatVector.fromArray(SPECIES, in, i + 2 * line + LANES), s7);
                s8 = v.fma(FloatVector.fromArray(SPECIES, in, i + 2 * line + 2 * LANES), s8);
            }
        }
        add(s0, sum, to);
        add(s1, sum, to + LANES);
        add(s2, sum, to + 2 * LANES);
        add(s3, sum, to + 3 * LANES);
        add(s4, sum, to + 4 * LANES);
        add(s5, sum, to + 5 * LANES);
        add(s6, sum, to + 6 * LANES);
        add(s7, sum, to + 7 * LANES);
        add(s8, sum, to + 8 * LANES);
    }

    /** One line of five taps. */
    static void line5(float[] in, int from, int pitch, Window window, float[] g, int go, int gPitch, float[] sum, int to) {
        int width = window.width();
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        FloatVector s4 = FloatVector.zero(SPECIES);
        for (int y = 0; y < window.height(); y++) {
            int i = from + y * pitch * LANES;
            int q = go + y * gPitch * LANES;
            int x = 0;
            for (; x < width - 3; x += 4, i += 4 * LANES, q += 4 * LANES) {
                FloatVector g0 = FloatVector.fromArray(SPECIES, g, q);
                FloatVector g1 = FloatVector.fromArray(SPECIES, g, q + LANES);
                FloatVector g2 = FloatVector.fromArray(SPECIES, g, q + 2 * LANES);
                FloatVector g3 = FloatVector.fromArray(SPECIES, g, q + 3 * LANES);
                FloatVector v;
                v = FloatVector.fromArray(SPECIES, in, i);
                s0 = v.fma(g0, s0);
                v = FloatVector.fromArray(SPECIES, in, i + LANES);
                s1 = v.fma(g0, s1);
                s0 = v.fma(g1, s0);
                v = FloatVector.fromArray(SPECIES, in, i + 2 * LANES);
                s2 = v.fma(g0, s2);
                s1 = v.fma(g1, s1);
                s0 = v.fma(g2, s0);
                v = FloatVector.fromArray(SPECIES, in, i + 3 * LANES);
                s3 = v.fma(g0, s3);
                s2 = v.fma(g1, s2);
                s1 = v.fma(g2, s1);
                s0 = v.fma(g3, s0);
                v = FloatVector.fromArray(SPECIES, in, i + 4 * LANES);
                s4 = v.fma(g0, s4);
                s3 = v.fma(g1, s3);
                s2 = v.fma(g2, s2);
                s1 = v.fma(g3, s1);
                v = FloatVector.fromArray(SPECIES, in, i + 5 * LANES);
                s4 = v.fma(g1, s4);
                s3 = v.fma(g2, s3);
                s2 = v.fma(g3, s2);
                v = FloatVector.fromArray(SPECIES, in, i + 6 * LANES);
                s4 = v.fma(g2, s4);
                s3 = v.fma(g3, s3);
                v = FloatVector.fromArray(SPECIES, in, i + 7 * LANES);
                s4 = v.fma(g3, s4);
            }
            for (; x < width; x++, i += LANES, q += LANES) {
                FloatVector v = FloatVector.fromArray(SPECIES, g, q);
                s0 = v.fma(FloatVector.fromArray(SPECIES, in, i), s0);
                s1 = v.fma(FloatVector.fromArray(SPECIES, in, i + LANES), s1);
                s2 = v.fma(FloatVector.fromArray(SPECIES, in, i + 2 * LANES), s2);
                s3 = v.fma(FloatVector.fromArray(SPECIES, in, i + 3 * LANES), s3);
                s4 = v.fma(FloatVector.fromArray(SPECIES, in, i + 4 * LANES), s4);
            }
        }
        add(s0, sum, to);
        add(s1, sum, to + LANES);
        add(s2, sum, to + 2 * LANES);
        add(s3, sum, to + 3 * LANES);
        add(s4, sum, to + 4 * LANES);
    }

    private static void add(FloatVector v, float[] sum, int at) {
        v.add(FloatVector.fromArray(SPECIES, sum, at)).intoArray(sum, at);
    }
}

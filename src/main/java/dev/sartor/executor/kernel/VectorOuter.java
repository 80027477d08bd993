package dev.sartor.executor.kernel;

import static dev.sartor.executor.kernel.Tile.LANES;
import static dev.sartor.executor.kernel.VectorKernels.SPECIES;
import static dev.sartor.executor.kernel.VectorKernels.STEP;

import jdk.incubator.vector.FloatVector;

/** Sums of outer products (weight gradients) by register blocks of 8 x 1 or 2 vectors, each call summed from zero. */
final class VectorOuter {
    private static final int ROWS = 8;

    private VectorOuter() {
    }

    static void outer(Tile a, int depth, Tile g, int blocks, int rows, float[] sum, int at, int pitch) {
        for (int j = 0; j < depth; j += ROWS) {
            int from = a.at() + j / LANES * a.step() + j % LANES;
            int to = at + j * pitch;
            for (int lane = 0; lane < LANES; lane += STEP) {
                if (blocks == 2) {
                    by2(a.data(), from, g, lane, rows, sum, to + lane, pitch);
                } else {
                    by1(a.data(), from, g, lane, rows, sum, to + lane, pitch);
                }
            }
        }
    }

    private static void by2(float[] a, int from, Tile tile, int lane, int rows, float[] d, int at, int pitch) {
        float[] g = tile.data();
        int gs = tile.step();
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c01 = FloatVector.zero(SPECIES);
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c11 = FloatVector.zero(SPECIES);
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c21 = FloatVector.zero(SPECIES);
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c31 = FloatVector.zero(SPECIES);
        FloatVector c40 = FloatVector.zero(SPECIES);
        FloatVector c41 = FloatVector.zero(SPECIES);
        FloatVector c50 = FloatVector.zero(SPECIES);
        FloatVector c51 = FloatVector.zero(SPECIES);
        FloatVector c60 = FloatVector.zero(SPECIES);
        FloatVector c61 = FloatVector.zero(SPECIES);
        FloatVector c70 = FloatVector.zero(SPECIES);
        FloatVector c71 = FloatVector.zero(SPECIES);
        for (int m = 0, i = from, b = tile.at() + lane; m < rows; m++, i += LANES, b += LANES) {
            FloatVector x;
            FloatVector b0 = FloatVector.fromArray(SPECIES, g, b);
            FloatVector b1 = FloatVector.fromArray(SPECIES, g, b + gs);
            x = FloatVector.broadcast(SPECIES, a[i]);
            c00 = x.fma(b0, c00);
            c01 = x.fma(b1, c01);
            x = FloatVector.broadcast(SPECIES, a[i + 1]);
            c10 = x.fma(b0, c10);
            c11 = x.fma(b1, c11);
            x = FloatVector.broadcast(SPECIES, a[i + 2]);
            c20 = x.fma(b0, c20);
            c21 = x.fma(b1, c21);
            x = FloatVector.broadcast(SPECIES, a[i + 3]);
            c30 = x.fma(b0, c30);
            c31 = x.fma(b1, c31);
            x = FloatVector.broadcast(SPECIES, a[i + 4]);
            c40 = x.fma(b0, c40);
            c41 = x.fma(b1, c41);
            x = FloatVector.broadcast(SPECIES, a[i + 5]);
            c50 = x.fma(b0, c50);
            c51 = x.fma(b1, c51);
            x = FloatVector.broadcast(SPECIES, a[i + 6]);
            c60 = x.fma(b0, c60);
            c61 = x.fma(b1, c61);
            x = FloatVector.broadcast(SPECIES, a[i + 7]);
            c70 = x.fma(b0, c70);
            c71 = x.fma(b1, c71);
        }
        int q = at;
        c00.add(FloatVector.fromArray(SPECIES, d, q)).intoArray(d, q);
        c01.add(FloatVector.fromArray(SPECIES, d, q + LANES)).intoArray(d, q + LANES);
        q += pitch;
        c10.add(FloatVector.fromArray(SPECIES, d, q)).intoArray(d, q);
        c11.add(FloatVector.fromArray(SPECIES, d, q + LANES)).intoArray(d, q + LANES);
        q += pitch;
        c20.add(FloatVector.fromArray(SPECIES, d, q)).intoArray(d, q);
        c21.add(FloatVector.fromArray(SPECIES, d, q + LANES)).intoArray(d, q + LANES);
        q += pitch;
        c30.add(FloatVector.fromArray(SPECIES, d, q)).intoArray(d, q);
        c31.add(FloatVector.fromArray(SPECIES, d, q + LANES)).intoArray(d, q + LANES);
        q += pitch;
        c40.add(FloatVector.fromArray(SPECIES, d, q)).intoArray(d, q);
        c41.add(FloatVector.fromArray(SPECIES, d, q + LANES)).intoArray(d, q + LANES);
        q += pitch;
        c50.add(FloatVector.fromArray(SPECIES, d, q)).intoArray(d, q);
        c51.add(FloatVector.fromArray(SPECIES, d, q + LANES)).intoArray(d, q + LANES);
        q += pitch;
        c60.add(FloatVector.fromArray(SPECIES, d, q)).intoArray(d, q);
        c61.add(FloatVector.fromArray(SPECIES, d, q + LANES)).intoArray(d, q + LANES);
        q += pitch;
        c70.add(FloatVector.fromArray(SPECIES, d, q)).intoArray(d, q);
        c71.add(FloatVector.fromArray(SPECIES, d, q + LANES)).intoArray(d, q + LANES);
    }

    private static void by1(float[] a, int from, Tile tile, int lane, int rows, float[] d, int at, int pitch) {
        float[] g = tile.data();
        FloatVector c00 = FloatVector.zero(SPECIES);
        FloatVector c10 = FloatVector.zero(SPECIES);
        FloatVector c20 = FloatVector.zero(SPECIES);
        FloatVector c30 = FloatVector.zero(SPECIES);
        FloatVector c40 = FloatVector.zero(SPECIES);
        FloatVector c50 = FloatVector.zero(SPECIES);
        FloatVector c60 = FloatVector.zero(SPECIES);
        FloatVector c70 = FloatVector.zero(SPECIES);
        for (int m = 0, i = from, b = tile.at() + lane; m < rows; m++, i += LANES, b += LANES) {
            FloatVector x;
            FloatVector b0 = FloatVector.fromArray(SPECIES, g, b);
            x = FloatVector.broadcast(SPECIES, a[i]);
            c00 = x.fma(b0, c00);
            x = FloatVector.broadcast(SPECIES, a[i + 1]);
            c10 = x.fma(b0, c10);
            x = FloatVector.broadcast(SPECIES, a[i + 2]);
            c20 = x.fma(b0, c20);
            x = FloatVector.broadcast(SPECIES, a[i + 3]);
            c30 = x.fma(b0, c30);
            x = FloatVector.broadcast(SPECIES, a[i + 4]);
            c40 = x.fma(b0, c40);
            x = FloatVector.broadcast(SPECIES, a[i + 5]);
            c50 = x.fma(b0, c50);
            x = FloatVector.broadcast(SPECIES, a[i + 6]);
            c60 = x.fma(b0, c60);
            x = FloatVector.broadcast(SPECIES, a[i + 7]);
            c70 = x.fma(b0, c70);
        }
        int q = at;
        c00.add(FloatVector.fromArray(SPECIES, d, q)).intoArray(d, q);
        q += pitch;
        c10.add(FloatVector.fromArray(SPECIES, d, q)).intoArray(d, q);
        q += pitch;
        c20.add(FloatVector.fromArray(SPECIES, d, q)).intoArray(d, q);
        q += pitch;
        c30.add(FloatVector.fromArray(SPECIES, d, q)).intoArray(d, q);
        q += pitch;
        c40.add(FloatVector.fromArray(SPECIES, d, q)).intoArray(d, q);
        q += pitch;
        c50.add(FloatVector.fromArray(SPECIES, d, q)).intoArray(d, q);
        q += pitch;
        c60.add(FloatVector.fromArray(SPECIES, d, q)).intoArray(d, q);
        q += pitch;
        c70.add(FloatVector.fromArray(SPECIES, d, q)).intoArray(d, q);
    }
}

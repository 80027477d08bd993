package dev.sartor.executor.kernel;

import static dev.sartor.executor.kernel.Tile.LANES;
import static dev.sartor.executor.kernel.VectorKernels.SPECIES;
import static dev.sartor.executor.kernel.VectorKernels.STEP;

import jdk.incubator.vector.FloatVector;

/** Sums, products and additions of rows. */
final class VectorRows {
    private VectorRows() {
    }

    static void add(Tile a, Tile b, int rows) {
        float[] x = a.data();
        float[] y = b.data();
        for (int i = 0, p = a.at(), q = b.at(); i < rows * LANES; i += STEP) {
            FloatVector.fromArray(SPECIES, x, p + i).add(FloatVector.fromArray(SPECIES, y, q + i)).intoArray(x, p + i);
        }
    }

    static void scale(Tile x, Tile row, Tile out, int rows) {
        float[] from = x.data();
        float[] to = out.data();
        for (int lane = 0; lane < LANES; lane += STEP) {
            FloatVector s = FloatVector.fromArray(SPECIES, row.data(), row.at() + lane);
            int p = x.at() + lane;
            int q = out.at() + lane;
            for (int i = 0; i < rows * LANES; i += LANES) {
                FloatVector.fromArray(SPECIES, from, p + i).mul(s).intoArray(to, q + i);
            }
        }
    }

    static void dot(Tile x, Tile y, Tile row, int rows) {
        for (int lane = 0; lane < LANES; lane += STEP) {
            FloatVector sum = FloatVector.fromArray(SPECIES, row.data(), row.at() + lane);
            int p = x.at() + lane;
            int q = y.at() + lane;
            for (int i = 0; i < rows * LANES; i += LANES) {
                sum = FloatVector.fromArray(SPECIES, x.data(), p + i)
                        .fma(FloatVector.fromArray(SPECIES, y.data(), q + i), sum);
            }
            sum.intoArray(row.data(), row.at() + lane);
        }
    }

    static void sum(Tile x, Tile row, int rows) {
        for (int lane = 0; lane < LANES; lane += STEP) {
            FloatVector sum = FloatVector.zero(SPECIES);
            int p = x.at() + lane;
            for (int i = 0; i < rows * LANES; i += LANES) {
                sum = sum.add(FloatVector.fromArray(SPECIES, x.data(), p + i));
            }
            sum.intoArray(row.data(), row.at() + lane);
        }
    }
}

package dev.sartor.executor.kernel;

import static dev.sartor.executor.kernel.Tile.LANES;
import static dev.sartor.executor.kernel.VectorKernels.SPECIES;
import static dev.sartor.executor.kernel.VectorKernels.STEP;

import jdk.incubator.vector.FloatVector;

/**
 * Matrix product by register blocks of 8 rows x 1 or 2 vectors. The API's methods are called directly and every
 * method stays below 2000 bytecodes: C2 gives up inlining wrappers, and C1 whole methods, beyond that.
 */
final class VectorMultiply {
    private static final int ROWS = 8;

    private VectorMultiply() {
    }

    static void multiply(Tile a, int[] blocks, int depth, Panel panel, Tile out, int rows) {
        for (int lane = 0; lane < LANES; lane += STEP) {
            if (rows < ROWS) {
                for (int v = 0; v < panel.blocks(); v++) {
                    single(a, blocks, depth, panel, v * LANES + lane, out.data(), out.at() + v * out.step() + lane, rows);
                }
            } else if (panel.blocks() == 2) {
                by2(a, blocks, depth, panel, lane, out, rows);
            } else {
                by1(a, blocks, depth, panel, lane, out, rows);
            }
        }
    }

    private static void single(Tile tile, int[] blocks, int depth, Panel panel, int lane, float[] o, int q, int rows) {
        float[] a = tile.data();
        float[] w = panel.data();
        int wide = panel.columns();
        for (int m = 0; m < rows; m++) {
            FloatVector c = FloatVector.zero(SPECIES);
            for (int k0 = 0; k0 < depth; k0 += LANES) {
                int ak = tile.at() + m * LANES + blocks[k0 / LANES];
                int end = Math.min(LANES, depth - k0);
                for (int k = 0, b = panel.at() + lane + k0 * wide; k < end; k++, b += wide) {
                    c = FloatVector.fromArray(SPECIES, w, b).fma(FloatVector.broadcast(SPECIES, a[ak + k]), c);
                }
            }
            c.intoArray(o, q + m * LANES);
        }
    }

    private static void by2(Tile tile, int[] blocks, int depth, Panel panel, int lane, Tile out, int rows) {
        float[] a = tile.data();
        float[] w = panel.data();
        float[] o = out.data();
        int os = out.step();
        for (int m = 0; m < rows; m += ROWS) {
            // the last block overlaps the one before rather than be a special case
            int row = Math.min(m, rows - ROWS) * LANES;
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
            for (int k0 = 0; k0 < depth; k0 += LANES) {
                int ak = tile.at() + row + blocks[k0 / LANES];
                int end = Math.min(LANES, depth - k0);
                for (int k = 0, b = panel.at() + lane + k0 * 2 * LANES; k < end; k++, b += 2 * LANES) {
                    FloatVector x;
                    FloatVector b0 = FloatVector.fromArray(SPECIES, w, b);
                    FloatVector b1 = FloatVector.fromArray(SPECIES, w, b + LANES);
                    x = FloatVector.broadcast(SPECIES, a[ak + k]);
                    c00 = x.fma(b0, c00);
                    c01 = x.fma(b1, c01);
                    x = FloatVector.broadcast(SPECIES, a[ak + k + LANES]);
                    c10 = x.fma(b0, c10);
                    c11 = x.fma(b1, c11);
                    x = FloatVector.broadcast(SPECIES, a[ak + k + 2 * LANES]);
                    c20 = x.fma(b0, c20);
                    c21 = x.fma(b1, c21);
                    x = FloatVector.broadcast(SPECIES, a[ak + k + 3 * LANES]);
                    c30 = x.fma(b0, c30);
                    c31 = x.fma(b1, c31);
                    x = FloatVector.broadcast(SPECIES, a[ak + k + 4 * LANES]);
                    c40 = x.fma(b0, c40);
                    c41 = x.fma(b1, c41);
                    x = FloatVector.broadcast(SPECIES, a[ak + k + 5 * LANES]);
                    c50 = x.fma(b0, c50);
                    c51 = x.fma(b1, c51);
                    x = FloatVector.broadcast(SPECIES, a[ak + k + 6 * LANES]);
                    c60 = x.fma(b0, c60);
                    c61 = x.fma(b1, c61);
                    x = FloatVector.broadcast(SPECIES, a[ak + k + 7 * LANES]);
                    c70 = x.fma(b0, c70);
                    c71 = x.fma(b1, c71);
                }
            }
            int q = out.at() + row + lane;
            c00.intoArray(o, q);
            c10.intoArray(o, q + LANES);
            c20.intoArray(o, q + 2 * LANES);
            c30.intoArray(o, q + 3 * LANES);
            c40.intoArray(o, q + 4 * LANES);
            c50.intoArray(o, q + 5 * LANES);
            c60.intoArray(o, q + 6 * LANES);
            c70.intoArray(o, q + 7 * LANES);
            q += os;
            c01.intoArray(o, q);
            c11.intoArray(o, q + LANES);
            c21.intoArray(o, q + 2 * LANES);
            c31.intoArray(o, q + 3 * LANES);
            c41.intoArray(o, q + 4 * LANES);
            c51.intoArray(o, q + 5 * LANES);
            c61.intoArray(o, q + 6 * LANES);
            c71.intoArray(o, q + 7 * LANES);
        }
    }

    private static void by1(Tile tile, int[] blocks, int depth, Panel panel, int lane, Tile out, int rows) {
        float[] a = tile.data();
        float[] w = panel.data();
        float[] o = out.data();
        int os = out.step();
        for (int m = 0; m < rows; m += ROWS) {
            // the last block overlaps the one before rather than be a special case
            int row = Math.min(m, rows - ROWS) * LANES;
            FloatVector c00 = FloatVector.zero(SPECIES);
            FloatVector c10 = FloatVector.zero(SPECIES);
            FloatVector c20 = FloatVector.zero(SPECIES);
            FloatVector c30 = FloatVector.zero(SPECIES);
            FloatVector c40 = FloatVector.zero(SPECIES);
            FloatVector c50 = FloatVector.zero(SPECIES);
            FloatVector c60 = FloatVector.zero(SPECIES);
            FloatVector c70 = FloatVector.zero(SPECIES);
            for (int k0 = 0; k0 < depth; k0 += LANES) {
                int ak = tile.at() + row + blocks[k0 / LANES];
                int end = Math.min(LANES, depth - k0);
                for (int k = 0, b = panel.at() + lane + k0 * 1 * LANES; k < end; k++, b += 1 * LANES) {
                    FloatVector x;
                    FloatVector b0 = FloatVector.fromArray(SPECIES, w, b);
                    x = FloatVector.broadcast(SPECIES, a[ak + k]);
                    c00 = x.fma(b0, c00);
                    x = FloatVector.broadcast(SPECIES, a[ak + k + LANES]);
                    c10 = x.fma(b0, c10);
                    x = FloatVector.broadcast(SPECIES, a[ak + k + 2 * LANES]);
                    c20 = x.fma(b0, c20);
                    x = FloatVector.broadcast(SPECIES, a[ak + k + 3 * LANES]);
                    c30 = x.fma(b0, c30);
                    x = FloatVector.broadcast(SPECIES, a[ak + k + 4 * LANES]);
                    c40 = x.fma(b0, c40);
                    x = FloatVector.broadcast(SPECIES, a[ak + k + 5 * LANES]);
                    c50 = x.fma(b0, c50);
                    x = FloatVector.broadcast(SPECIES, a[ak + k + 6 * LANES]);
                    c60 = x.fma(b0, c60);
                    x = FloatVector.broadcast(SPECIES, a[ak + k + 7 * LANES]);
                    c70 = x.fma(b0, c70);
                }
            }
            int q = out.at() + row + lane;
            c00.intoArray(o, q);
            c10.intoArray(o, q + LANES);
            c20.intoArray(o, q + 2 * LANES);
            c30.intoArray(o, q + 3 * LANES);
            c40.intoArray(o, q + 4 * LANES);
            c50.intoArray(o, q + 5 * LANES);
            c60.intoArray(o, q + 6 * LANES);
            c70.intoArray(o, q + 7 * LANES);
        }
    }
}

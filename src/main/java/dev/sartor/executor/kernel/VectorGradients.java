package dev.sartor.executor.kernel;

import static dev.sartor.executor.kernel.Tile.LANES;
import static dev.sartor.executor.kernel.VectorKernels.SPECIES;
import static dev.sartor.executor.kernel.VectorKernels.STEP;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Batch norm's sums and gradients. Sums run in float over short spells and from there in double, so as not to drift. */
final class VectorGradients {
    private static final int SPELL = 128;

    private VectorGradients() {
    }

    static void gradient(Tile d, Tile z, Affine affine, Backward backward, int channel, Curve curve, Tile out, int pitch,
            int height, int width) {
        for (int lane = 0; lane < LANES; lane += STEP) {
            int c = channel + lane;
            FloatVector s = FloatVector.fromArray(SPECIES, affine.scale(), c);
            FloatVector t = FloatVector.fromArray(SPECIES, affine.shift(), c);
            FloatVector ga = FloatVector.fromArray(SPECIES, backward.a(), c);
            FloatVector zb = FloatVector.fromArray(SPECIES, backward.b(), c);
            FloatVector shift = FloatVector.fromArray(SPECIES, backward.c(), c);
            FloatVector zero = FloatVector.zero(SPECIES);
            for (int y = 0; y < height; y++) {
                int dp = d.at() + y * width * LANES + lane;
                int zp = z.at() + y * width * LANES + lane;
                int q = out.at() + y * pitch * LANES + lane;
                for (int i = 0; i < width * LANES; i += LANES) {
                    FloatVector v = FloatVector.fromArray(SPECIES, z.data(), zp + i);
                    FloatVector u = v.fma(s, t);
                    VectorMask<Float> open = u.compare(VectorOperators.GT, curve.low())
                            .and(u.compare(VectorOperators.LT, curve.high()));
                    FloatVector g = zero.blend(FloatVector.fromArray(SPECIES, d.data(), dp + i), open);
                    g.fma(ga, v.fma(zb, shift)).intoArray(out.data(), q + i);
                }
            }
        }
    }

    static void gradientSums(Tile d, Tile z, Affine affine, int channel, Curve curve, int rows, double[] sums) {
        float[] spell = new float[2 * LANES];
        for (int from = 0; from < rows; from += SPELL) {
            int count = Math.min(SPELL, rows - from);
            for (int lane = 0; lane < LANES; lane += STEP) {
                spell(d.data(), d.at() + from * LANES + lane, z.data(), z.at() + from * LANES + lane, affine,
                        channel + lane, curve, count, spell, lane);
            }
            flush(spell, sums, 2 * channel);
        }
    }

    private static void spell(float[] d, int dp, float[] z, int zp, Affine affine, int channel, Curve curve, int rows,
            float[] spell, int lane) {
        FloatVector s = FloatVector.fromArray(SPECIES, affine.scale(), channel);
        FloatVector t = FloatVector.fromArray(SPECIES, affine.shift(), channel);
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector g0 = zero;
        FloatVector g1 = zero;
        FloatVector z0 = zero;
        FloatVector z1 = zero;
        int i = 0;
        // two chains of sums, since an addition takes as long as four loads
        for (; i < (rows - 1) * LANES; i += 2 * LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, z, zp + i);
            FloatVector u = v.fma(s, t);
            VectorMask<Float> open = u.compare(VectorOperators.GT, curve.low())
                    .and(u.compare(VectorOperators.LT, curve.high()));
            FloatVector g = zero.blend(FloatVector.fromArray(SPECIES, d, dp + i), open);
            g0 = g0.add(g);
            z0 = g.fma(v, z0);
            v = FloatVector.fromArray(SPECIES, z, zp + i + LANES);
            u = v.fma(s, t);
            open = u.compare(VectorOperators.GT, curve.low()).and(u.compare(VectorOperators.LT, curve.high()));
            g = zero.blend(FloatVector.fromArray(SPECIES, d, dp + i + LANES), open);
            g1 = g1.add(g);
            z1 = g.fma(v, z1);
        }
        if (i < rows * LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, z, zp + i);
            FloatVector u = v.fma(s, t);
            VectorMask<Float> open = u.compare(VectorOperators.GT, curve.low())
                    .and(u.compare(VectorOperators.LT, curve.high()));
            FloatVector g = zero.blend(FloatVector.fromArray(SPECIES, d, dp + i), open);
            g0 = g0.add(g);
            z0 = g.fma(v, z0);
        }
        g0.add(g1).intoArray(spell, lane);
        z0.add(z1).intoArray(spell, LANES + lane);
    }

    static void moments(Tile z, int channel, int rows, double[] sums) {
        float[] spell = new float[2 * LANES];
        for (int from = 0; from < rows; from += SPELL) {
            int count = Math.min(SPELL, rows - from);
            for (int lane = 0; lane < LANES; lane += STEP) {
                moments(z.data(), z.at() + from * LANES + lane, count, spell, lane);
            }
            flush(spell, sums, 2 * channel);
        }
    }

    private static void moments(float[] z, int zp, int rows, float[] spell, int lane) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector q0 = s0;
        FloatVector q1 = s0;
        int i = 0;
        for (; i < (rows - 1) * LANES; i += 2 * LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, z, zp + i);
            s0 = s0.add(v);
            q0 = v.fma(v, q0);
            v = FloatVector.fromArray(SPECIES, z, zp + i + LANES);
            s1 = s1.add(v);
            q1 = v.fma(v, q1);
        }
        if (i < rows * LANES) {
            FloatVector v = FloatVector.fromArray(SPECIES, z, zp + i);
            s0 = s0.add(v);
            q0 = v.fma(v, q0);
        }
        s0.add(s1).intoArray(spell, lane);
        q0.add(q1).intoArray(spell, LANES + lane);
    }

    private static void flush(float[] spell, double[] sums, int at) {
        for (int i = 0; i < spell.length; i++) {
            sums[at + i] += spell[i];
        }
    }
}

package dev.sartor.executor.kernel;

import static dev.sartor.executor.kernel.Tile.LANES;
import static dev.sartor.executor.kernel.VectorKernels.SPECIES;
import static dev.sartor.executor.kernel.VectorKernels.STEP;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Pointwise functions of scale * z + shift, and their slopes. One loop per family, so that none branches within. */
final class VectorCurves {
    private static final float SIXTH = 1f / 6;

    private VectorCurves() {
    }

    static void activate(Tile z, Affine affine, int channel, Curve curve, Tile out, int pitch, int height, int width) {
        for (int lane = 0; lane < LANES; lane += STEP) {
            FloatVector s = FloatVector.fromArray(SPECIES, affine.scale(), channel + lane);
            FloatVector t = FloatVector.fromArray(SPECIES, affine.shift(), channel + lane);
            for (int y = 0; y < height; y++) {
                int p = z.at() + y * width * LANES + lane;
                int q = out.at() + y * pitch * LANES + lane;
                switch (curve) {
                    case LINEAR, RELU, RELU6 -> clamp(z.data(), p, s, t, curve, out.data(), q, width);
                    case HSWISH -> hardSwish(z.data(), p, s, t, out.data(), q, width);
                    case SWISH -> swish(z.data(), p, s, t, out.data(), q, width);
                    case HARD_SIGMOID -> hardSigmoid(z.data(), p, s, t, out.data(), q, width);
                    case SIGMOID -> sigmoid(z.data(), p, s, t, out.data(), q, width);
                }
            }
        }
    }

    // Comparing and blending costs two instructions; max and min, with Java's rules for zeros and NaN, a good six.
    private static void clamp(float[] z, int p, FloatVector s, FloatVector t, Curve curve, float[] o, int q, int rows) {
        FloatVector low = FloatVector.broadcast(SPECIES, curve.low());
        FloatVector high = FloatVector.broadcast(SPECIES, curve.high());
        for (int i = 0; i < rows * LANES; i += LANES) {
            FloatVector u = FloatVector.fromArray(SPECIES, z, p + i).fma(s, t);
            u = u.blend(low, u.compare(VectorOperators.LT, low));
            u.blend(high, u.compare(VectorOperators.GT, high)).intoArray(o, q + i);
        }
    }

    /** relu6(u + 3) / 6. */
    private static FloatVector hard(FloatVector u) {
        FloatVector v = u.add(3);
        v = v.blend(0, v.compare(VectorOperators.LT, 0));
        return v.blend(6, v.compare(VectorOperators.GT, 6)).mul(SIXTH);
    }

    private static void hardSwish(float[] z, int p, FloatVector s, FloatVector t, float[] o, int q, int rows) {
        for (int i = 0; i < rows * LANES; i += LANES) {
            FloatVector u = FloatVector.fromArray(SPECIES, z, p + i).fma(s, t);
            u.mul(hard(u)).intoArray(o, q + i);
        }
    }

    private static void hardSigmoid(float[] z, int p, FloatVector s, FloatVector t, float[] o, int q, int rows) {
        for (int i = 0; i < rows * LANES; i += LANES) {
            FloatVector u = FloatVector.fromArray(SPECIES, z, p + i).fma(s, t);
            hard(u).intoArray(o, q + i);
        }
    }

    private static void swish(float[] z, int p, FloatVector s, FloatVector t, float[] o, int q, int rows) {
        for (int i = 0; i < rows * LANES; i += LANES) {
            FloatVector u = FloatVector.fromArray(SPECIES, z, p + i).fma(s, t);
            u.div(VectorLogistic.divisor(u)).intoArray(o, q + i);
        }
    }

    private static void sigmoid(float[] z, int p, FloatVector s, FloatVector t, float[] o, int q, int rows) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < rows * LANES; i += LANES) {
            FloatVector u = FloatVector.fromArray(SPECIES, z, p + i).fma(s, t);
            one.div(VectorLogistic.divisor(u)).intoArray(o, q + i);
        }
    }

    static void slope(Tile d, Tile z, Affine affine, int channel, Curve curve, Tile out, int rows) {
        for (int lane = 0; lane < LANES; lane += STEP) {
            FloatVector s = FloatVector.fromArray(SPECIES, affine.scale(), channel + lane);
            FloatVector t = FloatVector.fromArray(SPECIES, affine.shift(), channel + lane);
            int dp = d.at() + lane;
            int zp = z.at() + lane;
            int q = out.at() + lane;
            switch (curve) {
                case LINEAR, RELU, RELU6 -> clampSlope(d.data(), dp, z.data(), zp, s, t, curve, out.data(), q, rows);
                case HSWISH -> hardSwishSlope(d.data(), dp, z.data(), zp, s, t, out.data(), q, rows);
                case SWISH -> swishSlope(d.data(), dp, z.data(), zp, s, t, out.data(), q, rows);
                case HARD_SIGMOID -> hardSigmoidSlope(d.data(), dp, z.data(), zp, s, t, out.data(), q, rows);
                case SIGMOID -> sigmoidSlope(d.data(), dp, z.data(), zp, s, t, out.data(), q, rows);
            }
        }
    }

    private static void clampSlope(float[] d, int dp, float[] z, int zp, FloatVector s, FloatVector t, Curve curve,
            float[] o, int q, int rows) {
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int i = 0; i < rows * LANES; i += LANES) {
            FloatVector u = FloatVector.fromArray(SPECIES, z, zp + i).fma(s, t);
            VectorMask<Float> open = u.compare(VectorOperators.GT, curve.low())
                    .and(u.compare(VectorOperators.LT, curve.high()));
            zero.blend(FloatVector.fromArray(SPECIES, d, dp + i), open).intoArray(o, q + i);
        }
    }

    private static void hardSwishSlope(float[] d, int dp, float[] z, int zp, FloatVector s, FloatVector t, float[] o,
            int q, int rows) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < rows * LANES; i += LANES) {
            FloatVector u = FloatVector.fromArray(SPECIES, z, zp + i).fma(s, t);
            FloatVector slope = u.add(u).add(3).mul(SIXTH).blend(0, u.compare(VectorOperators.LE, -3))
                    .blend(one, u.compare(VectorOperators.GE, 3));
            slope.mul(FloatVector.fromArray(SPECIES, d, dp + i)).intoArray(o, q + i);
        }
    }

    private static void hardSigmoidSlope(float[] d, int dp, float[] z, int zp, FloatVector s, FloatVector t, float[] o,
            int q, int rows) {
        FloatVector zero = FloatVector.zero(SPECIES);
        for (int i = 0; i < rows * LANES; i += LANES) {
            FloatVector u = FloatVector.fromArray(SPECIES, z, zp + i).fma(s, t);
            VectorMask<Float> open = u.compare(VectorOperators.GT, -3).and(u.compare(VectorOperators.LT, 3));
            zero.blend(FloatVector.fromArray(SPECIES, d, dp + i).mul(SIXTH), open).intoArray(o, q + i);
        }
    }

    private static void swishSlope(float[] d, int dp, float[] z, int zp, FloatVector s, FloatVector t, float[] o,
            int q, int rows) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < rows * LANES; i += LANES) {
            FloatVector u = FloatVector.fromArray(SPECIES, z, zp + i).fma(s, t);
            FloatVector g = one.div(VectorLogistic.divisor(u));
            FloatVector slope = g.mul(one.sub(g).fma(u, one));
            slope.mul(FloatVector.fromArray(SPECIES, d, dp + i)).intoArray(o, q + i);
        }
    }

    private static void sigmoidSlope(float[] d, int dp, float[] z, int zp, FloatVector s, FloatVector t, float[] o,
            int q, int rows) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < rows * LANES; i += LANES) {
            FloatVector u = FloatVector.fromArray(SPECIES, z, zp + i).fma(s, t);
            FloatVector g = one.div(VectorLogistic.divisor(u));
            g.mul(one.sub(g)).mul(FloatVector.fromArray(SPECIES, d, dp + i)).intoArray(o, q + i);
        }
    }
}

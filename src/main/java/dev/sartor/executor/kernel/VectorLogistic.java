package dev.sartor.executor.kernel;

import static dev.sartor.executor.kernel.VectorKernels.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * 1 + exp(-u), what the logistic function divides by. The API's own exponential has other last bits before a method is
 * compiled than after, so that results would depend on when that happens; this one is made of exact operations and fma:
 * exp(x) = 2^n exp(r) with r = x - n ln 2 within ln(2) / 2 of zero, and a polynomial for exp(r) (Cephes, expf.c).
 */
final class VectorLogistic {
    private static final float LOG2_E = 1.44269504f;
    /** ln 2 in two parts: n times the first is exact. */
    private static final float LN_2_HIGH = 0.693359375f;
    private static final float LN_2_LOW = -2.12194440e-4f;
    /** Adding it rounds to an integer, which is then in the low bits. */
    private static final float ROUNDER = 0x1.8p23f;
    private static final int EXPONENT_BIT = 23;
    /** Beyond these the result is 1, or so large that what is divided by it vanishes. */
    private static final float LEAST = -87;
    private static final float MOST = 88;

    private VectorLogistic() {
    }

    static FloatVector divisor(FloatVector u) {
        FloatVector x = u.neg().max(LEAST).min(MOST);
        FloatVector rounded = x.fma(FloatVector.broadcast(SPECIES, LOG2_E), FloatVector.broadcast(SPECIES, ROUNDER));
        FloatVector n = rounded.sub(ROUNDER);
        FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -LN_2_HIGH), x);
        r = n.fma(FloatVector.broadcast(SPECIES, -LN_2_LOW), r);
        FloatVector p = FloatVector.broadcast(SPECIES, 1.9875691500e-4f);
        p = p.fma(r, FloatVector.broadcast(SPECIES, 1.3981999507e-3f));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 8.3334519073e-3f));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 4.1665795894e-2f));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 1.6666665459e-1f));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 5.0000001201e-1f));
        p = p.fma(r.mul(r), r).add(1);
        // adding n to the exponent's bits multiplies by 2^n
        return p.reinterpretAsInts().add(rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, EXPONENT_BIT))
                .reinterpretAsFloats().add(1);
    }
}

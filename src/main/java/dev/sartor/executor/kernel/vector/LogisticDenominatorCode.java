package dev.sartor.executor.kernel.vector;

import dev.sartor.executor.kernel.vector.KernelWriter.VectorVariable;

/**
 * Generates 1 + exp(-u), the denominator of the logistic function. The exponential of the Vector API gives different last
 * bits before and after the JIT compiler has compiled a method, so results would depend on timing. The generated exponential
 * consists of exactly rounded operations and fma: exp(x) = 2^n exp(r) with r = x - n ln 2 within ln(2) / 2 of zero, and a
 * polynomial for exp(r) (Cephes, expf.c).
 */
final class LogisticDenominatorCode {
    private static final float LOG2_E = 1.44269504f;
    /** ln 2 as a sum of two numbers; n times the first is exact. */
    private static final float LN_2_HIGH = 0.693359375f;

    private static final float LN_2_LOW = -2.12194440e-4f;
    /** Added to a float, it leaves no bits for a fraction: the sum has the rounded number in the low bits of its mantissa. */
    private static final float ROUNDER = 0x1.8p23f;

    private static final int EXPONENT_BIT = 23;
    /** The smallest -u; below it the denominator is 1 in float. */
    private static final float MIN_ARGUMENT = -87;
    /** The largest -u. */
    private static final float MAX_ARGUMENT = 88;

    /** Coefficients of the polynomial for (exp(r) - 1 - r) / r^2, highest power first. */
    private static final float[] POLYNOMIAL = {
        1.9875691500e-4f, 1.3981999507e-3f, 8.3334519073e-3f, 4.1665795894e-2f, 1.6666665459e-1f, 5.0000001201e-1f
    };

    private static final VectorExpression ONE = VectorExpression.of(1);

    private LogisticDenominatorCode() {}

    /** The code of 1 + exp(-u). */
    static VectorExpression denominator(VectorVariable u, KernelWriter w) {
        VectorVariable x =
                ActivationCode.clamp(w.newVariable(VectorExpression.ZERO.minus(u)), MIN_ARGUMENT, MAX_ARGUMENT, w);
        VectorVariable rounded = w.newVariable(x.fma(VectorExpression.of(LOG2_E), VectorExpression.of(ROUNDER)));
        VectorVariable n = w.newVariable(rounded.minus(VectorExpression.of(ROUNDER)));
        VectorVariable r = w.newVariable(n.fma(VectorExpression.of(-LN_2_HIGH), x));
        w.set(r, n.fma(VectorExpression.of(-LN_2_LOW), r));
        VectorVariable p = w.newVariable(VectorExpression.of(POLYNOMIAL[0]));
        for (int i = 1; i < POLYNOMIAL.length; i++) {
            w.set(p, p.fma(r, VectorExpression.of(POLYNOMIAL[i])));
        }
        w.set(p, p.fma(r.times(r), r).plus(ONE));
        // adding n to the exponent's bits multiplies by 2^n
        return p.plusShiftedBits(rounded, EXPONENT_BIT).plus(ONE);
    }
}

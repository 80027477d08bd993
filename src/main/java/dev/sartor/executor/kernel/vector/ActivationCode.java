package dev.sartor.executor.kernel.vector;

import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.executor.kernel.vector.KernelWriter.VectorVariable;

/**
 * Generates the code of activation functions and their derivatives. Clamps compare and blend, which takes two instructions; the
 * max and min of the Vector API follow Java's rules for zeros and NaN and take more than six.
 */
final class ActivationCode {
    private static final VectorExpression ONE = VectorExpression.of(1);
    private static final VectorExpression SIXTH = VectorExpression.of(1f / 6);
    private static final VectorExpression THREE = VectorExpression.of(3);
    private static final VectorExpression MINUS_THREE = VectorExpression.of(-3);

    private ActivationCode() {}

    /** The code of activation(u). */
    static VectorExpression value(ActivationFunction activation, VectorVariable u, KernelWriter w) {
        return switch (activation) {
            case LINEAR -> u;
            case RELU, RELU6 -> clamp(u, activation.low(), activation.high(), w);
            case HSWISH -> u.times(hardSigmoid(u, w));
            case HARD_SIGMOID -> hardSigmoid(u, w);
            case SWISH -> u.over(LogisticDenominatorCode.denominator(u, w));
            case SIGMOID -> ONE.over(LogisticDenominatorCode.denominator(u, w));
        };
    }

    /** The code of d * activation'(u). */
    static VectorExpression gradient(
            ActivationFunction activation, VectorVariable u, VectorExpression d, KernelWriter w) {
        return switch (activation) {
            case LINEAR -> d;
            case RELU -> VectorExpression.ZERO.blend(d, u.above(VectorExpression.ZERO));
            case RELU6 ->
                VectorExpression.ZERO.blend(
                        d, u.above(VectorExpression.ZERO).and(u.below(VectorExpression.of(activation.high()))));
            case HSWISH ->
                u.plus(u)
                        .plus(THREE)
                        .times(SIXTH)
                        .blend(VectorExpression.ZERO, u.atMost(MINUS_THREE))
                        .blend(ONE, u.atLeast(THREE))
                        .times(d);
            case HARD_SIGMOID ->
                VectorExpression.ZERO.blend(d.times(SIXTH), u.above(MINUS_THREE).and(u.below(THREE)));
            case SWISH -> {
                VectorVariable s = w.newVariable(ONE.over(LogisticDenominatorCode.denominator(u, w)));
                yield s.times(ONE.minus(s).fma(u, ONE)).times(d);
            }
            case SIGMOID -> {
                VectorVariable s = w.newVariable(ONE.over(LogisticDenominatorCode.denominator(u, w)));
                yield s.times(ONE.minus(s)).times(d);
            }
        };
    }

    /** The code of min(high, max(low, u)); an infinite bound is left out. */
    static VectorVariable clamp(VectorVariable u, float low, float high, KernelWriter w) {
        VectorVariable v = Float.isInfinite(low)
                ? u
                : w.newVariable(u.blend(VectorExpression.of(low), u.below(VectorExpression.of(low))));
        return Float.isInfinite(high)
                ? v
                : w.newVariable(v.blend(VectorExpression.of(high), v.above(VectorExpression.of(high))));
    }

    private static VectorExpression hardSigmoid(VectorVariable u, KernelWriter w) {
        return clamp(w.newVariable(u.plus(THREE)), 0, 6, w).times(SIXTH);
    }
}

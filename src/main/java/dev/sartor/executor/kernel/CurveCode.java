package dev.sartor.executor.kernel;

import dev.sartor.executor.kernel.KernelWriter.VecVar;

/**
 * Writes the functions and slopes that {@link Curve} defines. Comparing and blending costs two instructions; the API's
 * max and min, with Java's rules for zeros and NaN, a good six.
 */
final class CurveCode {
    private static final Vec ONE = Vec.of(1);
    private static final Vec SIXTH = Vec.of(1f / 6);
    private static final Vec THREE = Vec.of(3);
    private static final Vec MINUS_THREE = Vec.of(-3);

    private CurveCode() {}

    /** curve(u). */
    static Vec value(Curve curve, VecVar u, KernelWriter w) {
        return switch (curve) {
            case LINEAR -> u;
            case RELU, RELU6 -> clamp(u, curve.low(), curve.high(), w);
            case HSWISH -> u.times(hardSigmoid(u, w));
            case HARD_SIGMOID -> hardSigmoid(u, w);
            case SWISH -> u.over(LogisticCode.divisor(u, w));
            case SIGMOID -> ONE.over(LogisticCode.divisor(u, w));
        };
    }

    /** d * curve'(u). */
    static Vec slope(Curve curve, VecVar u, Vec d, KernelWriter w) {
        return switch (curve) {
            case LINEAR -> d;
            case RELU -> Vec.ZERO.blend(d, u.above(Vec.ZERO));
            case RELU6 -> Vec.ZERO.blend(d, u.above(Vec.ZERO).and(u.below(Vec.of(curve.high()))));
            case HSWISH ->
                u.plus(u)
                        .plus(THREE)
                        .times(SIXTH)
                        .blend(Vec.ZERO, u.atMost(MINUS_THREE))
                        .blend(ONE, u.atLeast(THREE))
                        .times(d);
            case HARD_SIGMOID ->
                Vec.ZERO.blend(d.times(SIXTH), u.above(MINUS_THREE).and(u.below(THREE)));
            case SWISH -> {
                VecVar s = w.let(ONE.over(LogisticCode.divisor(u, w)));
                yield s.times(ONE.minus(s).fma(u, ONE)).times(d);
            }
            case SIGMOID -> {
                VecVar s = w.let(ONE.over(LogisticCode.divisor(u, w)));
                yield s.times(ONE.minus(s)).times(d);
            }
        };
    }

    /** min(high, max(low, u)); an infinite bound is none. */
    static VecVar clamp(VecVar u, float low, float high, KernelWriter w) {
        VecVar v = Float.isInfinite(low) ? u : w.let(u.blend(Vec.of(low), u.below(Vec.of(low))));
        return Float.isInfinite(high) ? v : w.let(v.blend(Vec.of(high), v.above(Vec.of(high))));
    }

    private static Vec hardSigmoid(VecVar u, KernelWriter w) {
        return clamp(w.let(u.plus(THREE)), 0, 6, w).times(SIXTH);
    }
}

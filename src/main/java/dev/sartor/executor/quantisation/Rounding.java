package dev.sartor.executor.quantisation;

import dev.sartor.network.quantisation.TensorQuantisation;

/** Rounding in units of a tensor's steps. */
final class Rounding {
    private Rounding() {}

    /** The quantised value of {@code steps} steps from the zero point, clamped before it is rounded to even. */
    static int quantise(float steps, TensorQuantisation tensor) {
        float low = -tensor.zeroPoint();
        return (int) Math.rint(Math.max(low, Math.min(TensorQuantisation.MAX + low, steps))) + tensor.zeroPoint();
    }
}

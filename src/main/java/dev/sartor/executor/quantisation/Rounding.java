package dev.sartor.executor.quantisation;

import dev.sartor.network.quantisation.TensorQuantisation;

/** Rounding of a value that is given in multiples of a tensor's scale. */
final class Rounding {
    private Rounding() {}

    /** The quantised value of {@code multiple} times the scale, clamped before it is rounded to the nearest even integer. */
    static int quantise(float multiple, TensorQuantisation tensor) {
        float low = -tensor.zeroPoint();
        return (int) Math.rint(Math.max(low, Math.min(TensorQuantisation.MAX + low, multiple))) + tensor.zeroPoint();
    }
}

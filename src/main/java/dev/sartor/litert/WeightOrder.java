package dev.sartor.litert;

import dev.sartor.network.Op;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The order of a layer's weights in LiteRT, whose convolutions have the input channels last.
 *
 * @param shape   shape of the tensor in LiteRT
 * @param outputs the dimension of the output channels
 * @param count   the number of weights
 * @param source  for each value in LiteRT its index in {@link dev.sartor.network.Parameter}'s order, where input channels come
 *                before height and width
 */
record WeightOrder(List<Integer> shape, int outputs, int count, IntUnaryOperator source) {

    private static final int FIRST_DIMENSION = 0;
    private static final int LAST_DIMENSION = 3;

    /** Output channels x height x width x input channels of a group. */
    static WeightOrder convolution(Op.Conv c) {
        int in = c.in() / c.groups();
        int window = c.kernel() * c.kernel();
        return new WeightOrder(
                List.of(c.out(), c.kernel(), c.kernel(), in), FIRST_DIMENSION, Math.toIntExact(c.weights()), i -> {
                    // i counts [output][row and column][input], the result [output][input][row and column]
                    int output = i / (window * in);
                    return output * in * window + i % in * window + i / in % window;
                });
    }

    /** 1 x height x width x channels. */
    static WeightOrder depthwise(Op.Conv c) {
        int window = c.kernel() * c.kernel();
        return new WeightOrder(
                List.of(1, c.kernel(), c.kernel(), c.out()),
                LAST_DIMENSION,
                Math.toIntExact(c.weights()),
                i -> i % c.out() * window + i / c.out());
    }

    /** Outputs x inputs, as a matrix. */
    static WeightOrder matrix(Op.Linear l) {
        return unchanged(l, List.of(l.out(), l.in()));
    }

    /** Outputs x 1 x 1 x inputs, as a convolution. */
    static WeightOrder pointwise(Op.Linear l) {
        return unchanged(l, List.of(l.out(), 1, 1, l.in()));
    }

    private static WeightOrder unchanged(Op.Linear l, List<Integer> shape) {
        return new WeightOrder(
                shape, FIRST_DIMENSION, Math.multiplyExact(l.in(), l.out()), IntUnaryOperator.identity());
    }

    float[] apply(float[] weights) {
        float[] ordered = new float[count];
        for (int i = 0; i < ordered.length; i++) {
            ordered[i] = weights[source.applyAsInt(i)];
        }
        return ordered;
    }

    byte[] apply(byte[] weights) {
        byte[] ordered = new byte[count];
        for (int i = 0; i < ordered.length; i++) {
            ordered[i] = weights[source.applyAsInt(i)];
        }
        return ordered;
    }
}

package dev.sartor.litert;

import dev.sartor.network.Op;
import java.util.List;

/**
 * The order of a layer's weights in LiteRT, whose convolutions have the input channels last.
 *
 * @param shape   shape of the tensor in LiteRT
 * @param outputs the dimension of the output channels
 * @param sources for each value in LiteRT its index in {@link dev.sartor.network.Parameter}'s order, where input channels come
 *                before height and width
 */
record WeightOrder(List<Integer> shape, int outputs, int[] sources) {

    private static final int FIRST_DIMENSION = 0;
    private static final int LAST_DIMENSION = 3;

    /** Output channels x height x width x input channels of a group. */
    static WeightOrder convolution(Op.Conv c) {
        int in = c.in() / c.groups();
        int window = c.kernel() * c.kernel();
        int[] sources = new int[Math.toIntExact(c.weights())];
        for (int i = 0; i < sources.length; i++) {
            int output = i / (window * in);
            sources[i] = output * in * window + i % in * window + i / in % window;
        }
        return new WeightOrder(List.of(c.out(), c.kernel(), c.kernel(), in), FIRST_DIMENSION, sources);
    }

    /** 1 x height x width x channels. */
    static WeightOrder depthwise(Op.Conv c) {
        int window = c.kernel() * c.kernel();
        int[] sources = new int[Math.toIntExact(c.weights())];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = i % c.out() * window + i / c.out();
        }
        return new WeightOrder(List.of(1, c.kernel(), c.kernel(), c.out()), LAST_DIMENSION, sources);
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
        int[] sources = new int[Math.multiplyExact(l.in(), l.out())];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = i;
        }
        return new WeightOrder(shape, FIRST_DIMENSION, sources);
    }

    float[] apply(float[] weights) {
        float[] ordered = new float[sources.length];
        for (int i = 0; i < ordered.length; i++) {
            ordered[i] = weights[sources[i]];
        }
        return ordered;
    }

    byte[] apply(byte[] weights) {
        byte[] ordered = new byte[sources.length];
        for (int i = 0; i < ordered.length; i++) {
            ordered[i] = weights[sources[i]];
        }
        return ordered;
    }
}

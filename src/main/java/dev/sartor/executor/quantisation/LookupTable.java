package dev.sartor.executor.quantisation;

import dev.sartor.network.Op;
import dev.sartor.network.quantisation.TensorQuantisation;
import java.util.function.IntUnaryOperator;

/**
 * A function of one quantised value, with the arithmetic of ONNX Runtime: dequantise, compute in 32-bit floating point,
 * quantise. Swish is two quantised operations, a sigmoid and a product, so its sigmoid is quantised too.
 *
 * @param values for each input in [0, 255] the output in [0, 255]
 */
record LookupTable(int[] values) {

    /** @param function from the input to the output, both in [0, 255] */
    private static LookupTable of(IntUnaryOperator function) {
        int[] values = new int[TensorQuantisation.MAX + 1];
        for (int q = 0; q < values.length; q++) {
            values[q] = function.applyAsInt(q);
        }
        return new LookupTable(values);
    }

    /** The table that converts values from one quantisation to another. */
    static LookupTable requantise(TensorQuantisation from, TensorQuantisation to) {
        return of(q -> from.equals(to) ? q : to.quantise(from.dequantise(q)));
    }

    /** The table of an activation function. */
    static LookupTable of(Op.Function function, TensorQuantisation from, TensorQuantisation to) {
        return of(q ->
                function == Op.Function.SWISH ? swish(q, from, to) : to.quantise(value(function, from.dequantise(q))));
    }

    private static float value(Op.Function function, float x) {
        return switch (function) {
            case RELU -> Math.max(0, x);
            case RELU6 -> Math.clamp(x, 0f, 6f);
            case HSWISH -> x * hardSigmoid(x);
            case HARD_SIGMOID -> hardSigmoid(x);
            case SIGMOID -> sigmoid(x);
            case SWISH -> throw new IllegalStateException("A swish has a quantised sigmoid within it");
        };
    }

    private static float hardSigmoid(float x) {
        return Math.clamp(1 / 6f * x + 0.5f, 0f, 1f);
    }

    private static float sigmoid(float x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }

    /** The product of the input and its sigmoid, each quantised. */
    private static int swish(int q, TensorQuantisation from, TensorQuantisation to) {
        TensorQuantisation gate = TensorQuantisation.SIGMOID;
        int product = (q - from.zeroPoint()) * (gate.quantise(sigmoid(from.dequantise(q))) - gate.zeroPoint());
        return Rounding.quantise(product * (from.scale() * gate.scale() / to.scale()), to);
    }
}

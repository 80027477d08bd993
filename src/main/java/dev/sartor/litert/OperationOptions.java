package dev.sartor.litert;

import java.util.List;

/** The options of an operation, by the table of the schema that holds them. */
sealed interface OperationOptions {
    /** An operation without a table of options. */
    record None() implements OperationOptions {}

    record Conv2D(Padding padding, int stride, FusedActivation activation) implements OperationOptions {}

    /** One output channel for each input channel. */
    record DepthwiseConv2D(Padding padding, int stride, FusedActivation activation) implements OperationOptions {}

    record FullyConnected(FusedActivation activation) implements OperationOptions {}

    record Pool2D(Padding padding, int stride, int kernel) implements OperationOptions {}

    record Add(FusedActivation activation) implements OperationOptions {}

    record Mul(FusedActivation activation) implements OperationOptions {}

    record Reducer(boolean keepDimensions) implements OperationOptions {}

    record Reshape(List<Integer> shape) implements OperationOptions {
        public Reshape {
            shape = List.copyOf(shape);
        }
    }

    record Concatenation(int axis) implements OperationOptions {}

    /** The padding of windows, in the order of its codes in the schema. */
    enum Padding {
        /**
         * Zeros around the input, so that the output size is ceil(size / stride); if their number is odd, one more at the end.
         */
        SAME,
        /** No padding. */
        VALID
    }

    /** An activation function within another operation. */
    enum FusedActivation {
        NONE(0),
        RELU(1),
        RELU6(3);

        private final int code;

        FusedActivation(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static FusedActivation of(int code) {
            for (FusedActivation activation : values()) {
                if (activation.code == code) {
                    return activation;
                }
            }
            throw new IllegalArgumentException("There is no fused activation " + code);
        }
    }
}

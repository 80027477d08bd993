package dev.sartor.network;

/** What a layer does. Tensors are one image's: channels x height x width; a linear layer reads and writes n x 1 x 1. */
public sealed interface Op {

    /** The network's input. */
    record Input() implements Op {}

    /**
     * Convolution with zero padding (kernel - 1) / 2, so that out = ceil(in / stride). Weights: out x in/groups x kernel
     * x kernel; with a bias only after batch norm was folded into it.
     */
    record Conv(int in, int out, int kernel, int stride, int groups, boolean bias) implements Op {
        public Conv {
            if (in % groups != 0 || out % groups != 0) {
                throw new IllegalArgumentException(
                        groups + " groups do not divide a convolution of " + in + " to " + out + " channels");
            }
            checkWindow(kernel, stride);
        }

        public boolean depthwise() {
            return groups == in && in == out && groups > 1;
        }

        public boolean pointwise() {
            return kernel == 1 && groups == 1;
        }

        /** Weights without the bias. */
        public long weights() {
            return (long) out * (in / groups) * kernel * kernel;
        }
    }

    /** Batch normalisation with gamma, beta and running mean and variance per channel. */
    record BatchNorm(int channels) implements Op {
        /** Added to the variance. */
        public static final float EPSILON = 1e-5f;
    }

    /** A pointwise function. */
    record Activate(Function function) implements Op {}

    /** The pointwise functions. */
    enum Function {
        RELU,
        RELU6,
        /** x * relu6(x + 3) / 6. */
        HSWISH,
        /** x * sigmoid(x). */
        SWISH,
        /** relu6(x + 3) / 6. */
        HARD_SIGMOID,
        SIGMOID
    }

    /** The sum of two tensors of one shape. */
    record Add() implements Op {}

    /** The first input times the second, a gate of channels x 1 x 1. */
    record Scale() implements Op {}

    /** Inputs one after another along the channels. */
    record Concat() implements Op {}

    /** Channel shuffle: viewed as groups x n, transposed (arXiv 1707.01083, section 3.1). */
    record Shuffle(int groups) implements Op {}

    /** Average pool with zero padding (kernel - 1) / 2; the padding does not count in the average. */
    record AveragePool(int kernel, int stride) implements Op {
        public AveragePool {
            checkWindow(kernel, stride);
        }
    }

    /** Max pool with padding (kernel - 1) / 2 that is smaller than any value. */
    record MaxPool(int kernel, int stride) implements Op {
        public MaxPool {
            checkWindow(kernel, stride);
        }
    }

    /** The mean over height and width: channels x 1 x 1. */
    record GlobalAveragePool() implements Op {}

    /** y = W x + b. Weights: out x in. */
    record Linear(int in, int out) implements Op {}

    /** Zeroes values with this rate while training, scaling the rest; nothing otherwise. */
    record Dropout(double rate) implements Op {}

    /** A window has a centre: with an even kernel it would reach further to one side than there is padding. */
    private static void checkWindow(int kernel, int stride) {
        if (kernel < 1 || kernel % 2 == 0 || stride < 1) {
            throw new IllegalArgumentException(
                    "A window's kernel must be odd and its stride at least 1, not " + kernel + " and " + stride);
        }
    }
}

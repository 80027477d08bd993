package dev.sartor.network;

/** The operation of a layer. Shapes are those of one image, channels x height x width; a linear layer reads and writes n x 1 x 1. */
public sealed interface Op {

    /** The network's input. */
    record Input() implements Op {}

    /**
     * Convolution with zero padding (kernel - 1) / 2, so that the output size is ceil(size / stride). Weights:
     * [output][input of its group][kernel][kernel]. It has a bias only if batch norm was folded into it.
     */
    record Conv(int in, int out, int kernel, int stride, int groups, boolean bias) implements Op {
        public Conv {
            if (in % groups != 0 || out % groups != 0) {
                throw new IllegalArgumentException(
                        groups + " groups do not divide a convolution of " + in + " to " + out + " channels");
            }
            checkWindow(kernel, stride);
        }

        /** The same convolution with a bias. */
        Conv withBias() {
            return new Conv(in, out, kernel, stride, groups, true);
        }

        public boolean depthwise() {
            return groups == in && in == out && groups > 1;
        }

        public boolean pointwise() {
            return kernel == 1 && groups == 1;
        }

        /** The number of weights without the bias. */
        public long weights() {
            return (long) out * (in / groups) * kernel * kernel;
        }
    }

    /** Batch normalisation with gamma, beta and running mean and variance per channel. */
    record BatchNorm(int channels) implements Op {
        /** Added to the variance. */
        public static final float EPSILON = 1e-5f;
    }

    /** An activation function or another pointwise function. */
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

    /** The sum of two tensors of the same shape. */
    record Add() implements Op {}

    /** The first input multiplied by the second, which has one factor per channel: channels x 1 x 1. */
    record Scale() implements Op {}

    /** The concatenation of the inputs along the channels. */
    record Concat() implements Op {}

    /** Channel shuffle: the channels as a matrix of groups x n, transposed (arXiv 1707.01083, section 3.1). */
    record Shuffle(int groups) implements Op {}

    /** Average pool with padding (kernel - 1) / 2 that is not counted in the average. */
    record AveragePool(int kernel, int stride) implements Op {
        public AveragePool {
            checkWindow(kernel, stride);
        }
    }

    /** Max pool with padding (kernel - 1) / 2 by negative infinity. */
    record MaxPool(int kernel, int stride) implements Op {
        public MaxPool {
            checkWindow(kernel, stride);
        }
    }

    /** The mean over height and width: channels x 1 x 1. */
    record GlobalAveragePool() implements Op {}

    /** A linear layer with bias, y = W x + b. Weights: [output][input]. */
    record Linear(int in, int out) implements Op {
        /** The same as a convolution with a 1 x 1 kernel and a bias. */
        public Conv asConvolution() {
            int kernel = 1;
            int stride = 1;
            int groups = 1;
            return new Conv(in, out, kernel, stride, groups, true);
        }
    }

    /** In training, sets values to 0 with this probability and scales the others; the identity at inference. */
    record Dropout(double rate) implements Op {}

    /** Throws an exception for even kernels, whose windows would reach further to one side than the padding. */
    private static void checkWindow(int kernel, int stride) {
        if (kernel < 1 || kernel % 2 == 0 || stride < 1) {
            throw new IllegalArgumentException(
                    "A window's kernel must be odd and its stride at least 1, not " + kernel + " and " + stride);
        }
    }
}

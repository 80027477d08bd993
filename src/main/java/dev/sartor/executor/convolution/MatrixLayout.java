package dev.sartor.executor.convolution;

import java.util.Arrays;

/**
 * The position of an element of a {@link WeightMatrix} in the weights array of a layer: the weights of output n start at {@code
 * first + n * stride}, and the weight of depth k is {@code offset[k]} after that start. The element is always zero and has no
 * weight if {@code offset[k]} is negative, or if the group of k, {@code group[k]}, is not the group of n, {@code n /
 * groupOutputs}.
 */
record MatrixLayout(int outputs, int first, int stride, int[] offset, int[] group, int groupOutputs) {

    /** A plain matrix, stored as outputs x depth. */
    static MatrixLayout plain(int depth, int outputs) {
        int[] offset = new int[depth];
        Arrays.setAll(offset, k -> k);
        return new MatrixLayout(outputs, 0, depth, offset, new int[depth], outputs);
    }

    int index(int k, int n) {
        return offset[k] < 0 || group[k] != n / groupOutputs ? -1 : first + n * stride + offset[k];
    }
}

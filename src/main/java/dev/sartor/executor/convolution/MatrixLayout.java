package dev.sartor.executor.convolution;

import java.util.Arrays;

/**
 * The position of an element of a {@link WeightMatrix} in the weights array of a layer: output n of it starts at {@code first + n *
 * stride}, and depth k is {@code offset[k]} further, or nowhere (always zero) if that is negative or the two belong
 * to different groups: k to {@code group[k]}, n to {@code n / groupOutputs}.
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

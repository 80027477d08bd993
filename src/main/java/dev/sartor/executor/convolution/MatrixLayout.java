package dev.sartor.executor.convolution;

import java.util.Arrays;

/**
 * Where the elements of a {@link WeightMatrix} are in the weights array of a layer. The element for output n and depth k (an
 * input channel of a tap) is at index {@code first + n * stride + offset[k]}. It is always zero, without a weight, if {@code
 * offset[k]} is negative, or if n belongs to another group of the convolution than k.
 *
 * @param outputs      the number of outputs
 * @param stride       distance between the weights of consecutive outputs
 * @param group        the group of each depth
 * @param groupOutputs outputs of a group
 */
record MatrixLayout(int outputs, int first, int stride, int[] offset, int[] group, int groupOutputs) {

    /** The layout of a plain matrix, stored as [output][depth]. */
    static MatrixLayout plain(int depth, int outputs) {
        int[] offset = new int[depth];
        Arrays.setAll(offset, k -> k);
        int first = 0;
        int[] oneGroup = new int[depth];
        return new MatrixLayout(outputs, first, depth, offset, oneGroup, outputs);
    }

    /** The index of the weight for depth k and output n; -1 if it has none. */
    int index(int k, int n) {
        return offset[k] < 0 || group[k] != n / groupOutputs ? -1 : first + n * stride + offset[k];
    }
}

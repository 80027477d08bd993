package dev.sartor.executor.convolution;

import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.network.Op;
import java.util.ArrayList;
import java.util.List;

/**
 * A slice of a convolution that reads and writes whole blocks: an ungrouped convolution is one slice; of a grouped one,
 * a slice is the smallest number of groups whose channels fill whole blocks, as one matrix with zeros between groups.
 * Rows are pixels and blocks are groups of 16 channels, as in {@link Tile}.
 *
 * @param inBlock    first block that the slice reads
 * @param outBlock   first block that the slice writes
 * @param firstGroup the first group of the slice
 * @param groups     the number of groups
 */
public record GroupSlice(int inBlock, int outBlock, int firstGroup, int groups, WeightMatrix matrix) {

    /** The slices of a convolution. The channels of each tap (position in the kernel) are padded to whole blocks. */
    public static List<GroupSlice> of(Op.Conv conv, Kernels kernels) {
        boolean dense = false;
        return of(conv, dense, kernels);
    }

    /** The slices of a convolution of patches ({@link Im2col}), which pack the channels of all taps without padding. */
    static List<GroupSlice> ofPatches(Op.Conv conv, Kernels kernels) {
        boolean dense = true;
        return of(conv, dense, kernels);
    }

    private static List<GroupSlice> of(Op.Conv conv, boolean dense, Kernels kernels) {
        int in = conv.in() / conv.groups();
        int out = conv.out() / conv.groups();
        int groupCount = groupsPerSlice(conv.groups(), in, out);
        List<GroupSlice> slices = new ArrayList<>();
        for (int g = 0; g < conv.groups(); g += groupCount) {
            int taps = conv.kernel() * conv.kernel();
            var layout = layout(taps, in, out, groupCount, g * out, dense);
            slices.add(new GroupSlice(
                    g * in / Tile.LANES, g * out / Tile.LANES, g, groupCount, new WeightMatrix(layout, kernels)));
        }
        return slices;
    }

    /** The smallest number of groups whose inputs and outputs fill whole blocks. */
    private static int groupsPerSlice(int groups, int in, int out) {
        for (int n = 1; n < groups; n++) {
            if (groups % n == 0 && n * in % Tile.LANES == 0 && n * out % Tile.LANES == 0) {
                return n;
            }
        }
        return groups;
    }

    /**
     * Where the weights of a slice are in the layer's weights.
     *
     * @param in    input channels of a group
     * @param out   output channels of a group
     * @param dense whether the channels of all taps are packed without padding
     */
    private static MatrixLayout layout(int taps, int in, int out, int groups, int firstOutput, boolean dense) {
        int channels = in * groups;
        int perTap = dense || taps == 1 ? channels : Tile.padded(channels);
        int[] offset = new int[taps * perTap];
        int[] group = new int[offset.length];
        for (int k = 0; k < offset.length; k++) {
            int channel = k % perTap;
            offset[k] = channel < channels ? channel % in * taps + k / perTap : -1;
            group[k] = channel / in;
        }
        return new MatrixLayout(out * groups, firstOutput * in * taps, in * taps, offset, group, out);
    }

    /** The number of channels that the slice reads. */
    int channels(Op.Conv conv) {
        return conv.in() / conv.groups() * groups;
    }

    /** The matrix that maps gradients of the outputs at some taps to gradients of the inputs. */
    WeightMatrix transposed(Op.Conv conv, List<Integer> taps, Kernels kernels) {
        int in = conv.in() / conv.groups();
        int out = conv.out() / conv.groups();
        int perOutput = in * conv.kernel() * conv.kernel();
        int outputs = out * groups;
        int perTap = Tile.padded(outputs);
        int[] offset = new int[taps.size() * perTap];
        int[] group = new int[offset.length];
        for (int k = 0; k < offset.length; k++) {
            int o = k % perTap;
            group[k] = o / out;
            // inputs are numbered from the first of all groups
            offset[k] = o < outputs ? (o - group[k]) * perOutput + taps.get(k / perTap) : -1;
        }
        int perInput = conv.kernel() * conv.kernel();
        return new WeightMatrix(
                new MatrixLayout(in * groups, firstGroup * out * perOutput, perInput, offset, group, in), kernels);
    }
}

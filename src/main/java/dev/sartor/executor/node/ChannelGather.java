package dev.sartor.executor.node;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.Scratch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Copies channels into a new order: {@code Op.Concat} and {@code Op.Shuffle}. Rows are pixels and blocks are groups of
 * 16 channels, as in {@link Tile}; a chunk is some images of the batch.
 */
public final class ChannelGather extends OnePassNode {
    private final Kernels kernels;
    /** For each output channel, the channel it comes from. */
    private final List<SourceChannel> sources;

    /** @param input an index into the node's inputs */
    private record SourceChannel(int input, int channel) {}

    private ChannelGather(List<NodeInput> inputs, List<SourceChannel> sources, Value output, Kernels kernels) {
        super(inputs, output);
        this.kernels = kernels;
        this.sources = sources;
    }

    /** The channels of all inputs, one input after another. */
    public static ChannelGather concat(List<NodeInput> inputs, Value output, Kernels kernels) {
        List<SourceChannel> sources = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            for (int c = 0; c < inputs.get(i).value().shape.channels(); c++) {
                sources.add(new SourceChannel(i, c));
            }
        }
        return new ChannelGather(inputs, sources, output, kernels);
    }

    /** Transposes channels as groups x n: channel {@code g * n + i} goes to {@code i * groups + g}. */
    public static ChannelGather shuffle(int groups, NodeInput input, Value output, Kernels kernels) {
        int perGroup = output.shape.channels() / groups;
        int onlyInput = 0;
        List<SourceChannel> sources = new ArrayList<>();
        for (int c = 0; c < output.shape.channels(); c++) {
            sources.add(new SourceChannel(onlyInput, c % groups * perGroup + c / groups));
        }
        return new ChannelGather(List.of(input), sources, output, kernels);
    }

    @Override
    public void forward(Chunk chunk, boolean batchStatistics, Scratch scratch) {
        int row = chunk.from() * output.pixelsPerImage();
        int rows = chunk.images() * output.pixelsPerImage();
        Tile out = output.rawAt(0, row);
        for (int b = 0; b < output.channelBlocks(); b++) {
            Arrays.fill(out.data(), out.blockOffset(b), out.blockOffset(b) + rows * Tile.LANES, 0);
        }
        List<Tile> in = inputs.stream()
                .map(input -> input.value().read(row, rows, scratch))
                .toList();
        for (int c = 0; c < sources.size(); c++) {
            copyChannel(in.get(sources.get(c).input()), sources.get(c).channel(), out, c, rows);
        }
        if (batchStatistics) {
            addToBatchStatistics(chunk);
        }
    }

    private static void copyChannel(Tile from, int channel, Tile to, int toChannel, int rows) {
        int source = from.blockOffset(channel / Tile.LANES) + channel % Tile.LANES;
        int target = to.blockOffset(toChannel / Tile.LANES) + toChannel % Tile.LANES;
        for (int i = 0; i < rows * Tile.LANES; i += Tile.LANES) {
            to.data()[target + i] = from.data()[source + i];
        }
    }

    @Override
    public void backward(Chunk chunk, Scratch scratch) {
        int row = chunk.from() * output.pixelsPerImage();
        int rows = chunk.images() * output.pixelsPerImage();
        Tile gradient = output.readGradient(row, rows, scratch);
        for (int i = 0; i < inputs.size(); i++) {
            NodeInput input = inputs.get(i);
            Tile inputGradient = scratch.take(input.value().channelBlocks(), rows);
            Arrays.fill(
                    inputGradient.data(),
                    inputGradient.offset(),
                    inputGradient.blockOffset(input.value().channelBlocks()),
                    0);
            for (int c = 0; c < sources.size(); c++) {
                if (sources.get(c).input() == i) {
                    copyChannel(gradient, c, inputGradient, sources.get(c).channel(), rows);
                }
            }
            for (int b = 0; b < input.value().channelBlocks(); b++) {
                input.accumulate(kernels, b, row, rows, inputGradient.fromBlock(b));
            }
        }
    }
}

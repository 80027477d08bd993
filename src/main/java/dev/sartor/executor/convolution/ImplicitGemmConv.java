package dev.sartor.executor.convolution;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.MemoryRequests;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.executor.node.NodeInput;
import dev.sartor.executor.node.OnePassNode;
import dev.sartor.executor.node.Value;
import dev.sartor.network.Layer;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution, with one or more groups of channels, as a matrix product whose rows are read through the taps of the kernel in place
 * (implicit GEMM), without copying patches. The gradient of the input is a convolution of the output gradient with the
 * flipped kernel, one for each {@link PolyphasePlanes.Phase} of a stride. Rows are pixels and blocks are groups of 16
 * channels, as in {@link Tile}; a chunk is some images of the batch.
 */
public final class ImplicitGemmConv extends OnePassNode {
    private final Kernels kernels;
    private final String name;
    private final PolyphasePlanes planes;
    /** For each tap (position in the kernel), the offset of its input from the output pixel, in rows. */
    private final int[] taps;

    private final List<PolyphasePlanes.Phase> phases;
    private final List<Slice> slices = new ArrayList<>();

    /**
     * @param channels   number of input channels
     * @param transposed for each phase, the matrix that maps gradients of the outputs to gradients of the inputs
     */
    private record Slice(GroupSlice forward, int channels, List<WeightMatrix> transposed) {}

    public ImplicitGemmConv(Layer layer, Op.Conv conv, NodeInput input, Value output, Kernels kernels) {
        super(List.of(input), output);
        this.kernels = kernels;
        name = Parameter.name(layer.name(), Parameter.Role.WEIGHT);
        planes = PolyphasePlanes.of(input.value().shape, conv.kernel(), conv.stride());
        taps = planes.tapOffsets();
        phases = planes.phases();
        for (GroupSlice slice : GroupSlice.of(conv, kernels)) {
            slices.add(new Slice(
                    slice,
                    slice.channels(conv),
                    phases.stream()
                            .map(p -> slice.transposed(conv, p.taps(), kernels))
                            .toList()));
        }
    }

    @Override
    public void requestMemory(MemoryRequests requests) {
        super.requestMemory(requests);
        for (Slice s : slices) {
            s.forward().matrix().requestForward(requests);
            if (requests.hasBackward()) {
                s.forward().matrix().requestSums(requests);
                s.transposed().forEach(m -> m.requestForward(requests));
            }
        }
    }

    @Override
    public void load(Weights weights, boolean training) {
        super.load(weights, training);
        float[] values = weights.tensor(name);
        for (Slice s : slices) {
            s.forward().matrix().load(values);
            if (training && input().needsGradient()) {
                s.transposed().forEach(m -> m.load(values));
            }
        }
    }

    /** Reads the planes of an image into {@code in}. */
    private Tile read(int image, Tile buffer, Tile in) {
        Value value = input().value();
        for (int b = 0; b < value.channelBlocks(); b++) {
            planes.read(value, b, image, buffer, in.fromBlock(b));
        }
        return in;
    }

    private Tile inputPlanes(Scratch scratch) {
        int blocks = input().value().channelBlocks();
        return planes.cleared(scratch.take(blocks, planes.rows()), blocks);
    }

    @Override
    public void forward(Chunk chunk, boolean batchStatistics, Scratch scratch) {
        Tile in = inputPlanes(scratch);
        Tile buffer = scratch.takeBlock(input().value().pixelsPerImage());
        for (int image = chunk.from(); image < chunk.to(); image++) {
            read(image, buffer, in);
            int row = image * output.pixelsPerImage();
            for (Slice s : slices) {
                product(s.forward().matrix(), taps, planes.outHeight(), planes.outWidth())
                        .run(
                                in.fromBlock(s.forward().inBlock()),
                                output.rawAt(s.forward().outBlock(), row),
                                scratch);
            }
            for (int b = 0; batchStatistics && b < output.channelBlocks(); b++) {
                output.addToBatchStatistics(chunk.index(), b, row, output.pixelsPerImage());
            }
        }
    }

    private ImplicitGemm product(WeightMatrix matrix, int[] rowOffsets, int height, int width) {
        return new ImplicitGemm(matrix, rowOffsets, planes.pitch(), height, width);
    }

    @Override
    public void backward(Chunk chunk, Scratch scratch) {
        slices.forEach(s -> s.forward().matrix().clearGradientSums(chunk.index()));
        Tile in = inputPlanes(scratch);
        Tile gradient =
                planes.cleared(scratch.take(output.channelBlocks(), planes.gradientRows()), output.channelBlocks());
        Tile firstGradient = gradient.fromRow(planes.gradientOrigin());
        Tile buffer = scratch.takeBlock(input().value().pixelsPerImage());
        int rows = (planes.outHeight() - 1) * planes.pitch() + planes.outWidth();
        for (int image = chunk.from(); image < chunk.to(); image++) {
            read(image, buffer, in);
            readGradient(image, buffer, firstGradient);
            for (Slice s : slices) {
                // one product over all lines, since the gradient is zero in the padding between them
                s.forward()
                        .matrix()
                        .addOuterProduct(
                                chunk.index(),
                                in.fromBlock(s.forward().inBlock()),
                                taps,
                                s.channels(),
                                firstGradient.fromBlock(s.forward().outBlock()),
                                rows);
                if (input().needsGradient()) {
                    writeInputGradient(
                            s, image, firstGradient.fromBlock(s.forward().outBlock()), scratch);
                }
            }
        }
    }

    /** Reads the output gradient of an image, with padding between lines. */
    private void readGradient(int image, Tile buffer, Tile firstGradient) {
        int row = image * output.pixelsPerImage();
        for (int b = 0; b < output.channelBlocks(); b++) {
            output.readGradient(
                    b,
                    row,
                    output.gradientAt(b, row),
                    buffer,
                    firstGradient.fromBlock(b),
                    planes.pitch(),
                    planes.outHeight(),
                    planes.outWidth());
        }
    }

    /** Writes the input gradient of an image, phase by phase. */
    private void writeInputGradient(Slice slice, int image, Tile gradient, Scratch scratch) {
        int mark = scratch.mark();
        int plane = input().value().pixelsPerImage();
        int first = slice.forward().inBlock();
        boolean writesDirectly = phases.size() == 1 && input().gradientMode() == NodeInput.GradientMode.STORE;
        int blocks = slice.transposed().getFirst().outputBlocks();
        Tile inputGradient =
                writesDirectly ? input().value().gradientAt(first, image * plane) : scratch.take(blocks, plane);
        for (int i = 0; i < phases.size(); i++) {
            PolyphasePlanes.Phase phase = phases.get(i);
            Tile to = phases.size() == 1 ? inputGradient : scratch.take(blocks, phase.height() * phase.width());
            product(slice.transposed().get(i), phase.gradientOffsets(), phase.height(), phase.width())
                    .run(gradient, to, scratch);
            for (int b = 0; phases.size() > 1 && b < blocks; b++) {
                planes.scatter(phase, to.fromBlock(b), inputGradient.fromBlock(b));
            }
        }
        for (int b = 0; !writesDirectly && b < blocks; b++) {
            input().accumulate(kernels, first + b, image * plane, plane, inputGradient.fromBlock(b));
        }
        scratch.release(mark);
    }

    @Override
    public int reductionTasks() {
        return slices.size() * slices.getFirst().forward().matrix().depthBlocks();
    }

    @Override
    public void reduceGradients(int task, int chunks, Weights gradients) {
        int blocks = slices.getFirst().forward().matrix().depthBlocks();
        slices.get(task / blocks).forward().matrix().reduceGradients(task % blocks, chunks, gradients.tensor(name));
    }
}

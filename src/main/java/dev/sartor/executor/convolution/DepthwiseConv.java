package dev.sartor.executor.convolution;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.MemoryRequests;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.executor.node.NodeInput;
import dev.sartor.executor.node.OnePassNode;
import dev.sartor.executor.node.PaddedPlane;
import dev.sartor.executor.node.Value;
import dev.sartor.network.Layer;
import dev.sartor.network.Op;
import dev.sartor.network.Weights;
import java.util.List;

/**
 * A depthwise convolution: each channel has its own kernel. Rows are pixels and blocks are groups of 16 channels, as in
 * {@link Tile}; a chunk is some images of the batch.
 */
public final class DepthwiseConv extends OnePassNode {
    private final Kernels kernels;
    private final DepthwiseWeights taps;
    private final PlaneConvolution planeConvolution;

    public DepthwiseConv(Layer layer, Op.Conv conv, NodeInput input, Value output, Kernels kernels) {
        super(List.of(input), output);
        this.kernels = kernels;
        taps = new DepthwiseWeights(layer, conv);
        planeConvolution =
                PlaneConvolution.of(kernels, conv.kernel(), conv.stride(), input.value().shape, output.shape);
    }

    @Override
    public void requestMemory(MemoryRequests requests) {
        super.requestMemory(requests);
        taps.requestMemory(requests);
    }

    @Override
    public void load(Weights weights, boolean training) {
        super.load(weights, training);
        taps.load(weights);
    }

    @Override
    public void forward(Chunk chunk, boolean batchStatistics, Scratch scratch) {
        PlaneConvolution.Planes planes = planeConvolution.planes(scratch);
        for (int b = 0; b < output.channelBlocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                int row = image * output.pixelsPerImage();
                read(b, image, planes);
                planeConvolution.forward(planes, taps.of(b), output.rawAt(b, row));
                if (batchStatistics) {
                    output.addToBatchStatistics(chunk.index(), b, row, output.pixelsPerImage());
                }
            }
        }
    }

    /** Reads one block of an image into a padded plane. */
    private void read(int block, int image, PlaneConvolution.Planes planes) {
        PaddedPlane paddedPlane = planeConvolution.paddedPlane();
        Value value = input().value();
        value.read(
                block,
                image * value.pixelsPerImage(),
                planeConvolution.interior(planes),
                paddedPlane.pitch(),
                paddedPlane.innerHeight(),
                paddedPlane.innerWidth());
    }

    @Override
    public void backward(Chunk chunk, Scratch scratch) {
        PlaneConvolution.Planes planes = planeConvolution.planes(scratch);
        Tile plane = scratch.takeBlock(output.pixelsPerImage());
        Tile inputGradient = scratch.takeBlock(input().value().pixelsPerImage());
        taps.clearGradientSums(chunk.index());
        for (int b = 0; b < output.channelBlocks(); b++) {
            for (int image = chunk.from(); image < chunk.to(); image++) {
                int row = image * output.pixelsPerImage();
                read(b, image, planes);
                planeConvolution.backward(
                        output, b, row, output.gradientAt(b, row), plane, planes, taps, chunk.index(), inputGradient);
                int rows = input().value().pixelsPerImage();
                input().accumulate(kernels, b, image * rows, rows, inputGradient);
            }
        }
    }

    @Override
    public int reductionTasks() {
        return taps.reductionTasks();
    }

    @Override
    public void reduceGradients(int block, int chunks, Weights gradients) {
        taps.reduceGradients(block, chunks, gradients);
    }
}

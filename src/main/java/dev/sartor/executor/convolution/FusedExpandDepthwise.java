package dev.sartor.executor.convolution;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.IndexRange;
import dev.sartor.executor.kernel.ActivationFunction;
import dev.sartor.executor.kernel.Affine;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Panel;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.MemoryRequests;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.executor.node.BatchNormTransform;
import dev.sartor.executor.node.NodeInput;
import dev.sartor.executor.node.PaddedPlane;
import dev.sartor.executor.node.Pass;
import dev.sartor.executor.node.Value;
import dev.sartor.network.Layer;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.Arrays;

/**
 * A pointwise expansion with batch norm and activation, fused with the depthwise convolution after it. The expanded
 * tensor, several times larger than the input, is never stored: a few images and channels at a time are computed in the
 * cache, used, and recomputed in the backward pass; {@link LinearMoments} computes the batch norm. Rows are pixels and
 * blocks are groups of 16 channels, as in {@link Tile}; a chunk is some images of the batch.
 */
public final class FusedExpandDepthwise {
    /** Pixels computed at once, unless one image has more; with fewer the kernels are inefficient. */
    private static final int PIXELS_AT_ONCE = 256;

    private final Kernels kernels;
    private final NodeInput input;
    private final Value depthwiseOutput;
    private final BatchNormTransform norm;
    private final String name;
    /** The weights of the expansion. */
    private final WeightMatrix matrix;
    /** The weights times the scale of batch norm, for the backward pass. */
    private final WeightMatrix scaledMatrix;
    /** Maps inputs to the part of their gradient that comes through the batch statistics ({@link LinearMoments#inputMatrix}). */
    private final WeightMatrix statisticsGradientMatrix;

    private final LinearMoments moments;
    private final DepthwiseWeights taps;
    private final PlaneConvolution planeConvolution;

    /** The source of the gradient of the depthwise output. */
    interface OutputGradient {
        /** The gradient of some rows. */
        Panels at(int row, int rows, Scratch scratch);

        /** The gradient that is stored with a value. It is read in place, so neither scratch nor a buffer is used. */
        static OutputGradient ofStored(Value value) {
            return (row, _, _) -> (_, block, _) -> value.gradientAt(block, row);
        }
    }

    /** The gradient of some rows, panel by panel; a panel is at most {@link Panel#WIDEST} blocks. */
    interface Panels {
        /** The gradient of the channel blocks of a panel, whose first block is {@code block}; may use {@code buffer}. */
        Tile read(int panel, int block, Tile buffer);
    }

    /** @param depthwiseOutput the depthwise convolution's value */
    public FusedExpandDepthwise(
            Layer expand,
            BatchNormTransform norm,
            Layer depthwise,
            NodeInput input,
            Value depthwiseOutput,
            Kernels kernels) {
        this.kernels = kernels;
        this.input = input;
        this.depthwiseOutput = depthwiseOutput;
        this.norm = norm;
        name = Parameter.name(expand.name(), Parameter.Role.WEIGHT);
        var pointwise = (Op.Conv) expand.op();
        var layout = MatrixLayout.plain(pointwise.in(), pointwise.out());
        matrix = new WeightMatrix(layout, kernels);
        scaledMatrix = new WeightMatrix(layout, kernels);
        statisticsGradientMatrix = new WeightMatrix(MatrixLayout.plain(pointwise.in(), pointwise.in()), kernels);
        moments = new LinearMoments(pointwise.in(), pointwise.out(), norm, kernels);
        var conv = (Op.Conv) depthwise.op();
        taps = new DepthwiseWeights(depthwise, conv);
        planeConvolution =
                PlaneConvolution.of(kernels, conv.kernel(), conv.stride(), expand.output(), depthwiseOutput.shape);
    }

    void requestMemory(MemoryRequests requests) {
        matrix.requestForward(requests);
        matrix.requestSums(requests);
        taps.requestMemory(requests);
        if (requests.usesBatchStatistics()) {
            moments.requestMemory(requests);
        }
        if (requests.hasBackward()) {
            scaledMatrix.requestBackward(requests);
            statisticsGradientMatrix.requestForward(requests);
        }
    }

    void load(Weights weights, boolean training) {
        norm.load(weights, training);
        depthwiseOutput.transform.load(weights, training);
        matrix.load(weights.tensor(name));
        moments.load(weights.tensor(name));
        taps.load(weights);
    }

    /** Images computed at once. */
    int imagesAtOnce() {
        return Math.max(1, PIXELS_AT_ONCE / inputPixels());
    }

    private int inputPixels() {
        return input.value().pixelsPerImage();
    }

    /** The forward pass of training: the raw depthwise output and the statistics of its transform. */
    void forward(Pass pass) {
        pass.forEachChunk((chunk, scratch) -> moments.addInputs(chunk, input.value(), scratch));
        moments.finishBatchStatistics(pass, pass.rows(input.value()));
        pass.forEachChunk((chunk, scratch) -> {
            depthwiseOutput.clearSums(chunk.index());
            for (int image = chunk.from(); image < chunk.to(); image += imagesAtOnce()) {
                int count = Math.min(imagesAtOnce(), chunk.to() - image);
                int first = image * depthwiseOutput.pixelsPerImage();
                expandAndFilter(image, count, depthwiseOutput.raw.fromRow(first), scratch);
                for (int b = 0; b < depthwiseOutput.channelBlocks(); b++) {
                    depthwiseOutput.addToBatchStatistics(
                            chunk.index(), b, first, count * depthwiseOutput.pixelsPerImage());
                }
            }
        });
        depthwiseOutput.finishBatchStatistics(pass);
    }

    /** Writes a chunk of the raw depthwise output, without statistics. */
    void expandAndFilter(Chunk chunk, Scratch scratch) {
        for (int image = chunk.from(); image < chunk.to(); image += imagesAtOnce()) {
            int count = Math.min(imagesAtOnce(), chunk.to() - image);
            expandAndFilter(
                    image, count, depthwiseOutput.raw.fromRow(image * depthwiseOutput.pixelsPerImage()), scratch);
        }
    }

    /** Computes the depthwise output after its batch norm and activation, for some images and panels, with running statistics. */
    void infer(int image, int count, IndexRange panels, Tile out, Scratch scratch) {
        int rows = count * depthwiseOutput.pixelsPerImage();
        expandAndFilter(image, count, panels, out, scratch);
        for (int b = 0; b < blocks(panels); b++) {
            Tile t = out.fromBlock(b);
            int channel = (panels.from() * Panel.WIDEST + b) * Tile.LANES;
            kernels.activateRows(
                    t, depthwiseOutput.transform.affine, channel, depthwiseOutput.transform.activation, t, rows);
        }
    }

    /** The number of panels of the depthwise output. */
    int panelCount() {
        return (depthwiseOutput.channelBlocks() + Panel.WIDEST - 1) / Panel.WIDEST;
    }

    /** The number of blocks of some panels. */
    int blocks(IndexRange panels) {
        return Math.min(depthwiseOutput.channelBlocks(), panels.to() * Panel.WIDEST) - panels.from() * Panel.WIDEST;
    }

    private void expandAndFilter(int image, int count, Tile out, Scratch scratch) {
        expandAndFilter(image, count, new IndexRange(0, panelCount()), out, scratch);
    }

    /** Writes the raw depthwise output of {@code count} images from {@code image} on, for some panels. */
    private void expandAndFilter(int image, int count, IndexRange panels, Tile out, Scratch scratch) {
        int rows = count * inputPixels();
        int mark = scratch.mark();
        Tile x = input.value().read(image * inputPixels(), rows, scratch);
        Tile expanded = scratch.take(Panel.WIDEST, rows);
        PlaneConvolution.Planes planes = planeConvolution.planes(scratch);
        for (int panel = panels.from(); panel < panels.to(); panel++) {
            int first = panel * Panel.WIDEST;
            matrix.multiplyPanel(panel, x, expanded, rows);
            for (int v = 0; v < Panel.width(first, depthwiseOutput.channelBlocks()); v++) {
                Tile to = out.fromBlock(first - panels.from() * Panel.WIDEST + v);
                for (int i = 0; i < count; i++) {
                    activate(expanded.fromBlock(v).fromRow(i * inputPixels()), first + v, planes);
                    planeConvolution.forward(
                            planes, taps.of(first + v), to.fromRow(i * depthwiseOutput.pixelsPerImage()));
                }
            }
        }
        scratch.release(mark);
    }

    /** Writes batch norm and activation of one block of an expanded image into a padded plane. */
    private void activate(Tile expanded, int block, PlaneConvolution.Planes planes) {
        PaddedPlane paddedPlane = planeConvolution.paddedPlane();
        kernels.activate(
                expanded,
                norm.affine,
                block * Tile.LANES,
                norm.activation,
                planeConvolution.interior(planes),
                paddedPlane.pitch(),
                paddedPlane.innerHeight(),
                paddedPlane.innerWidth());
    }

    /** The backward pass from the depthwise output: the gradients of the input and of the weights. */
    void backward(Pass pass, OutputGradient gradient) {
        scaledMatrix.loadTransposed(moments.scaledWeights());
        pass.forEachChunk((chunk, scratch) -> {
            matrix.clearGradientSums(chunk.index());
            moments.clearGradients(chunk.index());
            taps.clearGradientSums(chunk.index());
            int mark = scratch.mark();
            for (int image = chunk.from(); image < chunk.to(); image += imagesAtOnce()) {
                backward(chunk.index(), image, Math.min(imagesAtOnce(), chunk.to() - image), gradient, scratch);
                scratch.release(mark);
            }
        });
        pass.forEach(taps.reductionTasks(), block -> taps.reduceGradients(block, pass.chunks(), pass.gradients()));
        moments.finishGradients(pass, matrix, pass.gradients().tensor(name));
        if (input.needsGradient()) {
            addStatisticsGradient(pass);
        }
    }

    /** The backward pass of {@code count} images from {@code image} on. */
    private void backward(int chunk, int image, int count, OutputGradient gradient, Scratch scratch) {
        int rows = count * inputPixels();
        int outRows = count * depthwiseOutput.pixelsPerImage();
        int outRow = image * depthwiseOutput.pixelsPerImage();
        Tile x = input.value().read(image * inputPixels(), rows, scratch);
        Tile expanded = scratch.take(Panel.WIDEST, rows);
        Tile buffer = scratch.take(Panel.WIDEST, outRows);
        Tile expandedGradient = scratch.take(depthwiseOutput.channelBlocks(), rows);
        PlaneConvolution.Planes planes = planeConvolution.planes(scratch);
        Panels panels = gradient.at(outRow, outRows, scratch);
        int blocks = depthwiseOutput.channelBlocks();
        for (int b = 0, panel = 0; b < blocks; b += Panel.width(b, blocks), panel++) {
            int width = Panel.width(b, blocks);
            matrix.multiplyPanel(panel, x, expanded, rows);
            Tile outputGradient = panels.read(panel, b, buffer);
            for (int v = 0; v < width; v++) {
                for (int i = 0; i < count; i++) {
                    int row = i * depthwiseOutput.pixelsPerImage();
                    activate(expanded.fromBlock(v).fromRow(i * inputPixels()), b + v, planes);
                    planeConvolution.backward(
                            depthwiseOutput,
                            b + v,
                            outRow + row,
                            outputGradient.fromBlock(v).fromRow(row),
                            buffer.fromBlock(v).fromRow(row),
                            planes,
                            taps,
                            chunk,
                            expandedGradient.fromBlock(b + v).fromRow(i * inputPixels()));
                }
                backThroughActivation(chunk, b + v, expandedGradient.fromBlock(b + v), expanded.fromBlock(v), rows);
            }
            matrix.addOuterProduct(chunk, x, expandedGradient.fromBlock(b), b, width, rows);
        }
        int firstBlock = 0;
        scaledMatrix.accumulateInputGradient(input, firstBlock, image * inputPixels(), rows, expandedGradient, scratch);
    }

    /** Computes the gradient before the activation of the expanded value, and sums it. */
    private void backThroughActivation(int chunk, int block, Tile g, Tile expanded, int rows) {
        kernels.activationGradient(g, expanded, norm.affine, block * Tile.LANES, norm.activation, g, rows);
        moments.addGradient(chunk, block, g, rows);
    }

    /** Adds the part of the input's gradient that comes through the batch statistics. */
    private void addStatisticsGradient(Pass pass) {
        statisticsGradientMatrix.load(moments.inputMatrix(pass));
        float[] ones = new float[Tile.padded(input.value().shape.channels())];
        Arrays.fill(ones, 1);
        var shift = new Affine(ones, moments.inputShift());
        pass.forEachChunk((chunk, scratch) -> {
            int mark = scratch.mark();
            int end = chunk.to() * inputPixels();
            for (int row = chunk.from() * inputPixels(); row < end; row += PIXELS_AT_ONCE) {
                int rows = Math.min(PIXELS_AT_ONCE, end - row);
                Tile product = scratch.take(input.value().channelBlocks(), rows);
                statisticsGradientMatrix.multiply(input.value().read(row, rows, scratch), product, rows);
                for (int b = 0; b < input.value().channelBlocks(); b++) {
                    Tile t = product.fromBlock(b);
                    kernels.activateRows(t, shift, b * Tile.LANES, ActivationFunction.LINEAR, t, rows);
                    kernels.add(input.value().gradientAt(b, row), t, rows);
                }
                scratch.release(mark);
            }
            input.sumStoredGradients(chunk, scratch);
        });
    }
}

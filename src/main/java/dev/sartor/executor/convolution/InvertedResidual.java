package dev.sartor.executor.convolution;

import dev.sartor.executor.Chunk;
import dev.sartor.executor.IndexRange;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Panel;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.memory.MemoryRequests;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.executor.node.Node;
import dev.sartor.executor.node.NodeInput;
import dev.sartor.executor.node.Pass;
import dev.sartor.executor.node.Value;
import dev.sartor.network.Weights;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The three convolutions of an inverted residual (arXiv 1801.04381), fused. Of the two wide tensors within it, training
 * stores the output of the depthwise convolution. Inference stores neither: it computes a few images at a time, or one
 * of several groups of channels whose part of the projection is added to the others (section 5.1). Gradients of
 * expanded tensors are computed twice rather than stored, because memory is slower than arithmetic. Rows are pixels and
 * blocks are groups of 16 channels, as in {@link Tile}; a panel is up to 2 blocks, and a chunk is some images of the batch.
 */
public final class InvertedResidual extends Node {
    /** In batches of at most so many images, the work on one image is divided too, so that several threads have work. */
    private static final int FEW_IMAGES = 4;
    /** The number of parts that such work is divided into; each reads the whole input of the block. */
    private static final int PARTS = 4;
    /** The smallest number of pixels of a task. */
    private static final int MIN_PIXELS_PER_TASK = 16;

    private static final int FIRST_BLOCK = 0;

    private final Kernels kernels;
    private final FusedExpandDepthwise expansion;
    private final Value depthwiseOutput;
    private final PointwiseConv project;
    private final WeightMatrix matrix;
    private final int groups;
    /** For few images: one group of channels of the depthwise output, after batch norm and activation. */
    private Tile groupBuffer;

    /**
     * @param project reads the depthwise output and writes the output
     * @param groups  number of groups of channels of the depthwise output; inference computes one at a time
     */
    public InvertedResidual(
            NodeInput input, FusedExpandDepthwise expansion, PointwiseConv project, int groups, Kernels kernels) {
        super(List.of(input), project.output);
        this.kernels = kernels;
        this.expansion = expansion;
        this.project = project;
        this.groups = Math.min(groups, expansion.panelCount());
        depthwiseOutput = project.input().value();
        matrix = project.slices.getFirst().matrix();
    }

    @Override
    public void requestMemory(MemoryRequests requests) {
        expansion.requestMemory(requests);
        project.requestMemory(requests);
        if (requests.usesBatchStatistics()) {
            depthwiseOutput.requestInner(requests);
        } else {
            int images = Math.min(FEW_IMAGES, requests.capacity());
            int blocks = IntStream.range(0, groups)
                    .map(i -> expansion.blocks(group(i)))
                    .max()
                    .orElseThrow();
            requests.tile(
                    MemoryRequests.Liveness.FORWARD,
                    blocks,
                    images * depthwiseOutput.pixelsPerImage(),
                    t -> groupBuffer = t);
        }
    }

    @Override
    public void load(Weights weights, boolean training) {
        expansion.load(weights, training);
        project.load(weights, training);
    }

    @Override
    public void forward(Pass pass) {
        if (pass.training()) {
            expansion.forward(pass);
            project.forward(pass);
        } else if (pass.images() <= FEW_IMAGES) {
            inferFewImages(pass);
        } else {
            pass.forEachChunk(this::inferChunk);
        }
    }

    private void inferFewImages(Pass pass) {
        for (int i = 0; i < groups; i++) {
            inferFewImages(pass, group(i));
        }
    }

    /**
     * Computes a group of panels (2 blocks each) of the depthwise output in parts, and then what they add to the output, by
     * pixels.
     */
    private void inferFewImages(Pass pass, IndexRange group) {
        Tile buffer = depthwiseOutput.raw == null ? groupBuffer : depthwiseOutput.raw;
        int parts = Math.min(PARTS, group.count());
        pass.runTasks(pass.images() * parts, (task, scratch) -> {
            int image = task / parts;
            IndexRange panels = group.subrange(task % parts, parts);
            Tile to = buffer.fromBlock((panels.from() - group.from()) * Panel.WIDEST)
                    .fromRow(image * depthwiseOutput.pixelsPerImage());
            int images = 1;
            expansion.infer(image, images, panels, to, scratch);
        });
        int rows = pass.images() * output.pixelsPerImage();
        int tasks = Math.clamp(rows / MIN_PIXELS_PER_TASK, 1, PARTS);
        pass.runTasks(tasks, (task, scratch) -> {
            IndexRange part = IndexRange.of(task, tasks, rows);
            project(group, buffer.fromRow(part.from()), part, scratch);
        });
    }

    /** The panels of a group. */
    private IndexRange group(int index) {
        return IndexRange.of(index, groups, expansion.panelCount());
    }

    /** Adds what some panels of the depthwise output, after batch norm and activation, contribute to some rows of the output. */
    private void project(IndexRange panels, Tile depthwiseValues, IndexRange rows, Scratch scratch) {
        matrix.multiplyDepthRange(
                depthwiseValues,
                panels.from() * Panel.WIDEST,
                expansion.blocks(panels),
                output.rawAt(FIRST_BLOCK, rows.from()),
                rows.count(),
                scratch);
    }

    private void inferChunk(Chunk chunk, Scratch scratch) {
        int mark = scratch.mark();
        for (int image = chunk.from(); image < chunk.to(); image += expansion.imagesAtOnce()) {
            int count = Math.min(expansion.imagesAtOnce(), chunk.to() - image);
            int rows = image * output.pixelsPerImage();
            for (int i = 0; i < groups; i++) {
                Tile depthwiseValues = scratch.take(expansion.blocks(group(i)), count * output.pixelsPerImage());
                expansion.infer(image, count, group(i), depthwiseValues, scratch);
                project(
                        group(i),
                        depthwiseValues,
                        new IndexRange(rows, rows + count * output.pixelsPerImage()),
                        scratch);
                scratch.release(mark);
            }
        }
    }

    @Override
    public void backward(Pass pass) {
        sumOutputGradientForTransform(pass);
        pass.forEachChunk(this::projectBack);
        depthwiseOutput.finishGradientSums(pass);
        pass.forEach(project.reductionTasks(), task -> project.reduceGradients(task, pass.chunks(), pass.gradients()));
        expansion.backward(pass, this::depthwiseOutputGradient);
    }

    /** The gradient of the projection's weights, and the sums for the batch norm before it. */
    private void projectBack(Chunk chunk, Scratch scratch) {
        depthwiseOutput.clearSums(chunk.index());
        matrix.clearGradientSums(chunk.index());
        int mark = scratch.mark();
        int end = chunk.to() * output.pixelsPerImage();
        int rowsAtOnce =
                MatrixNode.rowsAtOnce((2 * depthwiseOutput.channelBlocks() + output.channelBlocks()) * Tile.LANES);
        for (int row = chunk.from() * output.pixelsPerImage(); row < end; row += rowsAtOnce) {
            int rows = Math.min(rowsAtOnce, end - row);
            Tile gradient = output.readGradient(row, rows, scratch);
            matrix.addOuterProduct(chunk.index(), depthwiseOutput.read(row, rows, scratch), gradient, rows);
            Tile back = scratch.take(depthwiseOutput.channelBlocks(), rows);
            matrix.multiplyTransposed(gradient, back, rows);
            for (int b = 0; b < depthwiseOutput.channelBlocks(); b++) {
                depthwiseOutput.addGradient(chunk.index(), b, row, rows, back.fromBlock(b), scratch);
            }
            scratch.release(mark);
        }
    }

    /** The gradient of the depthwise output, computed from the output's gradient panel by panel. */
    private FusedExpandDepthwise.Panels depthwiseOutputGradient(int row, int rows, Scratch scratch) {
        Tile gradient = output.readGradient(row, rows, scratch);
        return (panel, _, buffer) -> {
            matrix.multiplyTransposedPanel(panel, gradient, buffer, rows);
            return buffer;
        };
    }
}

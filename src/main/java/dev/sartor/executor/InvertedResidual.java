package dev.sartor.executor;

import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.network.Weights;
import java.util.List;

/**
 * The three convolutions of an inverted residual (arXiv 1801.04381) in one: of the two wide tensors the depthwise
 * convolution's output is stored while training, and neither when inferring. Gradients of wide tensors are computed
 * where they are needed, twice, rather than stored: memory is slower than arithmetic.
 */
final class InvertedResidual extends Node {
    /** A batch of so few images is cut up within images, so that several threads find work. */
    private static final int FEW_IMAGES = 4;
    /** Into so many parts: each reads all of the block's input. */
    private static final int PARTS = 4;
    /** Rows that are worth a task of their own. */
    private static final int LEAST_ROWS = 16;

    private final Kernels kernels;
    private final Expansion expansion;
    private final Value hidden;
    private final PointwiseConv project;
    private final WeightMatrix matrix;
    /** What readers of the hidden value see of a batch of few images, where the hidden value itself is not kept. */
    private Tile seen;

    /** @param project reads the hidden value and writes the output */
    InvertedResidual(Edge input, Expansion expansion, PointwiseConv project, Kernels kernels) {
        super(List.of(input), project.output);
        this.kernels = kernels;
        this.expansion = expansion;
        this.project = project;
        hidden = project.input().value();
        matrix = project.slices.getFirst().matrix();
    }

    @Override
    void claim(Claims claims) {
        expansion.claim(claims);
        project.claim(claims);
        if (claims.training()) {
            hidden.claimRaw(claims);
        } else {
            int images = Math.min(FEW_IMAGES, claims.capacity());
            claims.tile(Claims.When.FORWARD, hidden.blocks(), images * hidden.plane(), t -> seen = t);
        }
    }

    @Override
    void load(Weights weights, boolean training) {
        expansion.load(weights, training);
        project.load(weights, training);
    }

    @Override
    void forward(Pass pass) {
        if (pass.training()) {
            expansion.forward(pass);
            project.forward(pass);
        } else if (pass.images() <= FEW_IMAGES) {
            inferInParts(pass);
        } else {
            pass.each(this::infer);
        }
    }

    /** The hidden value by groups of channels, then the output by groups of rows. */
    private void inferInParts(Pass pass) {
        Tile kept = hidden.raw == null ? seen : hidden.raw;
        int parts = Math.min(PARTS, expansion.panels());
        pass.tasks(pass.images() * parts, (task, scratch) -> {
            int image = task / parts;
            int part = task % parts;
            expansion.infer(image, 1, part * expansion.panels() / parts, (part + 1) * expansion.panels() / parts,
                    kept.fromRow(image * hidden.plane()), scratch);
        });
        int rows = pass.images() * output.plane();
        int tasks = Math.clamp(rows / LEAST_ROWS, 1, PARTS);
        pass.each(tasks, task -> {
            int from = task * rows / tasks;
            matrix.multiply(kept.fromRow(from), output.rawAt(0, from), (task + 1) * rows / tasks - from);
        });
    }

    private void infer(Chunk chunk, Scratch scratch) {
        int mark = scratch.mark();
        for (int image = chunk.from(); image < chunk.to(); image += expansion.imagesAtOnce()) {
            int count = Math.min(expansion.imagesAtOnce(), chunk.to() - image);
            Tile seen = expansion.infer(image, count, scratch);
            matrix.multiply(seen, output.rawAt(0, image * output.plane()), count * output.plane());
            scratch.release(mark);
        }
    }

    @Override
    void backward(Pass pass) {
        settleGradient(pass);
        pass.each(this::projectBack);
        hidden.finishGradientSums(pass);
        pass.each(project.collections(), task -> project.collect(task, pass.chunks(), pass.gradients()));
        expansion.backward(pass, this::hiddenGradient);
    }

    /** The gradient of the projection's weights, and the sums for the batch norm before it. */
    private void projectBack(Chunk chunk, Scratch scratch) {
        hidden.clearSums(chunk.index());
        matrix.clearSums(chunk.index());
        int mark = scratch.mark();
        int end = chunk.to() * output.plane();
        int atOnce = MatrixNode.rowsAtOnce((2 * hidden.blocks() + output.blocks()) * Tile.LANES);
        for (int row = chunk.from() * output.plane(); row < end; row += atOnce) {
            int rows = Math.min(atOnce, end - row);
            Tile gradient = output.readGradient(row, rows, scratch);
            matrix.outer(chunk.index(), hidden.read(row, rows, scratch), gradient, rows);
            Tile back = scratch.take(hidden.blocks(), rows);
            matrix.multiplyBack(gradient, back, rows);
            for (int b = 0; b < hidden.blocks(); b++) {
                hidden.addGradient(chunk.index(), b, row, rows, back.fromBlock(b), scratch);
            }
            scratch.release(mark);
        }
    }

    private Expansion.Panels hiddenGradient(int row, int rows, Scratch scratch) {
        Tile gradient = output.readGradient(row, rows, scratch);
        return (panel, _, room) -> {
            matrix.multiplyBackPanel(panel, gradient, room, rows);
            return room;
        };
    }
}

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
    private final Kernels kernels;
    private final Expansion expansion;
    private final Value hidden;
    private final PointwiseConv project;
    private final WeightMatrix matrix;

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
        } else {
            pass.each(this::infer);
        }
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

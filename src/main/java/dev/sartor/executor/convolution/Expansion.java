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
 * A pointwise convolution that widens, with batch norm and curve, and the depthwise convolution behind it. The widened
 * tensor, several times the size of what goes in, is never stored: a few images and channels of it at a time live in
 * the cache, are used, and are computed again on the way back, where {@link LinearMoments} does the batch norm.
 */
public final class Expansion {
    /** Rows of a working set, unless one image has more: fewer would leave the kernels too short a run. */
    private static final int ROWS_AT_ONCE = 256;

    private final Kernels kernels;
    private final NodeInput input;
    private final Value hidden;
    private final BatchNormTransform norm;
    private final String name;
    private final WeightMatrix matrix;
    private final WeightMatrix scaled;
    private final WeightMatrix own;
    private final LinearMoments moments;
    private final DepthwiseWeights taps;
    private final PlaneConvolution slide;

    /** Where the gradient of what readers of the hidden value see comes from. */
    interface HiddenGradient {
        /** That of some rows. */
        Panels at(int row, int rows, Scratch scratch);
    }

    /** The gradient of some rows, panel by panel. */
    interface Panels {
        /** That of the blocks of a panel, {@code block} the first; perhaps in {@code room}. */
        Tile read(int panel, int block, Tile room);
    }

    /** @param hidden the depthwise convolution's value */
    public Expansion(
            Layer expand, BatchNormTransform norm, Layer depthwise, NodeInput input, Value hidden, Kernels kernels) {
        this.kernels = kernels;
        this.input = input;
        this.hidden = hidden;
        this.norm = norm;
        name = Parameter.name(expand.name(), Parameter.Role.WEIGHT);
        var pointwise = (Op.Conv) expand.op();
        var layout = MatrixLayout.plain(pointwise.in(), pointwise.out());
        matrix = new WeightMatrix(layout, kernels);
        scaled = new WeightMatrix(layout, kernels);
        own = new WeightMatrix(MatrixLayout.plain(pointwise.in(), pointwise.in()), kernels);
        moments = new LinearMoments(pointwise.in(), pointwise.out(), norm, kernels);
        var conv = (Op.Conv) depthwise.op();
        taps = new DepthwiseWeights(depthwise, conv);
        slide = PlaneConvolution.of(kernels, conv.kernel(), conv.stride(), expand.output(), hidden.shape);
    }

    void claim(MemoryRequests claims) {
        matrix.claimForward(claims);
        matrix.claimSums(claims);
        taps.claim(claims);
        if (claims.moments()) {
            moments.claim(claims);
        }
        if (claims.goesBack()) {
            scaled.claimBack(claims);
            own.claimForward(claims);
        }
    }

    void load(Weights weights, boolean training) {
        norm.load(weights, training);
        hidden.transform.load(weights, training);
        matrix.load(weights.of(name));
        moments.load(weights.of(name));
        taps.load(weights);
    }

    /** Images to work on at once, of a chunk that has more. */
    int imagesAtOnce() {
        return Math.max(1, ROWS_AT_ONCE / inPlane());
    }

    private int inPlane() {
        return input.value().plane();
    }

    /** A training's way forward: the hidden raw value, with its transform settled. */
    void forward(Pass pass) {
        pass.each((chunk, scratch) -> moments.addInputs(chunk, input.value(), scratch));
        moments.settle(pass, pass.rows(input.value()));
        pass.each((chunk, scratch) -> {
            hidden.clearSums(chunk.index());
            for (int image = chunk.from(); image < chunk.to(); image += imagesAtOnce()) {
                int count = Math.min(imagesAtOnce(), chunk.to() - image);
                int first = image * hidden.plane();
                widen(image, count, hidden.raw.fromRow(first), scratch);
                for (int b = 0; b < hidden.blocks(); b++) {
                    hidden.addMoments(chunk.index(), b, first, count * hidden.plane());
                }
            }
        });
        hidden.finishMoments(pass);
    }

    /** Writes a chunk of the hidden raw value, without moments. */
    void widen(Chunk chunk, Scratch scratch) {
        for (int image = chunk.from(); image < chunk.to(); image += imagesAtOnce()) {
            int count = Math.min(imagesAtOnce(), chunk.to() - image);
            widen(image, count, hidden.raw.fromRow(image * hidden.plane()), scratch);
        }
    }

    /** What readers of the hidden value see of some images, without moments: the blocks of some panels. */
    void infer(int image, int count, IndexRange panels, Tile out, Scratch scratch) {
        int rows = count * hidden.plane();
        widen(image, count, panels, out, scratch);
        for (int b = 0; b < blocks(panels); b++) {
            Tile t = out.fromBlock(b);
            int channel = (panels.from() * Panel.WIDEST + b) * Tile.LANES;
            kernels.activate(t, hidden.transform.affine, channel, hidden.transform.curve, t, rows, 1, rows);
        }
    }

    /** Panels of the hidden value. */
    int panels() {
        return (hidden.blocks() + Panel.WIDEST - 1) / Panel.WIDEST;
    }

    /** Blocks of some of its panels. */
    int blocks(IndexRange panels) {
        return Math.min(hidden.blocks(), panels.to() * Panel.WIDEST) - panels.from() * Panel.WIDEST;
    }

    private void widen(int image, int count, Tile out, Scratch scratch) {
        widen(image, count, new IndexRange(0, panels()), out, scratch);
    }

    private void widen(int image, int count, IndexRange panels, Tile out, Scratch scratch) {
        int rows = count * inPlane();
        int mark = scratch.mark();
        Tile x = input.value().read(image * inPlane(), rows, scratch);
        Tile wide = scratch.take(Panel.WIDEST, rows);
        PlaneConvolution.Planes planes = slide.planes(scratch);
        for (int panel = panels.from(); panel < panels.to(); panel++) {
            int first = panel * Panel.WIDEST;
            matrix.multiplyPanel(panel, x, wide, rows);
            for (int v = 0; v < Panel.width(first, hidden.blocks()); v++) {
                Tile to = out.fromBlock(first - panels.from() * Panel.WIDEST + v);
                for (int i = 0; i < count; i++) {
                    activate(wide.fromBlock(v).fromRow(i * inPlane()), first + v, planes);
                    slide.forward(planes, taps.of(first + v), to.fromRow(i * hidden.plane()));
                }
            }
        }
        scratch.release(mark);
    }

    private void activate(Tile wide, int block, PlaneConvolution.Planes planes) {
        PaddedPlane halo = slide.halo();
        kernels.activate(
                wide,
                norm.affine,
                block * Tile.LANES,
                norm.curve,
                slide.within(planes),
                halo.pitch(),
                halo.height(),
                halo.width());
    }

    /** The way back from the hidden value, whose own sums are settled: the input's gradient and those of the weights. */
    void backward(Pass pass, HiddenGradient gradient) {
        scaled.loadBack(moments.scaledWeights());
        pass.each((chunk, scratch) -> {
            matrix.clearSums(chunk.index());
            moments.clearGradients(chunk.index());
            taps.clearSums(chunk.index());
            int mark = scratch.mark();
            for (int image = chunk.from(); image < chunk.to(); image += imagesAtOnce()) {
                backward(chunk.index(), image, Math.min(imagesAtOnce(), chunk.to() - image), gradient, scratch);
                scratch.release(mark);
            }
        });
        pass.each(taps.collections(), block -> taps.collect(block, pass.chunks(), pass.gradients()));
        moments.settleGradient(pass, matrix, pass.gradients().of(name));
        if (input.wantsGradient()) {
            giveOwn(pass);
        }
    }

    private void backward(int chunk, int image, int count, HiddenGradient gradient, Scratch scratch) {
        int rows = count * inPlane();
        int outRows = count * hidden.plane();
        int outRow = image * hidden.plane();
        Tile x = input.value().read(image * inPlane(), rows, scratch);
        Tile wide = scratch.take(Panel.WIDEST, rows);
        Tile room = scratch.take(Panel.WIDEST, outRows);
        Tile g = scratch.take(hidden.blocks(), rows);
        PlaneConvolution.Planes planes = slide.planes(scratch);
        Panels panels = gradient.at(outRow, outRows, scratch);
        int blocks = hidden.blocks();
        for (int b = 0, panel = 0; b < blocks; b += Panel.width(b, blocks), panel++) {
            int width = Panel.width(b, blocks);
            matrix.multiplyPanel(panel, x, wide, rows);
            Tile seen = panels.read(panel, b, room);
            for (int v = 0; v < width; v++) {
                for (int i = 0; i < count; i++) {
                    int row = i * hidden.plane();
                    activate(wide.fromBlock(v).fromRow(i * inPlane()), b + v, planes);
                    slide.back(
                            hidden,
                            b + v,
                            outRow + row,
                            seen.fromBlock(v).fromRow(row),
                            room.fromBlock(v).fromRow(row),
                            planes,
                            taps,
                            chunk,
                            g.fromBlock(b + v).fromRow(i * inPlane()));
                }
                slope(chunk, b + v, g.fromBlock(b + v), wide.fromBlock(v), rows);
            }
            matrix.outer(chunk, x, g.fromBlock(b), b, width, rows);
        }
        scaled.giveBack(input, 0, image * inPlane(), rows, g, scratch);
    }

    /** Takes the gradient back through the widened value's curve, and sums it. */
    private void slope(int chunk, int block, Tile g, Tile wide, int rows) {
        kernels.slope(g, wide, norm.affine, block * Tile.LANES, norm.curve, g, rows);
        moments.addGradient(chunk, block, g, rows);
    }

    /** Adds what the input's gradient owes to the batch norm's moments. */
    private void giveOwn(Pass pass) {
        own.load(moments.inputMatrix(pass));
        float[] ones = new float[Tile.padded(input.value().shape.channels())];
        Arrays.fill(ones, 1);
        var shift = new Affine(ones, moments.inputShift());
        pass.each((chunk, scratch) -> {
            int mark = scratch.mark();
            int end = chunk.to() * inPlane();
            for (int row = chunk.from() * inPlane(); row < end; row += ROWS_AT_ONCE) {
                int rows = Math.min(ROWS_AT_ONCE, end - row);
                Tile product = scratch.take(input.value().blocks(), rows);
                own.multiply(input.value().read(row, rows, scratch), product, rows);
                for (int b = 0; b < input.value().blocks(); b++) {
                    Tile t = product.fromBlock(b);
                    kernels.activate(t, shift, b * Tile.LANES, ActivationFunction.LINEAR, t, rows, 1, rows);
                    kernels.add(input.value().gradientAt(b, row), t, rows);
                }
                scratch.release(mark);
            }
            input.sumGiven(chunk, scratch);
        });
    }
}

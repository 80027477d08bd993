package dev.sartor.executor.convolution;

import dev.sartor.arch.Shape;
import dev.sartor.executor.Chunk;
import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Panel;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.TileStrides;
import dev.sartor.executor.kernel.WinogradTransform;
import dev.sartor.executor.memory.MemoryRequests;
import dev.sartor.executor.memory.Scratch;
import dev.sartor.executor.node.NodeInput;
import dev.sartor.executor.node.OnePassNode;
import dev.sartor.executor.node.PaddedPlane;
import dev.sartor.executor.node.Value;
import dev.sartor.network.Layer;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A 3x3 convolution of stride 1 by minimal filtering, see {@link WinogradTransform}: a matrix product for each point of
 * its tiles. The backward pass uses the same points, and so has equally few multiplications. Rows are pixels and blocks
 * are groups of 16 channels, as in {@link Tile}; a chunk is some images of the batch.
 */
public final class WinogradConv extends OnePassNode {
    private final Kernels kernels;
    private final String name;
    private final WinogradWeights matrices;
    private final WinogradTiles tiles;
    private final PaddedPlane paddedPlane;
    private final int inBlocks;
    private final int outBlocks;

    /**
     * Some lines of Winograd tiles of some images.
     *
     * @param line    first line of tiles
     * @param lines   number of lines of tiles
     * @param columns tiles of a line
     */
    private record Band(int image, int images, int line, int lines, int columns) {
        int tiles() {
            return images * lines * columns;
        }

        /** One row for each tile, and one more so that points do not lie a power of two apart. */
        int rows() {
            return tiles() + 1;
        }

        /** The first row that the band reads of a plane whose lines lie {@code pitch} rows apart. */
        int firstRow(int pitch) {
            return line * WinogradTransform.OUTPUTS * pitch;
        }

        /** The first tile of an image of the band, counted from 0. */
        int firstTile(int image) {
            return image * lines * columns;
        }
    }

    public WinogradConv(Layer layer, Op.Conv conv, NodeInput input, Value output, Kernels kernels) {
        super(List.of(input), output);
        this.kernels = kernels;
        name = Parameter.name(layer.name(), Parameter.Role.WEIGHT);
        matrices = new WinogradWeights(conv.in(), conv.out(), kernels);
        tiles = new WinogradTiles(output.shape);
        paddedPlane = PaddedPlane.of(input.value().shape, conv.kernel());
        inBlocks = input.value().channelBlocks();
        outBlocks = output.channelBlocks();
    }

    /** Whether this algorithm supports a convolution and is efficient for it. */
    public static boolean supports(Op.Conv conv, Shape image) {
        return conv.kernel() == 3
                && conv.stride() == 1
                && conv.groups() == 1
                && image.height() > 1
                && image.width() > 1;
    }

    @Override
    public void requestMemory(MemoryRequests requests) {
        super.requestMemory(requests);
        matrices.requestMemory(requests);
    }

    @Override
    public void load(Weights weights, boolean training) {
        super.load(weights, training);
        matrices.load(weights.tensor(name), training && input().needsGradient());
    }

    /** Rows of a padded plane, and the rows beyond it that the last tiles read. */
    private int planeRows() {
        return paddedPlane.rows() + paddedPlane.pitch() + 1;
    }

    /** Zeroed planes for {@code blocks} blocks of the images computed at once. */
    private Tile planes(int blocks, int rows, Scratch scratch) {
        return zero(scratch.take(tiles.imagesAtOnce() * blocks, rows), blocks);
    }

    private Tile zero(Tile planes, int blocks) {
        Arrays.fill(planes.data(), planes.offset(), planes.blockOffset(tiles.imagesAtOnce() * blocks), 0);
        return planes;
    }

    /** Divides all tiles of some images into bands that fit the cache. */
    private void forEachBand(int image, int images, Consumer<Band> task) {
        int lines = tiles.linesAtOnce();
        for (int line = 0; line < tiles.lines(); line += lines) {
            task.accept(new Band(image, images, line, Math.min(lines, tiles.lines() - line), tiles.columns()));
        }
    }

    /** Reads images into padded planes. */
    private void read(int image, int images, Tile planes) {
        Value value = input().value();
        for (int i = 0; i < images * inBlocks; i++) {
            Tile plane = planes.fromBlock(i).fromRow(paddedPlane.origin());
            value.read(
                    i % inBlocks,
                    (image + i / inBlocks) * value.pixelsPerImage(),
                    plane,
                    paddedPlane.pitch(),
                    paddedPlane.innerHeight(),
                    paddedPlane.innerWidth());
        }
    }

    /** Transforms the tiles of a band to points, for planes with {@code blocks} blocks per image. */
    private Tile points(WinogradTransform transform, Band band, Tile planes, int blocks, int pitch, Scratch scratch) {
        Tile points = scratch.take(WinogradTransform.POINTS * blocks, band.rows());
        TileStrides strides = tiles.points(points, blocks);
        for (int i = 0; i < band.images() * blocks; i++) {
            Tile plane = planes.fromBlock(i).fromRow(band.firstRow(pitch));
            kernels.transform(
                    transform,
                    plane,
                    WinogradTiles.plane(pitch),
                    points.fromBlock(i % blocks).fromRow(band.firstTile(i / blocks)),
                    strides,
                    band.lines(),
                    band.columns());
        }
        return points;
    }

    @Override
    public void forward(Chunk chunk, boolean batchStatistics, Scratch scratch) {
        Tile planes = planes(inBlocks, planeRows(), scratch);
        Tile buffer = scratch.takeBlock(tiles.height() * tiles.width());
        for (int image = chunk.from(); image < chunk.to(); image += tiles.imagesAtOnce()) {
            int images = Math.min(tiles.imagesAtOnce(), chunk.to() - image);
            read(image, images, planes);
            forEachBand(image, images, band -> forward(band, planes, buffer, scratch));
            for (int b = 0; batchStatistics && b < outBlocks; b++) {
                output.addToBatchStatistics(
                        chunk.index(), b, image * output.pixelsPerImage(), images * output.pixelsPerImage());
            }
        }
    }

    private void forward(Band band, Tile planes, Tile buffer, Scratch scratch) {
        int mark = scratch.mark();
        Tile inputPoints = points(WinogradTransform.INPUT, band, planes, inBlocks, paddedPlane.pitch(), scratch);
        Tile products = scratch.take(WinogradTransform.POINTS * Panel.WIDEST, band.rows());
        for (int b = 0, panel = 0; b < outBlocks; b += Panel.WIDEST, panel++) {
            for (int p = 0; p < WinogradTransform.POINTS; p++) {
                matrices.of(p)
                        .multiplyPanel(
                                panel,
                                inputPoints.fromBlock(p * inBlocks),
                                products.fromBlock(p * Panel.WIDEST),
                                band.tiles());
            }
            for (int v = 0; v < Panel.width(b, outBlocks); v++) {
                write(band, b + v, products.fromBlock(v), buffer);
            }
        }
        scratch.release(mark);
    }

    /** Writes one block of the outputs of a band; {@code buffer} holds a plane of whole tiles. */
    private void write(Band band, int block, Tile products, Tile buffer) {
        for (int i = 0; i < band.images(); i++) {
            Tile out = output.rawAt(
                    block, (band.image() + i) * output.pixelsPerImage() + band.firstRow(output.shape.width()));
            kernels.transform(
                    WinogradTransform.OUTPUT,
                    products.fromRow(band.firstTile(i)),
                    tiles.points(products, Panel.WIDEST),
                    tiles.coversExactly() ? out : buffer,
                    WinogradTiles.plane(tiles.width()),
                    band.lines(),
                    band.columns());
            if (!tiles.coversExactly()) {
                crop(
                        buffer,
                        Math.min(band.firstRow(1) + band.lines() * WinogradTransform.OUTPUTS, output.shape.height())
                                - band.firstRow(1),
                        out);
            }
        }
    }

    /** Copies lines without the pixels of tiles that extend beyond the image. */
    private void crop(Tile whole, int lines, Tile out) {
        int width = output.shape.width() * Tile.LANES;
        for (int y = 0; y < lines; y++) {
            System.arraycopy(
                    whole.data(),
                    whole.offset() + y * tiles.width() * Tile.LANES,
                    out.data(),
                    out.offset() + y * width,
                    width);
        }
    }

    @Override
    public void backward(Chunk chunk, Scratch scratch) {
        matrices.clearGradientSums(chunk.index());
        Tile planes = planes(inBlocks, planeRows(), scratch);
        Tile gradient = planes(outBlocks, tiles.height() * tiles.width(), scratch);
        Tile inputGradient = planes(inBlocks, planeRows(), scratch);
        for (int image = chunk.from(); image < chunk.to(); image += tiles.imagesAtOnce()) {
            int images = Math.min(tiles.imagesAtOnce(), chunk.to() - image);
            read(image, images, planes);
            readGradient(image, images, gradient, scratch);
            zero(inputGradient, inBlocks);
            forEachBand(image, images, band -> backward(chunk.index(), band, planes, gradient, inputGradient, scratch));
            for (int i = 0; input().needsGradient() && i < images * inBlocks; i++) {
                paddedPlane.accumulateInto(
                        kernels, input(), i % inBlocks, image + i / inBlocks, inputGradient.fromBlock(i));
            }
        }
    }

    private void readGradient(int image, int images, Tile gradient, Scratch scratch) {
        int mark = scratch.mark();
        Tile buffer = scratch.takeBlock(output.pixelsPerImage());
        for (int i = 0; i < images * outBlocks; i++) {
            int row = (image + i / outBlocks) * output.pixelsPerImage();
            output.readGradient(
                    i % outBlocks,
                    row,
                    output.gradientAt(i % outBlocks, row),
                    buffer,
                    gradient.fromBlock(i),
                    tiles.width(),
                    output.shape.height(),
                    output.shape.width());
        }
        scratch.release(mark);
    }

    private void backward(int chunk, Band band, Tile planes, Tile gradient, Tile inputGradient, Scratch scratch) {
        int mark = scratch.mark();
        Tile inputPoints = points(WinogradTransform.INPUT, band, planes, inBlocks, paddedPlane.pitch(), scratch);
        Tile gradientPoints =
                points(WinogradTransform.OUTPUT_GRADIENT, band, gradient, outBlocks, tiles.width(), scratch);
        for (int p = 0; p < WinogradTransform.POINTS; p++) {
            Tile g = gradientPoints.fromBlock(p * outBlocks);
            matrices.of(p).addOuterProduct(chunk, inputPoints.fromBlock(p * inBlocks), g, band.tiles());
            if (input().needsGradient()) {
                // the inputs of this point are no longer needed
                matrices.of(p).multiplyTransposed(g, inputPoints.fromBlock(p * inBlocks), band.tiles());
            }
        }
        for (int i = 0; input().needsGradient() && i < band.images() * inBlocks; i++) {
            kernels.transform(
                    WinogradTransform.INPUT_GRADIENT,
                    inputPoints.fromBlock(i % inBlocks).fromRow(band.firstTile(i / inBlocks)),
                    tiles.points(inputPoints, inBlocks),
                    inputGradient.fromBlock(i).fromRow(band.firstRow(paddedPlane.pitch())),
                    WinogradTiles.plane(paddedPlane.pitch()),
                    band.lines(),
                    band.columns());
        }
        scratch.release(mark);
    }

    @Override
    public int reductionTasks() {
        return matrices.reductionTasks();
    }

    @Override
    public void reduceGradients(int block, int chunks, Weights gradients) {
        matrices.reduceGradients(block, chunks, gradients.tensor(name));
    }
}

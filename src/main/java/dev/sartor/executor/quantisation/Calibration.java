package dev.sartor.executor.quantisation;

import dev.sartor.data.Batches;
import dev.sartor.data.Images;
import dev.sartor.data.Normalisation;
import dev.sartor.executor.Chunk;
import dev.sartor.executor.Executor;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.node.Pass;
import dev.sartor.executor.node.Value;
import dev.sartor.executor.plan.ExecutionPlan;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.quantisation.ValueRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Observes the values of a network's tensors on images, to choose the range of each; its batch norms are folded into convolutions. Images are run twice: for
 * the smallest and largest values, and for their distribution. Rows are pixels and blocks are groups of 16 channels, as
 * in {@link Tile}; a chunk is some images of the batch.
 */
public final class Calibration {
    private static final int BATCH = 32;
    private static final ValueRange ZERO = new ValueRange(0, 0);

    private final Executor executor;
    private final BatchNormFolding folded;
    private final Network network;

    private Calibration(Executor executor, BatchNormFolding folded) {
        this.executor = executor;
        this.folded = folded;
        network = folded.network();
    }

    /**
     * The range of the output of each layer, by layer id. A layer that the executor computes together with the activation
     * after it has the range of the activation.
     *
     * @param images one or more training images
     */
    public static List<ValueRange> ranges(
            Executor executor,
            BatchNormFolding folded,
            Images images,
            Normalisation normalisation,
            RangeMethod method) {
        if (images.count() == 0) {
            throw new IllegalArgumentException(
                    "No images to calibrate " + folded.network().name() + " on");
        }
        return new Calibration(executor, folded).ranges(images, normalisation, method);
    }

    private List<ValueRange> ranges(Images images, Normalisation normalisation, RangeMethod method) {
        int capacity = Math.min(BATCH, images.count());
        var batches = Batches.inOrder(images, normalisation, capacity);
        ValueRange[] extremes = new ValueRange[network.layers().size()];
        Histogram[] histograms = new Histogram[extremes.length];
        try (ExecutionPlan plan = ExecutionPlan.inference(executor, network, capacity)) {
            plan.load(folded.weights());
            run(plan, batches, capacity, (layer, values) -> observeExtremes(extremes, layer, values));
            for (int i = 0; i < extremes.length; i++) {
                histograms[i] = new Histogram(extremes[i] == null ? ZERO : extremes[i].union(ZERO));
            }
            if (method != RangeMethod.MINMAX) {
                run(plan, batches, capacity, (layer, values) -> observeDistribution(histograms[layer], values));
            }
        }
        List<ValueRange> ranges = new ArrayList<>();
        for (Layer layer : network.layers()) {
            ranges.add(method.choose(histograms[extremes[layer.id()] == null ? reader(layer) : layer.id()]));
        }
        return ranges;
    }

    /** The id of the activation that reads a layer whose own value is not stored. */
    private int reader(Layer layer) {
        return network.layers().stream()
                .filter(l -> l.inputs().contains(layer.id()))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** The values of one tensor for a batch. */
    private interface BatchValues {
        /** Calls a task for each chunk of images with the values of each block of channels. */
        void forEachBlock(BlockTask task);
    }

    private interface BlockTask {
        /** @param channels how many of the {@link Tile#LANES} channels of each row are in use; the others are padding */
        void run(Chunk chunk, Tile values, int rows, int channels);
    }

    private interface TensorObserver {
        void observe(int layer, BatchValues values);
    }

    private void run(ExecutionPlan plan, Batches batches, int capacity, TensorObserver observer) {
        float[] nchw = new float[capacity * Math.toIntExact(network.input().size())];
        int[] labels = new int[capacity];
        boolean afterActivation = true;
        for (int b = 0; b < batches.count(); b++) {
            int count = batches.fill(b, nchw, labels);
            plan.infer(nchw, count, (id, value, pass) -> {
                observer.observe(id, values(value, pass, afterActivation));
                int source = id == 0 ? 0 : network.layer(id).inputs().getFirst();
                if (isUnclampedActivation(network.layer(id)) && !plan.stores(source)) {
                    observer.observe(source, values(value, pass, !afterActivation));
                }
            });
        }
    }

    /** Whether a layer is an activation whose input is quantised too, which is the case unless it clamps its input. */
    private static boolean isUnclampedActivation(Layer layer) {
        return layer.op() instanceof Op.Activate(Op.Function f) && f != Op.Function.RELU && f != Op.Function.RELU6;
    }

    /** The values of a tensor as later layers read it, or as it is before its activation. */
    private static BatchValues values(Value value, Pass pass, boolean afterActivation) {
        return task -> pass.forEachChunk((chunk, scratch) -> {
            int row = chunk.from() * value.pixelsPerImage();
            int rows = chunk.images() * value.pixelsPerImage();
            for (int b = 0; b < value.channelBlocks(); b++) {
                int mark = scratch.mark();
                Tile tile = scratch.takeBlock(rows);
                if (afterActivation) {
                    value.read(b, row, rows, tile);
                } else {
                    value.readBeforeActivation(b, row, rows, tile);
                }
                task.run(chunk, tile, rows, Math.min(Tile.LANES, value.shape.channels() - b * Tile.LANES));
                scratch.release(mark);
            }
        });
    }

    /** Extends the smallest and largest value of a layer so far by those of a batch. */
    private static void observeExtremes(ValueRange[] extremes, int layer, BatchValues values) {
        float[] low = new float[Chunk.count(BATCH)];
        float[] high = new float[low.length];
        java.util.Arrays.fill(low, Float.POSITIVE_INFINITY);
        java.util.Arrays.fill(high, Float.NEGATIVE_INFINITY);
        values.forEachBlock((chunk, tile, rows, channels) -> {
            for (int r = 0; r < rows; r++) {
                int at = tile.offset() + r * Tile.LANES;
                for (int i = at; i < at + channels; i++) {
                    low[chunk.index()] = Math.min(low[chunk.index()], tile.data()[i]);
                    high[chunk.index()] = Math.max(high[chunk.index()], tile.data()[i]);
                }
            }
        });
        for (int c = 0; c < low.length; c++) {
            if (low[c] <= high[c]) {
                requireFinite(low[c], high[c]);
                var range = new ValueRange(low[c], high[c]);
                extremes[layer] = extremes[layer] == null ? range : extremes[layer].union(range);
            }
        }
    }

    private static void requireFinite(float low, float high) {
        if (Float.isInfinite(low) || Float.isInfinite(high)) {
            throw new ArithmeticException("Values of the network are infinite on the calibration images");
        }
    }

    private static void observeDistribution(Histogram histogram, BatchValues values) {
        values.forEachBlock((chunk, tile, rows, channels) -> {
            long[] counts = Histogram.newCounts();
            for (int r = 0; r < rows; r++) {
                int at = tile.offset() + r * Tile.LANES;
                for (int i = at; i < at + channels; i++) {
                    histogram.count(tile.data()[i], counts);
                }
            }
            histogram.add(counts);
        });
    }
}

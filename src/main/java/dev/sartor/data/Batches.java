package dev.sartor.data;

import dev.sartor.base.RandomBits;
import java.util.Arrays;

/**
 * The batches of one epoch: normalised images, written into arrays of the caller. A batch depends only on the seed, the epoch
 * and its index, so batches may be filled in any order and by several threads at once.
 */
public final class Batches {
    /** Whether an image is flipped. */
    private static final boolean FLIPPED = true;

    private static final boolean NOT_FLIPPED = false;

    /** The seed of batches without augmentation. */
    private static final long UNUSED_SEED = 0;

    private final Images images;
    private final int batchSize;
    private final int count;
    private final int[] order;
    private final long seed;
    private final Augmentation augmentation;
    private final float[][] lookupTables;
    /** The images, with the pixels of the batch that is read ahead from the disk. */
    private volatile Images imagesReadAhead;
    /** Source positions of rows, columns and flipped columns: [shift + padding][position]. */
    private final int[][] rowSources;

    private final int[][] columnSources;
    private final int[][] flippedColumnSources;

    private Batches(
            Images images,
            Normalisation normalisation,
            Augmentation augmentation,
            int batchSize,
            int count,
            int[] order,
            long seed) {
        if (normalisation.channels() != images.shape().channels()) {
            throw new IllegalArgumentException(
                    "A normalisation of " + normalisation.channels() + " channels for " + images.shape());
        }
        this.images = images;
        this.imagesReadAhead = images;
        this.batchSize = batchSize;
        this.count = count;
        this.order = order;
        this.seed = seed;
        this.augmentation = augmentation;
        this.lookupTables = new float[normalisation.channels()][];
        Arrays.setAll(lookupTables, normalisation::lookupTable);
        this.rowSources = sourcesByShift(images.shape().height(), NOT_FLIPPED);
        this.columnSources = sourcesByShift(images.shape().width(), NOT_FLIPPED);
        this.flippedColumnSources = sourcesByShift(images.shape().width(), FLIPPED);
    }

    /**
     * A training epoch: shuffled and augmented, each image at most once. An incomplete last batch is left out
     * (in each epoch it would contain other images). If there are fewer images than {@code batchSize}, one batch contains all
     * of them.
     */
    public static Batches shuffled(
            Images images,
            Normalisation normalisation,
            Augmentation augmentation,
            int batchSize,
            long seed,
            int epoch) {
        int size = Math.min(requirePositive(batchSize), Math.max(1, images.count()));
        long epochSeed = RandomBits.of(seed, epoch);
        // a complemented seed gives independent random numbers: epochSeed orders the images, its complement shifts
        // and flips them, and the complement of that (in writeImage) places the cutout
        return new Batches(
                images,
                normalisation,
                augmentation,
                size,
                images.count() / size,
                RandomBits.permutation(images.count(), epochSeed),
                ~epochSeed);
    }

    /** All images in order, not augmented; the last batch may be smaller. */
    public static Batches inOrder(Images images, Normalisation normalisation, int batchSize) {
        int[] order = new int[images.count()];
        Arrays.setAll(order, i -> i);
        int batches = Math.ceilDiv(images.count(), requirePositive(batchSize));
        return new Batches(images, normalisation, Augmentation.NONE, batchSize, batches, order, UNUSED_SEED);
    }

    /** The number of batches. */
    public int count() {
        return count;
    }

    /** The number of images in a batch. */
    public int size(int batch) {
        return Math.min(batchSize, order.length - batch * batchSize);
    }

    /** Fills a whole batch: {@code size(batch)} images into {@code nchw} and their classes into {@code labels}. */
    public int fill(int batch, float[] nchw, int[] labels) {
        int size = size(batch);
        fill(batch, 0, size, nchw, labels);
        return size;
    }

    /** Writes images {@code from} to {@code to} (exclusive) of a batch at their positions, so that several threads can fill it. */
    public void fill(int batch, int from, int to, float[] nchw, int[] labels) {
        byte[] pixels = new byte[images.imageBytes()];
        Images source = imagesReadAhead;
        for (int i = from; i < to; i++) {
            int image = order[batch * batchSize + i];
            source.copyPixels(image, pixels, 0);
            writeImage(image, pixels, nchw, i * images.imageBytes());
            labels[i] = images.labels()[image];
        }
    }

    /**
     * Starts to read the pixels of a batch from the disk on another thread, so that filling it later does not wait for them. What
     * was read ahead before is dropped. Does nothing if there is no such batch.
     */
    public void readAhead(int batch) {
        if (batch < count) {
            int start = batch * batchSize;
            imagesReadAhead = images.readAhead(Arrays.copyOfRange(order, start, start + size(batch)));
        }
    }

    private void writeImage(int image, byte[] pixels, float[] out, int start) {
        long bits = RandomBits.of(seed, image);
        boolean flipped = augmentation.mirror() && (bits & 1) != 0;
        if (augmentation.crop().isPresent()) {
            RandomCrop.Part part = augmentation.crop().get().part(images.shape(), bits);
            RandomCrop.write(pixels, images.shape(), part, flipped, lookupTables, out, start);
        } else {
            writeShifted(bits, flipped, pixels, out, start);
        }
        if (augmentation.cutout() > 0) {
            cutOut(RandomBits.of(~seed, image), out, start);
        }
    }

    private void writeShifted(long bits, boolean flipped, byte[] pixels, float[] out, int start) {
        int shifts = 2 * augmentation.padding() + 1;
        int[] rows = rowSources[RandomBits.boundedInt(bits, shifts)];
        int[] columns = (flipped ? flippedColumnSources : columnSources)[RandomBits.boundedInt(bits << 32, shifts)];
        int at = start;
        int plane = 0;
        for (float[] table : lookupTables) {
            for (int row : rows) {
                writeRow(row, columns, plane, pixels, table, out, at);
                at += columns.length;
            }
            plane += rows.length * columns.length;
        }
    }

    private static void writeRow(int row, int[] columns, int plane, byte[] pixels, float[] table, float[] out, int at) {
        int start = plane + row * columns.length;
        for (int x = 0; x < columns.length; x++) {
            // -1 is outside the image, which is black
            boolean outside = (row | columns[x]) < 0;
            out[at + x] = table[outside ? 0 : pixels[start + columns[x]] & 255];
        }
    }

    /**
     * Cutout (arXiv 1708.04552): sets a square around a random pixel, clipped at the border of the image, to 0, the mean of
     * normalised images.
     */
    private void cutOut(long bits, float[] out, int start) {
        int height = images.shape().height();
        int width = images.shape().width();
        int top = RandomBits.boundedInt(bits, height) - augmentation.cutout() / 2;
        int left = RandomBits.boundedInt(bits << 32, width) - augmentation.cutout() / 2;
        int right = Math.min(width, left + augmentation.cutout());
        for (int c = 0; c < lookupTables.length; c++) {
            for (int y = Math.max(0, top); y < Math.min(height, top + augmentation.cutout()); y++) {
                int row = start + (c * height + y) * width;
                Arrays.fill(out, row + Math.max(0, left), row + right, 0f);
            }
        }
    }

    private int[][] sourcesByShift(int size, boolean mirrored) {
        int padding = augmentation.padding();
        int[][] sources = new int[2 * padding + 1][];
        Arrays.setAll(sources, i -> augmentation.sourcePositions(size, i - padding, mirrored));
        return sources;
    }

    private static int requirePositive(int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("A batch must contain at least one image, not " + batchSize);
        }
        return batchSize;
    }
}

package dev.sartor.supernet;

import dev.sartor.data.Batches;
import dev.sartor.data.Images;
import dev.sartor.data.Normalisation;

/**
 * Images for evaluation, divided into chunks of images that are evaluated together. The larger an image, the smaller the chunks, so
 * that activations fit into memory.
 */
final class ImageChunks {
    /** Maximum number of pixels of all images of a chunk, if this number of images is within the following bounds. */
    private static final int MAX_PIXELS = 1 << 18;

    private static final int MIN_IMAGES = 16;
    private static final int MAX_IMAGES = 256;

    private final Images images;
    private final Batches batches;

    ImageChunks(Images images, Normalisation normalisation) {
        this.images = images;
        int size = Math.clamp(
                MAX_PIXELS / (images.shape().height() * images.shape().width()), MIN_IMAGES, MAX_IMAGES);
        batches = Batches.inOrder(images, normalisation, size);
    }

    /** The images of a chunk, normalised, in NCHW order, and their classes. */
    record LabelledBatch(float[] nchw, int[] labels) {}

    /** Number of images in all chunks. */
    int images() {
        return images.count();
    }

    /** Number of chunks. */
    int count() {
        return batches.count();
    }

    /** A chunk, counted from 0. Safe for several threads. */
    LabelledBatch at(int chunk) {
        int size = batches.size(chunk);
        var filled = new LabelledBatch(new float[Math.multiplyExact(size, images.imageBytes())], new int[size]);
        batches.fill(chunk, filled.nchw, filled.labels);
        return filled;
    }
}

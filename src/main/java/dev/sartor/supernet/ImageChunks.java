package dev.sartor.supernet;

import dev.sartor.data.Batches;
import dev.sartor.data.Images;
import dev.sartor.data.Normalisation;

/** Images that go through networks some at a time: the fewer the larger they are, so that what networks make of them fits into memory. */
final class ImageChunks {
    private static final int PIXELS = 1 << 18;
    private static final int LEAST = 16;
    private static final int MOST = 256;

    private final Images images;
    private final Batches batches;

    ImageChunks(Images images, Normalisation normalisation) {
        this.images = images;
        int size = Math.clamp(PIXELS / (images.shape().height() * images.shape().width()), LEAST, MOST);
        batches = Batches.inOrder(images, normalisation, size);
    }

    /** A chunk's images, normalised, NCHW, and their classes. */
    record Filled(float[] nchw, int[] labels) {}

    /** Images in all chunks. */
    int images() {
        return images.count();
    }

    /** Number of chunks. */
    int count() {
        return batches.count();
    }

    /** A chunk, counted from 0. Safe for several threads. */
    Filled at(int chunk) {
        int size = batches.size(chunk);
        var filled = new Filled(new float[Math.multiplyExact(size, images.imageBytes())], new int[size]);
        batches.fill(chunk, filled.nchw, filled.labels);
        return filled;
    }
}

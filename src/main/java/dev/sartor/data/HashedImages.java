package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.data.store.PixelHash;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Images with a hash of each. Hashes are computed before an image is resized, so that a split does not depend on the resolution
 * and weights trained at one resolution are never evaluated on their training images at another.
 *
 * @param hashes one per image; equal images have equal hashes
 */
record HashedImages(Images images, long[] hashes) {
    HashedImages {
        if (hashes.length != images.count()) {
            throw new IllegalArgumentException(hashes.length + " hashes of " + images.count() + " images");
        }
    }

    /** Images with the hashes of their pixels. */
    static HashedImages of(Images images) {
        long[] hashes = new long[images.count()];
        Arrays.setAll(hashes, i -> hash(images, i));
        return new HashedImages(images, hashes);
    }

    private static long hash(Images images, int image) {
        byte[] pixels = new byte[images.imageBytes()];
        images.copyPixels(image, pixels, 0);
        return PixelHash.of(pixels);
    }

    /** Images {@code from} (inclusive) to {@code to} (exclusive). */
    HashedImages slice(int from, int to) {
        return new HashedImages(images.slice(from, to), Arrays.copyOfRange(hashes, from, to));
    }

    int count() {
        return hashes.length;
    }

    /** The images at the given indices, in that order. */
    HashedImages subset(int[] indices) {
        return new HashedImages(
                images.subset(indices),
                Arrays.stream(indices).mapToLong(i -> hashes[i]).toArray());
    }

    /** The images that have no copy among the others. */
    HashedImages without(HashedImages others) {
        long[] otherHashes = others.hashes.clone();
        Arrays.sort(otherHashes);
        int[] kept = IntStream.range(0, count())
                .filter(i -> Arrays.binarySearch(otherHashes, hashes[i]) < 0)
                .toArray();
        return kept.length == count() ? this : subset(kept);
    }

    /** The same images in another shape. */
    HashedImages withShape(Shape shape) {
        return new HashedImages(images.withShape(shape), hashes);
    }
}

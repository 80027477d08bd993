package dev.sartor.executor;

/**
 * The part of a batch that one task computes: images {@code from} (inclusive) to {@code to} (exclusive). Sums over a
 * batch, such as gradients, are computed per chunk and then added in the order of {@code index}, so that results do not depend on
 * the number of threads.
 */
public record Chunk(int index, int from, int to) {
    /** The largest number of chunks of a batch: enough to balance the load, few enough to keep partial sums cheap. */
    static final int MAX_CHUNKS = 16;

    /** The number of chunks of a batch of so many images. */
    public static int count(int images) {
        return Math.min(images, MAX_CHUNKS);
    }

    /** A chunk of a batch of so many images. */
    public static Chunk of(int index, int images) {
        IndexRange part = IndexRange.of(index, count(images), images);
        return new Chunk(index, part.from(), part.to());
    }

    public int images() {
        return to - from;
    }
}

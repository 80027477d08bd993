package dev.sartor.executor;

/**
 * A share of a batch that one task computes: images {@code from} to {@code to}. Chunks have partial sums of their own,
 * which are added up in the order of {@code index}.
 */
public record Chunk(int index, int from, int to) {
    /** Most chunks of a batch: enough for load to balance, few enough that partial sums stay cheap. */
    static final int MAX_CHUNKS = 16;

    public static int count(int images) {
        return Math.min(images, MAX_CHUNKS);
    }

    public static Chunk of(int index, int images) {
        IndexRange part = IndexRange.of(index, count(images), images);
        return new Chunk(index, part.from(), part.to());
    }

    public int images() {
        return to - from;
    }
}

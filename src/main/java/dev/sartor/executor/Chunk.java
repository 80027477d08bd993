package dev.sartor.executor;

/**
 * A share of a batch that one task computes: images {@code from} to {@code to}. Chunks have partial sums of their own,
 * which are added up in the order of {@code index}.
 */
record Chunk(int index, int from, int to) {
    /** Most chunks of a batch: enough for load to balance, few enough that partial sums stay cheap. */
    static final int MOST = 16;

    static int count(int images) {
        return Math.min(images, MOST);
    }

    static Chunk of(int index, int images) {
        int count = count(images);
        return new Chunk(index, index * images / count, (index + 1) * images / count);
    }

    int images() {
        return to - from;
    }
}

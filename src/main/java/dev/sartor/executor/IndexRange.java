package dev.sartor.executor;

/** A range of indices, {@code from} (inclusive) to {@code to} (exclusive). */
public record IndexRange(int from, int to) {

    /** Part {@code index} of the indices 0 to {@code total - 1}, divided into {@code parts} nearly equal parts. */
    public static IndexRange of(int index, int parts, int total) {
        return new IndexRange(index * total / parts, (index + 1) * total / parts);
    }

    /** Part {@code index} of this range divided into {@code parts} nearly equal parts. */
    public IndexRange subrange(int index, int parts) {
        IndexRange within = of(index, parts, count());
        return new IndexRange(from + within.from, from + within.to);
    }

    public int count() {
        return to - from;
    }
}

package dev.sartor.executor;

/** One of several nearly equal parts of something countable: {@code from} to {@code to}. */
public record IndexRange(int from, int to) {

    /** Part {@code index} of {@code parts} of so many. */
    public static IndexRange of(int index, int parts, int whole) {
        return new IndexRange(index * whole / parts, (index + 1) * whole / parts);
    }

    /** Part {@code index} of {@code parts} of this part. */
    public IndexRange subrange(int index, int parts) {
        IndexRange within = of(index, parts, count());
        return new IndexRange(from + within.from, from + within.to);
    }

    public int count() {
        return to - from;
    }
}

package dev.sartor.executor;

/** One of several nearly equal parts of something countable: {@code from} to {@code to}. */
record Part(int from, int to) {

    /** Part {@code index} of {@code parts} of so many. */
    static Part of(int index, int parts, int whole) {
        return new Part(index * whole / parts, (index + 1) * whole / parts);
    }

    /** Part {@code index} of {@code parts} of this part. */
    Part part(int index, int parts) {
        Part within = of(index, parts, count());
        return new Part(from + within.from, from + within.to);
    }

    int count() {
        return to - from;
    }
}

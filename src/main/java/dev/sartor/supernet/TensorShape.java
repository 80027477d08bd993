package dev.sartor.supernet;

import java.util.List;

/**
 * The shape of a weight tensor, [output][input][kernel][kernel]. The weights of a linear layer have kernel 1; a vector, such as a
 * bias, has kernel 1 and one input.
 *
 * @param kernel side of the square kernel
 */
record TensorShape(int out, int in, int kernel) {

    /** The shape of a parameter's dimensions. */
    static TensorShape of(List<Integer> dims) {
        return new TensorShape(dims.getFirst(), dims.size() > 1 ? dims.get(1) : 1, dims.size() > 2 ? dims.get(2) : 1);
    }

    /** The number of values. */
    int size() {
        return Math.multiplyExact(Math.multiplyExact(out, in), kernel * kernel);
    }

    /** The smallest shape that contains both. */
    TensorShape union(TensorShape other) {
        return new TensorShape(Math.max(out, other.out), Math.max(in, other.in), Math.max(kernel, other.kernel));
    }

    /** The text that {@link SharedWeights#identity} hashes, with a former name of this record: it must not change. */
    @Override
    public String toString() {
        return "Extent[out=%s, in=%s, kernel=%s]".formatted(out, in, kernel);
    }
}

package dev.sartor.supernet;

/**
 * The part of a shared tensor that a network uses: the first outputs, the first inputs and the centre of the kernel, as in
 * Once-for-All (arXiv 1908.09791), but without its kernel transformation.
 *
 * @param tensor the name of the shared tensor
 * @param whole  the shape of the shared tensor
 * @param part   the shape of the slice
 */
record WeightSlice(String tensor, TensorShape whole, TensorShape part) {
    WeightSlice {
        if (!whole.union(part).equals(whole) || (whole.kernel() - part.kernel()) % 2 != 0) {
            throw new IllegalArgumentException("No centred slice " + part + " of " + whole + " in " + tensor);
        }
    }

    /** Visits a run of values that are contiguous in both the part and the whole, given by its first index in each. */
    interface RunVisitor {
        void accept(int inPart, int inWhole, int length);
    }

    /** Visits all values of the part in order, in runs as long as possible. */
    void forEachRun(RunVisitor visitor) {
        int k = part.kernel();
        if (k < whole.kernel()) {
            forEachKernelRow(visitor);
        } else if (part.in() < whole.in()) {
            int row = part.in() * k * k;
            for (int o = 0; o < part.out(); o++) {
                visitor.accept(o * row, o * whole.in() * k * k, row);
            }
        } else {
            int start = 0;
            visitor.accept(start, start, part.size());
        }
    }

    /** Visits the values of a smaller kernel, in which only those of one row are contiguous. */
    private void forEachKernelRow(RunVisitor visitor) {
        int k = part.kernel();
        int side = whole.kernel();
        int border = (side - k) / 2;
        int inPart = 0;
        for (int o = 0; o < part.out(); o++) {
            for (int i = 0; i < part.in(); i++) {
                int plane = (o * whole.in() + i) * side * side;
                for (int y = 0; y < k; y++) {
                    visitor.accept(inPart, plane + (y + border) * side + border, k);
                    inPart += k;
                }
            }
        }
    }

    /** A copy of the part's values. */
    float[] copyFrom(float[] shared) {
        float[] values = new float[part.size()];
        forEachRun((inPart, inWhole, length) -> System.arraycopy(shared, inWhole, values, inPart, length));
        return values;
    }
}

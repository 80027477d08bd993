package dev.sartor.supernet;

/**
 * The part of a shared tensor that a network uses: the first outputs, the first inputs and the centre of the kernel, as in
 * Once-for-All (arXiv 1908.09791), but without its transformation of the kernel.
 *
 * @param tensor the name of the shared tensor
 */
record WeightSlice(String tensor, TensorShape whole, TensorShape part) {
    WeightSlice {
        if (!whole.union(part).equals(whole) || (whole.kernel() - part.kernel()) % 2 != 0) {
            throw new IllegalArgumentException("No centred part " + part + " of " + whole + " in " + tensor);
        }
    }

    /** Takes a run of values that lie together in both the part and the whole. */
    interface Run {
        void take(int inPart, int inWhole, int length);
    }

    /** Walks all values of the part in order, in runs as long as possible. */
    void each(Run run) {
        int k = part.kernel();
        if (k < whole.kernel()) {
            eachKernelRow(run);
        } else if (part.in() < whole.in()) {
            int row = part.in() * k * k;
            for (int o = 0; o < part.out(); o++) {
                run.take(o * row, o * whole.in() * k * k, row);
            }
        } else {
            run.take(0, 0, part.size());
        }
    }

    private void eachKernelRow(Run run) {
        int k = part.kernel();
        int side = whole.kernel();
        int border = (side - k) / 2;
        int at = 0;
        for (int o = 0; o < part.out(); o++) {
            for (int i = 0; i < part.in(); i++) {
                int plane = (o * whole.in() + i) * side * side;
                for (int y = 0; y < k; y++) {
                    run.take(at, plane + (y + border) * side + border, k);
                    at += k;
                }
            }
        }
    }

    /** The part's values. */
    float[] read(float[] shared) {
        float[] values = new float[part.size()];
        each((inPart, inWhole, length) -> System.arraycopy(shared, inWhole, values, inPart, length));
        return values;
    }
}

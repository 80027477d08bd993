package dev.sartor.data.image;

/**
 * Resampling along one axis: output pixel {@code i} is the sum of {@code weights[i][k] * input[first[i] + k]}, and its
 * weights sum to 1. Reduction averages by area; enlargement is bilinear between pixel centres.
 */
record ResamplingWeights(int[] first, float[][] weights) {
    /** Maps the middle {@code extent} of {@code in} pixels onto {@code out} pixels. */
    static ResamplingWeights centred(int in, double extent, int out) {
        int[] first = new int[out];
        float[][] weights = new float[out][];
        double step = extent / out;
        double firstEdge = (in - extent) / 2;
        for (int i = 0; i < out; i++) {
            double start = firstEdge + i * step;
            // in indices of pixels, whose centres are at whole numbers; start is in positions of edges
            double centreIndex = Math.clamp(start + step / 2 - 0.5, 0, in - 1);
            first[i] = step > 1 ? Math.max(0, (int) Math.floor(start)) : (int) centreIndex;
            weights[i] = step > 1 ? area(start, start + step, first[i], in) : bilinear(centreIndex - first[i]);
        }
        return new ResamplingWeights(first, weights);
    }

    /** Weights of the input pixels in proportion to their share of the interval. */
    private static float[] area(double start, double end, int first, int in) {
        int last = Math.clamp((int) Math.ceil(end) - 1, first, in - 1);
        float[] weights = new float[last - first + 1];
        for (int k = 0; k < weights.length; k++) {
            double covered = Math.min(end, first + k + 1) - Math.max(start, first + k);
            weights[k] = (float) (Math.max(0, covered) / (end - start));
        }
        return weights;
    }

    /** Weights of a pixel and the next; at the far edge the weight of the next is 0, so it is left out. */
    private static float[] bilinear(double fraction) {
        return fraction == 0 ? new float[] {1} : new float[] {(float) (1 - fraction), (float) fraction};
    }
}

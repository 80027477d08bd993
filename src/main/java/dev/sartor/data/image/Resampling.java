package dev.sartor.data.image;

import dev.sartor.arch.Shape;

/** Resamples images of one shape to another size, after a centre crop to its aspect ratio. Channels stay as they are. */
record Resampling(Shape from, Shape to, ResamplingWeights rows, ResamplingWeights columns) {
    /** The resampling between two shapes with equal channels. */
    static Resampling of(Shape from, Shape to) {
        double inputPixelsPerPixel = Math.min((double) from.height() / to.height(), (double) from.width() / to.width());
        return new Resampling(
                from,
                to,
                ResamplingWeights.centred(from.height(), inputPixelsPerPixel * to.height(), to.height()),
                ResamplingWeights.centred(from.width(), inputPixelsPerPixel * to.width(), to.width()));
    }

    /** Resamples rows, then columns. Reads a CHW image from {@code in} at index {@code start} and writes the resampled one to {@code out} at index {@code at}. */
    void apply(byte[] in, int start, byte[] out, int at) {
        float[] resampled = new float[from.height() * to.width()];
        for (int c = 0; c < to.channels(); c++) {
            resampleRows(in, start + c * from.height() * from.width(), resampled);
            resampleColumns(resampled, out, at + c * to.height() * to.width());
        }
    }

    private void resampleRows(byte[] in, int start, float[] resampled) {
        for (int y = 0; y < from.height(); y++) {
            for (int x = 0; x < to.width(); x++) {
                float[] weights = columns.weights()[x];
                int first = start + y * from.width() + columns.first()[x];
                float sum = 0;
                for (int k = 0; k < weights.length; k++) {
                    sum += weights[k] * (in[first + k] & 255);
                }
                resampled[y * to.width() + x] = sum;
            }
        }
    }

    private void resampleColumns(float[] resampled, byte[] out, int at) {
        for (int y = 0; y < to.height(); y++) {
            float[] weights = rows.weights()[y];
            int first = rows.first()[y] * to.width();
            for (int x = 0; x < to.width(); x++) {
                // rounds when it is cut to an integer
                float sum = 0.5f;
                for (int k = 0; k < weights.length; k++) {
                    sum += weights[k] * resampled[first + k * to.width() + x];
                }
                out[at + y * to.width() + x] = (byte) Math.min(255, (int) sum);
            }
        }
    }
}

package dev.sartor.data;

import dev.sartor.arch.Shape;

/** Scales one image of a fixed shape to another size, cut to its proportions around the centre. Channels stay as they are. */
record Resampling(Shape from, Shape to, ResamplingWeights rows, ResamplingWeights columns) {
    static Resampling of(Shape from, Shape to) {
        double pixelsPerPixel = Math.min((double) from.height() / to.height(), (double) from.width() / to.width());
        return new Resampling(
                from,
                to,
                ResamplingWeights.centred(from.height(), pixelsPerPixel * to.height(), to.height()),
                ResamplingWeights.centred(from.width(), pixelsPerPixel * to.width(), to.width()));
    }

    /** Reads a CHW image at {@code start} of {@code in} and writes the scaled one at {@code at} of {@code out}. */
    void apply(byte[] in, int start, byte[] out, int at) {
        float[] narrowed = new float[from.height() * to.width()];
        for (int c = 0; c < to.channels(); c++) {
            alongRows(in, start + c * from.height() * from.width(), narrowed);
            alongColumns(narrowed, out, at + c * to.height() * to.width());
        }
    }

    private void alongRows(byte[] in, int start, float[] narrowed) {
        for (int y = 0; y < from.height(); y++) {
            for (int x = 0; x < to.width(); x++) {
                float[] weights = columns.weights()[x];
                int first = start + y * from.width() + columns.first()[x];
                float sum = 0;
                for (int k = 0; k < weights.length; k++) {
                    sum += weights[k] * (in[first + k] & 255);
                }
                narrowed[y * to.width() + x] = sum;
            }
        }
    }

    private void alongColumns(float[] narrowed, byte[] out, int at) {
        for (int y = 0; y < to.height(); y++) {
            float[] weights = rows.weights()[y];
            int first = rows.first()[y] * to.width();
            for (int x = 0; x < to.width(); x++) {
                float sum = 0.5f;
                for (int k = 0; k < weights.length; k++) {
                    sum += weights[k] * narrowed[first + k * to.width() + x];
                }
                out[at + y * to.width() + x] = (byte) Math.min(255, (int) sum);
            }
        }
    }
}

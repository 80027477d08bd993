package dev.sartor.data.shapes;

import dev.sartor.arch.Shape;

/** A canvas with tones per channel; 1 is white. */
final class Canvas {
    private final Shape shape;
    private final float[] values;
    private final float pixel;

    Canvas(Shape shape) {
        this.shape = shape;
        this.values = new float[(int) shape.size()];
        this.pixel = 2f / Math.min(shape.height(), shape.width());
    }

    /** Fills the whole canvas. */
    void fill(Paint paint) {
        for (int row = 0; row < shape.height(); row++) {
            for (int column = 0; column < shape.width(); column++) {
                blend(row, column, paint, 1, paint.shade(x(column), y(row)));
            }
        }
    }

    /** Paints a shape, distorted by the two ripples. */
    void draw(PlacedShape stamp, ValueNoise bendX, ValueNoise bendY) {
        ShapePlacement place = stamp.placement();
        // Twice the scale: shapes reach 1.5 of their units when stretched and distorted.
        float reach = 2 * place.scale();
        int top = Math.max(0, row(place.centreY() - reach));
        int bottom = Math.min(shape.height() - 1, row(place.centreY() + reach));
        int left = Math.max(0, column(place.centreX() - reach));
        int right = Math.min(shape.width() - 1, column(place.centreX() + reach));
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                float x = x(column);
                float y = y(row);
                float covered = stamp.coverage(x + bendX.at(x, y), y + bendY.at(x, y), pixel);
                if (covered > 0) {
                    blend(row, column, stamp.paint(), covered, stamp.paint().shade(x, y));
                }
            }
        }
    }

    /** Turns tones into bytes, {@code gain * (tone - 0.5) + 0.5 + noise}, at {@code at} of {@code out}, CHW. */
    void render(RandomValues draws, float gain, float noise, byte[] out, int at) {
        for (int i = 0; i < values.length; i++) {
            float tone = gain * (values[i] - 0.5f) + 0.5f + noise * draws.nearGaussian();
            out[at + i] = (byte) Math.clamp((int) (255 * tone + 0.5f), 0, 255);
        }
    }

    private void blend(int row, int column, Paint paint, float covered, float shade) {
        int plane = shape.height() * shape.width();
        for (int c = 0; c < shape.channels(); c++) {
            int i = c * plane + row * shape.width() + column;
            values[i] += covered * (paint.tone()[c] + shade - values[i]);
        }
    }

    private float x(int column) {
        return (column + 0.5f - shape.width() / 2f) * pixel;
    }

    private float y(int row) {
        return (row + 0.5f - shape.height() / 2f) * pixel;
    }

    private int column(float x) {
        return (int) Math.floor(x / pixel + shape.width() / 2f);
    }

    private int row(float y) {
        return (int) Math.floor(y / pixel + shape.height() / 2f);
    }
}

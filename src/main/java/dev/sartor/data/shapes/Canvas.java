package dev.sartor.data.shapes;

import dev.sartor.arch.Shape;

/** An image while it is drawn: a tone for each pixel and channel, 0 for black to 1 for white. */
final class Canvas {
    private final Shape imageShape;
    /** [channel][row][column] */
    private final float[] values;

    /** The side of a pixel in image coordinates, in which the shorter side of the image runs from -1 to 1. */
    private final float pixel;

    Canvas(Shape imageShape) {
        this.imageShape = imageShape;
        this.values = new float[(int) imageShape.size()];
        this.pixel = 2f / Math.min(imageShape.height(), imageShape.width());
    }

    /** Fills the whole canvas. */
    void fill(Paint paint) {
        float fullCoverage = 1;
        for (int row = 0; row < imageShape.height(); row++) {
            for (int column = 0; column < imageShape.width(); column++) {
                blend(row, column, paint, fullCoverage, paint.shadeAt(x(column), y(row)));
            }
        }
    }

    /** Paints a shape, distorted by the two noise fields. */
    void draw(PlacedShape placed, ValueNoise distortionX, ValueNoise distortionY) {
        ShapePlacement place = placed.placement();
        // Twice the scale, because a stretched and distorted shape extends 1.5 from its centre in shape coordinates.
        float reach = 2 * place.scale();
        int top = Math.max(0, row(place.centreY() - reach));
        int bottom = Math.min(imageShape.height() - 1, row(place.centreY() + reach));
        int left = Math.max(0, column(place.centreX() - reach));
        int right = Math.min(imageShape.width() - 1, column(place.centreX() + reach));
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                float x = x(column);
                float y = y(row);
                float coverage = placed.coverage(x + distortionX.valueAt(x, y), y + distortionY.valueAt(x, y), pixel);
                if (coverage > 0) {
                    blend(row, column, placed.paint(), coverage, placed.paint().shadeAt(x, y));
                }
            }
        }
    }

    /** Writes {@code gain * (tone - 0.5) + 0.5 + noise * g}, with standard normal {@code g}, as bytes (CHW) into {@code out} from index {@code at} on. */
    void render(RandomValues random, float gain, float noise, byte[] out, int at) {
        for (int i = 0; i < values.length; i++) {
            float tone = gain * (values[i] - 0.5f) + 0.5f + noise * random.approximateGaussian();
            out[at + i] = (byte) Math.clamp((int) (255 * tone + 0.5f), 0, 255);
        }
    }

    /** Mixes a paint into a pixel, of which it covers a share from 0 to 1. */
    private void blend(int row, int column, Paint paint, float coverage, float shade) {
        int plane = imageShape.height() * imageShape.width();
        for (int c = 0; c < imageShape.channels(); c++) {
            int i = c * plane + row * imageShape.width() + column;
            values[i] += coverage * (paint.tone()[c] + shade - values[i]);
        }
    }

    private float x(int column) {
        return (column + 0.5f - imageShape.width() / 2f) * pixel;
    }

    private float y(int row) {
        return (row + 0.5f - imageShape.height() / 2f) * pixel;
    }

    private int column(float x) {
        return (int) Math.floor(x / pixel + imageShape.width() / 2f);
    }

    private int row(float y) {
        return (int) Math.floor(y / pixel + imageShape.height() / 2f);
    }
}

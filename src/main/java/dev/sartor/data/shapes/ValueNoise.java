package dev.sartor.data.shapes;

/** Value noise over an image, whose sides are at -1 and 1: random values on a coarse grid, interpolated smoothly. */
final class ValueNoise {
    private final int cells;
    private final float[] values;

    /** A grid of {@code cells} cells along each side, with values between {@code -amplitude} and {@code amplitude}. */
    ValueNoise(RandomValues random, int cells, float amplitude) {
        this.cells = cells;
        this.values = new float[(cells + 1) * (cells + 1)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.uniform(-amplitude, amplitude);
        }
    }

    /** The noise at a point of the image. */
    float valueAt(float x, float y) {
        float column = Math.clamp((x + 1) / 2 * cells, 0, cells - 0.001f);
        float row = Math.clamp((y + 1) / 2 * cells, 0, cells - 0.001f);
        int i = (int) column;
        int j = (int) row;
        float fx = smooth(column - i);
        float fy = smooth(row - j);
        int at = j * (cells + 1) + i;
        float top = values[at] + fx * (values[at + 1] - values[at]);
        float bottom = values[at + cells + 1] + fx * (values[at + cells + 2] - values[at + cells + 1]);
        return top + fy * (bottom - top);
    }

    /** Smoothstep: 0 at 0, 1 at 1, with slope 0 at both. */
    private static float smooth(float t) {
        return t * t * (3 - 2 * t);
    }
}

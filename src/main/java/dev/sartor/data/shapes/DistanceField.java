package dev.sartor.data.shapes;

/** Distances to an outline's edge on a grid, so that drawing costs the same for every shape. Between grid points: bilinear. */
final class DistanceField {
    private static final int CELLS = 128;
    private static final float REACH = 1.5f;
    private static final float PER_UNIT = CELLS / (2 * REACH);

    private final float[] distances = new float[(CELLS + 1) * (CELLS + 1)];

    DistanceField(Outline outline) {
        for (int row = 0; row <= CELLS; row++) {
            for (int column = 0; column <= CELLS; column++) {
                distances[row * (CELLS + 1) + column] =
                        (float) outline.distance(column / (double) PER_UNIT - REACH, row / (double) PER_UNIT - REACH);
            }
        }
    }

    /** Distance to the edge, negative inside; beyond the grid, that of its nearest point, which is far outside. */
    float at(float x, float y) {
        float column = Math.clamp((x + REACH) * PER_UNIT, 0, CELLS - 0.001f);
        float row = Math.clamp((y + REACH) * PER_UNIT, 0, CELLS - 0.001f);
        int i = (int) column;
        int j = (int) row;
        float fx = column - i;
        float fy = row - j;
        int at = j * (CELLS + 1) + i;
        float top = distances[at] + fx * (distances[at + 1] - distances[at]);
        int below = at + CELLS + 1;
        float bottom = distances[below] + fx * (distances[below + 1] - distances[below]);
        return top + fy * (bottom - top);
    }
}

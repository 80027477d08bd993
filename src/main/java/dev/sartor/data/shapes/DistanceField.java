package dev.sartor.data.shapes;

/** Distances to the edge of an outline on a grid, interpolated bilinearly, so that drawing takes equally long for every shape. */
final class DistanceField {
    /** The grid covers the square from -HALF_WIDTH to HALF_WIDTH in shape coordinates, with CELLS cells along each side. */
    private static final int CELLS = 128;

    private static final float HALF_WIDTH = 1.5f;
    private static final float CELLS_PER_UNIT = CELLS / (2 * HALF_WIDTH);

    private final float[] distances = new float[(CELLS + 1) * (CELLS + 1)];

    DistanceField(Outline outline) {
        for (int row = 0; row <= CELLS; row++) {
            for (int column = 0; column <= CELLS; column++) {
                distances[row * (CELLS + 1) + column] = (float) outline.distance(
                        column / (double) CELLS_PER_UNIT - HALF_WIDTH, row / (double) CELLS_PER_UNIT - HALF_WIDTH);
            }
        }
    }

    /** Distance to the edge, negative inside. Outside the grid, the distance at the nearest grid point. */
    float distanceAt(float x, float y) {
        float column = Math.clamp((x + HALF_WIDTH) * CELLS_PER_UNIT, 0, CELLS - 0.001f);
        float row = Math.clamp((y + HALF_WIDTH) * CELLS_PER_UNIT, 0, CELLS - 0.001f);
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

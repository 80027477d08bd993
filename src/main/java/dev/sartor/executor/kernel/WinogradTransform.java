package dev.sartor.executor.kernel;

/**
 * The transforms of minimal filtering F(2x2, 3x3) (arXiv 1509.09308, section 4.1): a tile X of 4 x 4 pixels becomes L X L',
 * 16 numbers called points. A convolution of the tile is then a product of each point with the same point of the transformed
 * kernel, with 2.25 times fewer multiplications than by definition. The last point has the opposite sign of the paper's, so
 * that every line of L has a positive term.
 */
public enum WinogradTransform {
    /** Transforms 4 x 4 inputs, of which the last two lines and columns are the first of the next tile, to points. */
    INPUT(new int[][] {{1, 0, -1, 0}, {0, 1, 1, 0}, {0, -1, 1, 0}, {0, -1, 0, 1}}),
    /** Transforms products of points to 2 x 2 outputs. */
    OUTPUT(new int[][] {{1, 1, 1, 0}, {0, 1, -1, 1}}),
    /** The backward pass of {@link #OUTPUT}. */
    OUTPUT_GRADIENT(transposed(OUTPUT.lines)),
    /** The backward pass of {@link #INPUT}; since tiles overlap, it is added to the target. */
    INPUT_GRADIENT(transposed(INPUT.lines));

    /** Width and height of a tile's outputs, which is also the distance of consecutive input tiles. */
    public static final int OUTPUTS = 2;
    /** Width and height of a tile's inputs and of its points. */
    public static final int INPUTS = 4;
    /** All points of a tile. */
    public static final int POINTS = INPUTS * INPUTS;

    /** The matrix L, whose elements are -1, 0 and 1. */
    private final int[][] lines;

    WinogradTransform(int[][] lines) {
        this.lines = lines;
    }

    private static int[][] transposed(int[][] lines) {
        int[][] result = new int[lines[0].length][lines.length];
        for (int i = 0; i < lines.length; i++) {
            for (int j = 0; j < result.length; j++) {
                result[j][i] = lines[i][j];
            }
        }
        return result;
    }

    /** Whether results are added to the target. */
    public boolean accumulates() {
        return this == INPUT_GRADIENT;
    }

    /** Width and height of X. */
    public int inputSide() {
        return lines[0].length;
    }

    /** Width and height of L X L'. */
    public int outputSide() {
        return lines.length;
    }

    /** An element of L. */
    public int factor(int line, int column) {
        return lines[line][column];
    }
}

package dev.sartor.executor.kernel;

/**
 * The strides of square Winograd tiles (4x4 or 2x2 values) in a plane, in rows (pixels) of a {@link Tile}: value (i, j) of the
 * Winograd tile (y, x) is {@code y * tileRow + x * tile + i * row + j * column} rows after the first.
 */
public record TileStrides(int tileRow, int tile, int row, int column) {}

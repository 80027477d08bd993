package dev.sartor.executor.kernel;

/**
 * The strides of the values of square Winograd tiles, in rows of a {@link Tile}: value (i, j) of tile (y, x) is {@code y * tileRow + x * tile + i * row + j * column}
 * rows after the first.
 */
public record TileStrides(int tileRow, int tile, int row, int column) {}

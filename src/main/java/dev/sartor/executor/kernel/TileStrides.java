package dev.sartor.executor.kernel;

/**
 * The strides of the values of square tiles, in rows: value (i, j) of tile (y, x) is {@code y * tileLine + x * tile + i * line + j *
 * column} rows from the first.
 */
public record TileStrides(int tileRow, int tile, int row, int column) {}

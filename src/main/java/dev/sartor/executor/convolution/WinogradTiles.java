package dev.sartor.executor.convolution;

import dev.sartor.arch.Shape;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.TileStrides;
import dev.sartor.executor.kernel.WinogradTransform;

/**
 * The Winograd tiles (2x2 output pixels, see {@link WinogradTransform}) that cover an image; the last ones may extend beyond
 * it.
 */
record WinogradTiles(Shape image) {
    /** Tiles processed at once: their transformed values (points), of all channels, fit the second-level cache. */
    private static final int TILES_AT_ONCE = 96;

    /** The number of lines of tiles. */
    int lines() {
        return (image.height() + WinogradTransform.OUTPUTS - 1) / WinogradTransform.OUTPUTS;
    }

    /** The number of tiles of a line. */
    int columns() {
        return (image.width() + WinogradTransform.OUTPUTS - 1) / WinogradTransform.OUTPUTS;
    }

    /** Images computed at once: several if they are small. */
    int imagesAtOnce() {
        return Math.max(1, TILES_AT_ONCE / (lines() * columns()));
    }

    /** Lines of tiles computed at once: not all if the image is large. */
    int linesAtOnce() {
        return Math.clamp(TILES_AT_ONCE / columns(), 1, lines());
    }

    /** Whether the tiles cover the image exactly. */
    boolean coversExactly() {
        return image.height() == height() && image.width() == width();
    }

    /** Height of the outputs of all tiles, in pixels. */
    int height() {
        return lines() * WinogradTransform.OUTPUTS;
    }

    /** Width of the outputs of all tiles, in pixels. */
    int width() {
        return columns() * WinogradTransform.OUTPUTS;
    }

    /** The strides of tiles in an image whose lines lie {@code pitch} pixels apart. */
    static TileStrides plane(int pitch) {
        return new TileStrides(WinogradTransform.OUTPUTS * pitch, WinogradTransform.OUTPUTS, pitch, 1);
    }

    /**
     * The strides of the points of tiles, where a tile is one row and each point is {@code blocks} blocks after the previous
     * one.
     */
    TileStrides points(Tile points, int blocks) {
        int point = blocks * points.blockStride() / Tile.LANES;
        return new TileStrides(columns(), 1, WinogradTransform.INPUTS * point, point);
    }
}

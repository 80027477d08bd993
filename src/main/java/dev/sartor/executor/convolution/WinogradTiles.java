package dev.sartor.executor.convolution;

import dev.sartor.arch.Shape;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.TileStrides;
import dev.sartor.executor.kernel.WinogradTransform;

/** How tiles of {@link WinogradTransform} cover an image; those at its end may reach beyond. */
record WinogradTiles(Shape image) {
    /** Tiles to work on at once: their points, of all channels, fit the second-level cache. */
    private static final int AT_ONCE = 96;

    /** Lines of tiles. */
    int lines() {
        return (image.height() + WinogradTransform.OUTPUTS - 1) / WinogradTransform.OUTPUTS;
    }

    /** Tiles of a line. */
    int columns() {
        return (image.width() + WinogradTransform.OUTPUTS - 1) / WinogradTransform.OUTPUTS;
    }

    /** Images to work on at once: several if they are small. */
    int imagesAtOnce() {
        return Math.max(1, AT_ONCE / (lines() * columns()));
    }

    /** Lines of tiles to work on at once: not all if the image is large. */
    int linesAtOnce() {
        return Math.clamp(AT_ONCE / columns(), 1, lines());
    }

    /** Whether tiles end where the image does. */
    boolean coversExactly() {
        return image.height() == height() && image.width() == width();
    }

    /** Pixels of all tiles' outputs, downwards. */
    int height() {
        return lines() * WinogradTransform.OUTPUTS;
    }

    /** The same across. */
    int width() {
        return columns() * WinogradTransform.OUTPUTS;
    }

    /** How tiles stand in a plane whose lines lie {@code pitch} rows apart. */
    static TileStrides plane(int pitch) {
        return new TileStrides(WinogradTransform.OUTPUTS * pitch, WinogradTransform.OUTPUTS, pitch, 1);
    }

    /** How the points of tiles stand, a row for each tile, each point {@code blocks} blocks after the one before. */
    TileStrides points(Tile points, int blocks) {
        int point = blocks * points.step() / Tile.LANES;
        return new TileStrides(columns(), 1, WinogradTransform.INPUTS * point, point);
    }
}

package dev.sartor.executor;

import dev.sartor.arch.Shape;
import dev.sartor.executor.kernel.Lattice;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.Winograd;

/** How tiles of {@link Winograd} cover an image; those at its end may reach beyond. */
record WinogradTiles(Shape image) {
    /** Tiles to work on at once: their points, of all channels, fit the second-level cache. */
    private static final int AT_ONCE = 96;

    /** Lines of tiles. */
    int lines() {
        return (image.height() + Winograd.OUTPUTS - 1) / Winograd.OUTPUTS;
    }

    /** Tiles of a line. */
    int columns() {
        return (image.width() + Winograd.OUTPUTS - 1) / Winograd.OUTPUTS;
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
    boolean even() {
        return image.height() == height() && image.width() == width();
    }

    /** Pixels of all tiles' outputs, downwards. */
    int height() {
        return lines() * Winograd.OUTPUTS;
    }

    /** The same across. */
    int width() {
        return columns() * Winograd.OUTPUTS;
    }

    /** How tiles stand in a plane whose lines lie {@code pitch} rows apart. */
    static Lattice plane(int pitch) {
        return new Lattice(Winograd.OUTPUTS * pitch, Winograd.OUTPUTS, pitch, 1);
    }

    /** How the points of tiles stand, a row for each tile, each point {@code blocks} blocks after the one before. */
    Lattice points(Tile points, int blocks) {
        int point = blocks * points.step() / Tile.LANES;
        return new Lattice(columns(), 1, Winograd.INPUTS * point, point);
    }
}

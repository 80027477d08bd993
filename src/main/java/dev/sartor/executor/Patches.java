package dev.sartor.executor;

import dev.sartor.executor.kernel.Kernels;
import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.Window;

/**
 * The patches that a sliding kernel sees, one per row: for each tap the channels, in whole blocks or, when they are few,
 * one tap's directly behind the other's ({@code dense}).
 *
 * @param channels of the planes it slides over
 */
record Patches(Window window, int pitch, int channels, boolean dense) {
    /** Up to so many channels the padding of every tap would cost more than shuffling them together. */
    private static final int FEW = 8;

    static boolean dense(int channels) {
        return channels <= FEW;
    }

    /** Blocks of a patch. */
    int blocks() {
        int taps = window.kernel() * window.kernel();
        return dense ? Tile.blocks(taps * channels) : taps * Tile.blocks(channels);
    }

    /** Writes the patches of output lines {@code y} to {@code y + lines}; {@code in} is bordered. */
    void gather(Tile in, int y, int lines, Tile out) {
        for (int tap = 0; tap < window.kernel() * window.kernel(); tap++) {
            for (int line = 0; line < lines; line++) {
                Tile from = in.fromRow(source(tap, y + line));
                Tile to = out.fromRow(line * window.width());
                if (dense) {
                    for (int c = 0; c < channels; c++) {
                        gather(from, c, to, tap * channels + c);
                    }
                } else {
                    int blocks = Tile.blocks(channels);
                    for (int b = 0; b < blocks; b++) {
                        gather(from.fromBlock(b), to.fromBlock(tap * blocks + b));
                    }
                }
            }
        }
    }

    private int source(int tap, int y) {
        return (y * window.stride() + tap / window.kernel()) * pitch + tap % window.kernel();
    }

    private void gather(Tile from, Tile to) {
        if (window.stride() == 1) {
            System.arraycopy(from.data(), from.at(), to.data(), to.at(), window.width() * Tile.LANES);
            return;
        }
        for (int x = 0; x < window.width(); x++) {
            System.arraycopy(from.data(), from.at() + x * window.stride() * Tile.LANES, to.data(), to.at() + x * Tile.LANES,
                    Tile.LANES);
        }
    }

    private void gather(Tile from, int channel, Tile to, int k) {
        int p = from.at() + channel;
        int q = to.block(k / Tile.LANES) + k % Tile.LANES;
        for (int x = 0; x < window.width(); x++) {
            to.data()[q + x * Tile.LANES] = from.data()[p + x * window.stride() * Tile.LANES];
        }
    }

    /** The way back: adds patches of output lines to bordered planes. */
    void scatter(Kernels kernels, Tile patches, int y, int lines, Tile planes) {
        for (int tap = 0; tap < window.kernel() * window.kernel(); tap++) {
            for (int line = 0; line < lines; line++) {
                Tile to = planes.fromRow(source(tap, y + line));
                Tile from = patches.fromRow(line * window.width());
                if (dense) {
                    for (int c = 0; c < channels; c++) {
                        scatter(from, tap * channels + c, to, c);
                    }
                } else {
                    int blocks = Tile.blocks(channels);
                    for (int b = 0; b < blocks; b++) {
                        scatter(kernels, from.fromBlock(tap * blocks + b), to.fromBlock(b));
                    }
                }
            }
        }
    }

    private void scatter(Kernels kernels, Tile from, Tile to) {
        if (window.stride() == 1) {
            kernels.add(to, from, window.width());
            return;
        }
        for (int x = 0; x < window.width(); x++) {
            kernels.add(to.fromRow(x * window.stride()), from.fromRow(x), 1);
        }
    }

    private void scatter(Tile from, int k, Tile to, int channel) {
        int p = from.block(k / Tile.LANES) + k % Tile.LANES;
        int q = to.at() + channel;
        for (int x = 0; x < window.width(); x++) {
            to.data()[q + x * window.stride() * Tile.LANES] += from.data()[p + x * Tile.LANES];
        }
    }
}

package dev.sartor.executor.convolution;

import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.Window;

/**
 * The patches of a convolution, one per row: the channels of each tap, tap after tap.
 *
 * @param channels of the input
 */
public record Im2col(Window window, int pitch, int channels) {
    /** Maximum number of channels for which a block of one tap would be mostly padding. */
    private static final int MAX_FEW_CHANNELS = 8;

    public static boolean hasFewChannels(int channels) {
        return channels <= MAX_FEW_CHANNELS;
    }

    /** Blocks of a patch. */
    int blocks() {
        int taps = window.kernel() * window.kernel();
        return Tile.blocks(taps * channels);
    }

    /** Writes the patches of output lines {@code y} to {@code y + lines}; {@code in} is padded. */
    void gather(Tile in, int y, int lines, Tile out) {
        for (int tap = 0; tap < window.kernel() * window.kernel(); tap++) {
            for (int line = 0; line < lines; line++) {
                Tile from = in.fromRow(source(tap, y + line));
                Tile to = out.fromRow(line * window.width());
                for (int c = 0; c < channels; c++) {
                    gather(from, c, to, tap * channels + c);
                }
            }
        }
    }

    private int source(int tap, int y) {
        return (y * window.stride() + tap / window.kernel()) * pitch + tap % window.kernel();
    }

    private void gather(Tile from, int channel, Tile to, int k) {
        int p = from.offset() + channel;
        int q = to.blockOffset(k / Tile.LANES) + k % Tile.LANES;
        for (int x = 0; x < window.width(); x++) {
            to.data()[q + x * Tile.LANES] = from.data()[p + x * window.stride() * Tile.LANES];
        }
    }

    /** The backward pass: adds patches of output lines to padded planes. */
    void scatter(Tile patches, int y, int lines, Tile planes) {
        for (int tap = 0; tap < window.kernel() * window.kernel(); tap++) {
            for (int line = 0; line < lines; line++) {
                Tile to = planes.fromRow(source(tap, y + line));
                Tile from = patches.fromRow(line * window.width());
                for (int c = 0; c < channels; c++) {
                    scatter(from, tap * channels + c, to, c);
                }
            }
        }
    }

    private void scatter(Tile from, int k, Tile to, int channel) {
        int p = from.blockOffset(k / Tile.LANES) + k % Tile.LANES;
        int q = to.offset() + channel;
        for (int x = 0; x < window.width(); x++) {
            to.data()[q + x * window.stride() * Tile.LANES] += from.data()[p + x * Tile.LANES];
        }
    }
}

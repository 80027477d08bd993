package dev.sartor.executor.convolution;

import dev.sartor.executor.kernel.Tile;
import dev.sartor.executor.kernel.Window;

/**
 * The patches of a convolution, one for each output pixel: the inputs that the pixel depends on, tap after tap with all
 * channels of a tap. A tap is a position in the kernel. Rows are pixels and blocks are groups of 16 channels, as in {@link
 * Tile}.
 *
 * @param pitch    pixels from one line of the padded input to the next
 * @param channels number of input channels
 */
public record Im2col(Window window, int pitch, int channels) {
    /** With so few channels, more than half of a block of 16 channels for each tap would be padding. */
    private static final int MAX_FEW_CHANNELS = 8;

    public static boolean hasFewChannels(int channels) {
        return channels <= MAX_FEW_CHANNELS;
    }

    /** The number of blocks of a patch. */
    int blocks() {
        int taps = window.kernel() * window.kernel();
        return Tile.blocks(taps * channels);
    }

    /** Writes the patches of output lines {@code y} to {@code y + lines}; {@code in} is padded. */
    void gather(Tile in, int y, int lines, Tile out) {
        for (int tap = 0; tap < window.kernel() * window.kernel(); tap++) {
            for (int line = 0; line < lines; line++) {
                Tile from = in.fromRow(inputRow(tap, y + line));
                Tile to = out.fromRow(line * window.width());
                for (int c = 0; c < channels; c++) {
                    gather(from, c, to, tap * channels + c);
                }
            }
        }
    }

    /** The row of the input pixel that a tap of the first output of line {@code y} reads. */
    private int inputRow(int tap, int y) {
        return (y * window.stride() + tap / window.kernel()) * pitch + tap % window.kernel();
    }

    /** Copies one channel of an input line to element {@code k} of the patches. */
    private void gather(Tile from, int channel, Tile to, int k) {
        int source = from.offset() + channel;
        int target = to.blockOffset(k / Tile.LANES) + k % Tile.LANES;
        for (int x = 0; x < window.width(); x++) {
            to.data()[target + x * Tile.LANES] = from.data()[source + x * window.stride() * Tile.LANES];
        }
    }

    /** The backward pass: adds patches of output lines to padded planes. */
    void scatter(Tile patches, int y, int lines, Tile planes) {
        for (int tap = 0; tap < window.kernel() * window.kernel(); tap++) {
            for (int line = 0; line < lines; line++) {
                Tile to = planes.fromRow(inputRow(tap, y + line));
                Tile from = patches.fromRow(line * window.width());
                for (int c = 0; c < channels; c++) {
                    scatter(from, tap * channels + c, to, c);
                }
            }
        }
    }

    /** Adds element {@code k} of patches to one channel of an input line. */
    private void scatter(Tile from, int k, Tile to, int channel) {
        int source = from.blockOffset(k / Tile.LANES) + k % Tile.LANES;
        int target = to.offset() + channel;
        for (int x = 0; x < window.width(); x++) {
            to.data()[target + x * window.stride() * Tile.LANES] += from.data()[source + x * Tile.LANES];
        }
    }
}

package dev.sartor.data.image;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import java.util.Optional;

/**
 * Converts images of one shape to another: first the channels, then the size. Images are centre-cropped to the aspect ratio, averaged by
 * area when that shrinks them and bilinear when it enlarges them.
 */
public final class ImageConversion {
    private final Shape from;
    private final Shape to;
    /** Empty if the size stays. */
    private final Optional<Resampling> resampling;

    private ImageConversion(Shape from, Shape to, Optional<Resampling> resampling) {
        this.from = from;
        this.to = to;
        this.resampling = resampling;
    }

    /** @throws UserError if the numbers of channels differ and are not 1 and 3 */
    public static ImageConversion of(Shape from, Shape to) {
        int in = from.channels();
        int out = to.channels();
        if (in != out && (Math.min(in, out) != 1 || Math.max(in, out) != 3)) {
            throw new UserError(
                    "images of " + in + " channels cannot be turned into " + out,
                    "images of " + out + " channels",
                    "choose an input of 1 channel (grey) or 3 (RGB)");
        }
        Shape recoloured = from.withChannels(out);
        return new ImageConversion(
                from, to, recoloured.equals(to) ? Optional.empty() : Optional.of(Resampling.of(recoloured, to)));
    }

    /** Converts the image {@code in} and writes it to {@code out} from index {@code at} on (unsigned bytes, CHW). */
    public void apply(byte[] in, byte[] out, int at) {
        if (resampling.isEmpty()) {
            convertChannels(in, out, at);
        } else if (from.channels() == to.channels()) {
            resampling.get().apply(in, 0, out, at);
        } else {
            byte[] recoloured = new byte[(int) from.withChannels(to.channels()).size()];
            convertChannels(in, recoloured, 0);
            resampling.get().apply(recoloured, 0, out, at);
        }
    }

    private void convertChannels(byte[] in, byte[] out, int at) {
        int plane = from.height() * from.width();
        if (from.channels() == to.channels()) {
            System.arraycopy(in, 0, out, at, in.length);
        } else if (from.channels() == 1) {
            for (int c = 0; c < 3; c++) {
                System.arraycopy(in, 0, out, at + c * plane, plane);
            }
        } else {
            for (int i = 0; i < plane; i++) {
                out[at + i] = (byte) luminance(in[i] & 255, in[plane + i] & 255, in[2 * plane + i] & 255);
            }
        }
    }

    /** The grey level of a colour (ITU-R BT.601), rounded. */
    private static int luminance(int red, int green, int blue) {
        return (299 * red + 587 * green + 114 * blue + 500) / 1000;
    }
}

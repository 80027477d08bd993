package dev.sartor.data;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import java.util.stream.IntStream;

/** Converts images to another shape: channels first, then size. */
final class ImageConversion {
    private ImageConversion() {}

    static Images convert(Images images, Shape wanted) {
        return images.shape().equals(wanted) ? images : resized(recoloured(images, wanted.channels()), wanted);
    }

    private static Images recoloured(Images images, int channels) {
        Shape from = images.shape();
        if (from.channels() == channels) {
            return images;
        }
        int plane = from.height() * from.width();
        byte[] out = Images.allocatePixels(images.count(), from.withChannels(channels));
        for (int i = 0; i < images.count(); i++) {
            convertChannels(
                    images.pixels(),
                    i * images.imageBytes(),
                    from.channels(),
                    plane,
                    out,
                    i * channels * plane,
                    channels);
        }
        return new Images(from.withChannels(channels), out, images.labels());
    }

    private static void convertChannels(byte[] in, int start, int from, int plane, byte[] out, int at, int to) {
        if (from == 1 && to == 3) {
            for (int c = 0; c < 3; c++) {
                System.arraycopy(in, start, out, at + c * plane, plane);
            }
        } else if (from == 3 && to == 1) {
            for (int i = 0; i < plane; i++) {
                out[at + i] = (byte)
                        luminance(in[start + i] & 255, in[start + plane + i] & 255, in[start + 2 * plane + i] & 255);
            }
        } else {
            throw new UserError(
                    "images of " + from + " channels cannot be turned into " + to,
                    "images of " + to + " channels",
                    "choose an input of 1 channel (grey) or 3 (RGB)");
        }
    }

    /** ITU-R BT.601, rounded. */
    static int luminance(int red, int green, int blue) {
        return (299 * red + 587 * green + 114 * blue + 500) / 1000;
    }

    private static Images resized(Images images, Shape wanted) {
        if (images.shape().equals(wanted)) {
            return images;
        }
        Resampling resampling = Resampling.of(images.shape(), wanted);
        int size = (int) wanted.size();
        byte[] out = Images.allocatePixels(images.count(), wanted);
        IntStream.range(0, images.count())
                .parallel()
                .forEach(i -> resampling.apply(images.pixels(), i * images.imageBytes(), out, i * size));
        return new Images(wanted, out, images.labels());
    }
}

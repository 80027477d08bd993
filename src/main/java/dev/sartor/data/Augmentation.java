package dev.sartor.data;

import java.util.Optional;

/**
 * Random augmentation of a training image: a shift by up to {@code padding} pixels in each direction (the usual random
 * crop of a padded image), a horizontal flip with probability 1/2, and a square of {@code cutout} pixels set to the mean
 * (DeVries and Taylor: Improved regularization of convolutional neural networks with cutout, 2017).
 *
 * @param padding pixels, 0 for no shift
 * @param border  the values of pixels that are shifted in from outside the image
 * @param mirror  whether to flip images horizontally
 * @param cutout  side of the square in pixels, 0 for no cutout
 * @param crop    random resized crop, which then takes the place of the shift
 */
public record Augmentation(int padding, Border border, boolean mirror, int cutout, Optional<RandomCrop> crop) {
    /** The values of pixels outside an image. */
    public enum Border {
        /** The image reflected at its edge pixel. */
        REFLECT,
        /** Pixels of value zero. */
        ZERO
    }

    private static final int NO_SHIFT = 0;
    private static final boolean MIRROR = false;
    private static final int NO_CUTOUT = 0;

    /** No augmentation. */
    public static final Augmentation NONE =
            new Augmentation(NO_SHIFT, Border.REFLECT, MIRROR, NO_CUTOUT, Optional.empty());

    public Augmentation {
        if (padding < 0 || cutout < 0) {
            throw new IllegalArgumentException("Padding and cutout must not be negative: " + padding + ", " + cutout);
        }
    }

    /** An augmentation without a random resized crop. */
    public Augmentation(int padding, Border border, boolean mirror, int cutout) {
        this(padding, border, mirror, cutout, Optional.empty());
    }

    /**
     * The source position of every position along an axis of {@code size} pixels when the image is shifted; -1 for a pixel of value
     * zero outside the image.
     *
     * @param shift pixels by which the image is moved towards the start of the axis
     */
    int[] sourcePositions(int size, int shift, boolean mirrored) {
        int[] sources = new int[size];
        for (int i = 0; i < size; i++) {
            int source = i + shift;
            boolean inside = source >= 0 && source < size;
            int found = inside ? source : border == Border.ZERO ? -1 : reflect(source, size);
            sources[mirrored ? size - 1 - i : i] = found;
        }
        return sources;
    }

    private static int reflect(int position, int size) {
        int period = Math.max(1, 2 * (size - 1));
        int p = Math.floorMod(position, period);
        return p < size ? p : period - p;
    }
}

package dev.sartor.search.plan;

import java.util.Locale;

/**
 * An amount of training: a number of epochs, each with a number of images.
 *
 * @param epochs passes over the images
 * @param images number of images in an epoch
 */
record ImagePasses(int epochs, int images) {

    /** The fewest epochs, of at most {@code availableImages} images each, that process at least {@code passes} images in all. */
    static ImagePasses of(long passes, int availableImages) {
        int epochs = Math.toIntExact(Math.ceilDiv(passes, availableImages));
        return new ImagePasses(epochs, Math.toIntExact(Math.ceilDiv(passes, epochs)));
    }

    /** The number of images of all epochs together. */
    long total() {
        return (long) epochs * images;
    }

    /** For example {@code 20,000 images} or {@code 20,000 images for 3 epochs}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, epochs == 1 ? "%,d images" : "%,d images for %,d epochs", images, epochs);
    }
}

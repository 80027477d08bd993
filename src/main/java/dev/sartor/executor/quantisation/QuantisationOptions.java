package dev.sartor.executor.quantisation;

import dev.sartor.network.quantisation.WeightGranularity;

/**
 * How a trained network is quantised.
 *
 * @param images  number of calibration images, at least {@value #MIN_IMAGES}
 * @param ranges  how the ranges of tensors are chosen
 * @param weights how many scales the weights of a layer have
 */
public record QuantisationOptions(int images, RangeMethod ranges, WeightGranularity weights) {
    /** Minimum number of images: fewer show too little of the range of tensors. */
    public static final int MIN_IMAGES = 16;

    /** The number of images that suffices for all networks that were tried. */
    public static final int DEFAULT_IMAGES = 256;

    public QuantisationOptions {
        if (images < MIN_IMAGES) {
            throw new IllegalArgumentException(images + " calibration images, fewer than " + MIN_IMAGES);
        }
    }

    /** The default options: ranges with the least error, and a scale for each channel. */
    public static QuantisationOptions defaults() {
        return new QuantisationOptions(DEFAULT_IMAGES, RangeMethod.MSE, WeightGranularity.PER_CHANNEL);
    }
}

package dev.sartor.executor.quantisation;

import dev.sartor.network.Precision;
import dev.sartor.network.quantisation.WeightGranularity;

/**
 * How a trained network is quantised.
 *
 * @param images  number of calibration images, at least {@value #MIN_IMAGES}
 * @param ranges  how the ranges of tensors are chosen
 * @param weights how many scales the weights of a layer have
 * @param stem    the precision of the stem; fp32 for a {@linkplain dev.sartor.network.quantisation.FloatStem float stem}
 */
public record QuantisationOptions(int images, RangeMethod ranges, WeightGranularity weights, Precision stem) {
    /** Minimum number of images: fewer show too little of the range of tensors. */
    public static final int MIN_IMAGES = 16;

    /** The number of images that suffices for all networks that were tried. */
    public static final int DEFAULT_IMAGES = 256;

    public QuantisationOptions {
        if (images < MIN_IMAGES) {
            throw new IllegalArgumentException(images + " calibration images, fewer than " + MIN_IMAGES);
        }
        // older cards do not have it
        stem = stem == null ? Precision.INT8 : stem;
    }

    /** With all layers in 8 bits. */
    public QuantisationOptions(int images, RangeMethod ranges, WeightGranularity weights) {
        this(images, ranges, weights, Precision.INT8);
    }

    /** The same options with another precision of the stem. */
    public QuantisationOptions withStem(Precision other) {
        return new QuantisationOptions(images, ranges, weights, other);
    }

    /** The default options: ranges with the least error, and a scale for each channel. */
    public static QuantisationOptions defaults() {
        return new QuantisationOptions(DEFAULT_IMAGES, RangeMethod.MSE, WeightGranularity.PER_CHANNEL);
    }
}

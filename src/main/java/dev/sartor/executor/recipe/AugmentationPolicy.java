package dev.sartor.executor.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sartor.data.Augmentation;
import dev.sartor.data.Dataset;
import dev.sartor.data.RandomCrop;
import java.util.Optional;

/**
 * Random augmentation of training images, drawn anew in every epoch.
 *
 * @param shift  largest shift, as a share of the image's size, rounded up to pixels, in [0, 1)
 * @param mirror whether half of the images are mirrored, if the data set allows it
 * @param cutout side of the square that is erased from each image, as a share of the image's size, rounded, in [0, 1)
 * @param mixup  alpha of mixup (arXiv 1710.09412): pairs of images and their targets are blended by a ratio that is drawn from
 *               Beta(alpha, alpha) for each batch, in [0, 1]; 0 for no mixup
 * @param crop   smallest area of a random resized crop, as a share of the image, in (0, 1]; it takes the place of the shift
 */
public record AugmentationPolicy(
        double shift,
        boolean mirror,
        double cutout,
        double mixup,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Double> crop) {
    public AugmentationPolicy {
        // absent from the files of earlier releases
        crop = crop == null ? Optional.empty() : crop;
        crop.ifPresent(area -> Recipe.check(area > 0 && area <= 1, "crop", "in (0, 1]", area));
        Recipe.check(shift >= 0 && shift < 1, "shift", "in [0, 1)", shift);
        Recipe.check(cutout >= 0 && cutout < 1, "cutout", "in [0, 1)", cutout);
        Recipe.check(mixup >= 0 && mixup <= 1, "mixup", "in [0, 1]", mixup);
    }

    /** A policy without a random resized crop. */
    public AugmentationPolicy(double shift, boolean mirror, double cutout, double mixup) {
        this(shift, mirror, cutout, mixup, Optional.empty());
    }

    private static final double OFF = 0;
    private static final double STANDARD_SHIFT = 0.125;
    /** Values of {@code mirror}. */
    private static final boolean MIRROR = true;

    private static final boolean NO_MIRROR = false;

    /** No augmentation. */
    public static final AugmentationPolicy NONE = new AugmentationPolicy(OFF, NO_MIRROR, OFF, OFF);
    /** Shifts by up to an eighth of the image (4 pixels at 32 and at 28), and mirrors. */
    public static final AugmentationPolicy STANDARD = new AugmentationPolicy(STANDARD_SHIFT, MIRROR, OFF, OFF);

    /** The augmentation of single images of a data set: everything but mixup. */
    public Augmentation augmentationFor(Dataset dataset) {
        int size = Math.min(dataset.shape().height(), dataset.shape().width());
        return new Augmentation(
                (int) Math.ceil(shift * size),
                Augmentation.Border.REFLECT,
                mirror && dataset.mirrorable(),
                (int) Math.round(cutout * size),
                crop.map(RandomCrop::new));
    }

    /** The text in checkpoints and model files. It keeps the former name of this record, so that old files stay valid. */
    @Override
    public String toString() {
        return "Variation[shift=%s, mirror=%s, cutout=%s, mixup=%s%s]"
                .formatted(
                        shift,
                        mirror,
                        cutout,
                        mixup,
                        crop.map(area -> ", crop=" + area).orElse(""));
    }
}

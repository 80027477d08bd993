package dev.sartor.executor.training;

import dev.sartor.data.Augmentation;
import dev.sartor.data.Dataset;

/**
 * How training images vary from one pass to the next.
 *
 * @param shift  furthest shift, as a share of the image's size, rounded up to pixels, in [0, 1)
 * @param mirror whether images are mirrored, half of the times, where the data set allows it
 * @param cutout side of the square blotted out of each image, as a share of the image's size, rounded, in [0, 1)
 * @param mixup  how much images are blended in pairs, targets and all: their shares are drawn from Beta(mixup, mixup), for
 *               each batch (mixup, arXiv 1710.09412), in [0, 1]; 0 for not at all
 */
public record AugmentationPolicy(double shift, boolean mirror, double cutout, double mixup) {
    public AugmentationPolicy {
        Recipe.check(shift >= 0 && shift < 1, "shift", "in [0, 1)", shift);
        Recipe.check(cutout >= 0 && cutout < 1, "cutout", "in [0, 1)", cutout);
        Recipe.check(mixup >= 0 && mixup <= 1, "mixup", "in [0, 1]", mixup);
    }

    /** Images as they are. */
    public static final AugmentationPolicy NONE = new AugmentationPolicy(0, false, 0, 0);
    /** Shifts by an eighth (4 pixels at 32 and at 28), and mirrors. */
    public static final AugmentationPolicy STANDARD = new AugmentationPolicy(0.125, true, 0, 0);

    public AugmentationPolicy withShift(double share) {
        return new AugmentationPolicy(share, mirror, cutout, mixup);
    }

    public AugmentationPolicy withCutout(double share) {
        return new AugmentationPolicy(shift, mirror, share, mixup);
    }

    public AugmentationPolicy withMixup(double alpha) {
        return new AugmentationPolicy(shift, mirror, cutout, alpha);
    }

    /** What is done to single images of a data set. */
    public Augmentation of(Dataset dataset) {
        int size = Math.min(dataset.shape().height(), dataset.shape().width());
        return new Augmentation(
                (int) Math.ceil(shift * size), Augmentation.Border.REFLECT, mirror && dataset.mirrorable(), (int)
                        Math.round(cutout * size));
    }

    /** The text that checkpoints and model files have carried from the first release on, when this record had another name. */
    @Override
    public String toString() {
        return "Variation[shift=%s, mirror=%s, cutout=%s, mixup=%s]".formatted(shift, mirror, cutout, mixup);
    }
}

package dev.sartor.executor;

/**
 * Mean loss and accuracy of a classifier on images.
 *
 * @param loss     mean cross-entropy, in nats
 * @param accuracy share of images whose largest logit is that of their class, in [0, 1]
 */
public record ClassificationMetrics(double loss, double accuracy) {

    /** The means over {@code images} images of a sum of losses and a number of correct predictions. */
    public static ClassificationMetrics of(double lossSum, long correct, long images) {
        return new ClassificationMetrics(lossSum / images, (double) correct / images);
    }
}

package dev.sartor.accuracy;

import dev.sartor.base.math.WilsonInterval;
import dev.sartor.data.Images;
import java.util.Arrays;

/**
 * The images that accuracies are measured on, as far as the certainty of an accuracy depends on them.
 *
 * @param images            number of images, at least 1
 * @param largestClassShare share of the largest class, which is the accuracy of always answering this class, in (0, 1]
 */
public record EvaluationSet(int images, double largestClassShare) {
    public EvaluationSet {
        if (images < 1 || !(largestClassShare > 0 && largestClassShare <= 1)) {
            throw new IllegalArgumentException("An evaluation set cannot have " + images
                    + " images and a largest class with a share of " + largestClassShare);
        }
    }

    /** The evaluation set of labelled images, at least one. */
    public static EvaluationSet of(Images images) {
        int[] counts = new int[Arrays.stream(images.labels()).max().orElse(0) + 1];
        Arrays.stream(images.labels()).forEach(label -> counts[label]++);
        return new EvaluationSet(
                images.count(), (double) Arrays.stream(counts).max().orElseThrow() / images.count());
    }

    /** The 95 % confidence interval of an accuracy measured on these images, to four digits. */
    public WilsonInterval interval(double accuracy) {
        return WilsonInterval.of(accuracy, images).toFourDigits();
    }

    /** Whether an accuracy is above that of always answering the largest class, with 95 % confidence. */
    public boolean isAboveLargestClass(double accuracy) {
        return interval(accuracy).lower() > largestClassShare;
    }

    /** The largest half width that an interval can have, that of an accuracy of 0.5. */
    public double maxHalfWidth() {
        WilsonInterval interval = interval(0.5);
        return (interval.upper() - interval.lower()) / 2;
    }
}

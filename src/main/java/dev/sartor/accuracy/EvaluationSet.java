package dev.sartor.accuracy;

import dev.sartor.base.math.WilsonInterval;
import dev.sartor.data.Images;
import java.util.Arrays;
import java.util.List;

/**
 * Number and largest class of the images that accuracies are measured on. The uncertainty of an accuracy depends on them.
 *
 * @param images            number of images, at least 1
 * @param largestClassShare share of the largest class, which is the accuracy of always answering this class, in (0, 1]
 */
public record EvaluationSet(int images, double largestClassShare) {
    /** Largest half width of a confidence interval with which accuracies distinguish many networks: 5 percentage points. */
    private static final double MAX_DISTINGUISHING_HALF_WIDTH = 0.05;

    /** The accuracy whose confidence interval is the widest. */
    private static final double MOST_UNCERTAIN_ACCURACY = 0.5;

    public EvaluationSet {
        if (images < 1 || !(largestClassShare > 0 && largestClassShare <= 1)) {
            throw new IllegalArgumentException("An evaluation set cannot have " + images
                    + " images and a largest class with a share of " + largestClassShare);
        }
    }

    /** The evaluation set of labelled images, at least one. */
    public static EvaluationSet of(Images images) {
        return of(List.of(images));
    }

    /** The evaluation set of several parts together, such as the validation images of all folds. */
    public static EvaluationSet of(List<Images> parts) {
        int[] labels =
                parts.stream().flatMapToInt(p -> Arrays.stream(p.labels())).toArray();
        int[] counts = new int[Arrays.stream(labels).max().orElse(0) + 1];
        Arrays.stream(labels).forEach(label -> counts[label]++);
        return new EvaluationSet(
                labels.length, (double) Arrays.stream(counts).max().orElseThrow() / labels.length);
    }

    /** The 95 % confidence interval of an accuracy measured on these images, to four digits. */
    public WilsonInterval interval(double accuracy) {
        return WilsonInterval.of(accuracy, images).toFourDigits();
    }

    /** Whether an accuracy is above that of always answering the largest class, with 95 % confidence. */
    public boolean isAboveLargestClass(double accuracy) {
        return interval(accuracy).lower() > largestClassShare;
    }

    /**
     * Whether accuracies on these images distinguish few networks: their intervals have a half width of more than 5
     * percentage points.
     */
    public boolean distinguishesFewNetworks() {
        return maxHalfWidth() > MAX_DISTINGUISHING_HALF_WIDTH;
    }

    /** The largest half width that an interval can have, that of an accuracy of 0.5. */
    public double maxHalfWidth() {
        WilsonInterval interval = interval(MOST_UNCERTAIN_ACCURACY);
        return (interval.upper() - interval.lower()) / 2;
    }
}

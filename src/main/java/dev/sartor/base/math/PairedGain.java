package dev.sartor.base.math;

import org.hipparchus.distribution.continuous.TDistribution;

/**
 * The difference of two models' accuracies on the same images, with its 95 % confidence interval. Each model may have been
 * trained several times. The variance of the difference is the sum of that over images, and of those between the trainings of
 * either model. Over images it is that of the differences per image, with half an image added to each of the four outcomes of a
 * pair (A. Agresti and Y. Min, Simple improved confidence intervals for comparing matched proportions, Statistics in Medicine 24,
 * 2005). The quantile is that of a t-distribution with the degrees of freedom of F. E. Satterthwaite, An approximate distribution
 * of estimates of variance components, Biometrics 2, 1946.
 *
 * @param gain  accuracy of the first model minus that of the second, means over their trainings
 * @param lower lower end of the interval, at most {@code gain}
 * @param upper upper end of the interval, at least {@code gain}
 */
public record PairedGain(double gain, double lower, double upper) {
    private static final double UPPER_QUANTILE = 0.975;

    /**
     * The gain of one model over another.
     *
     * @param first  whether the first model predicts an image correctly: [training][image]
     * @param second the same for the second model, on the same images
     */
    public static PairedGain of(boolean[][] first, boolean[][] second) {
        int images = first[0].length;
        requireImages(first, images);
        requireImages(second, images);
        double sum = 0;
        // half an image is added to each of the four outcomes of a pair: in two of these the models differ, by 1 and by
        // -1
        double squares = 1;
        for (int i = 0; i < images; i++) {
            double difference = share(first, i) - share(second, i);
            sum += difference;
            squares += difference * difference;
        }
        double gain = sum / images;
        // the images and the four added halves
        double n = images + 2.0;
        double varianceOverImages = (squares / n - (sum / n) * (sum / n)) / n;
        double ofFirst = varianceOfMean(first);
        double ofSecond = varianceOfMean(second);
        double variance = varianceOverImages + ofFirst + ofSecond;
        double degreesOfFreedom = variance
                * variance
                / (square(varianceOverImages) / (n - 1)
                        + square(ofFirst) / Math.max(1, first.length - 1)
                        + square(ofSecond) / Math.max(1, second.length - 1));
        double half =
                new TDistribution(degreesOfFreedom).inverseCumulativeProbability(UPPER_QUANTILE) * Math.sqrt(variance);
        return new PairedGain(gain, gain - half, gain + half);
    }

    private static void requireImages(boolean[][] trainings, int images) {
        for (boolean[] training : trainings) {
            if (images == 0 || training.length != images) {
                throw new IllegalArgumentException("Results on " + training.length + " and " + images + " images");
            }
        }
    }

    /** The share of trainings whose model predicts an image correctly. */
    private static double share(boolean[][] trainings, int image) {
        int right = 0;
        for (boolean[] training : trainings) {
            right += training[image] ? 1 : 0;
        }
        return (double) right / trainings.length;
    }

    /** The variance of the mean accuracy between trainings; 0 for one training, of which it is not known. */
    private static double varianceOfMean(boolean[][] trainings) {
        int count = trainings.length;
        if (count < 2) {
            return 0;
        }
        double mean = 0;
        for (boolean[] training : trainings) {
            mean += accuracy(training) / count;
        }
        double squares = 0;
        for (boolean[] training : trainings) {
            squares += square(accuracy(training) - mean);
        }
        return squares / (count - 1) / count;
    }

    /** The share of images that the model of one training predicts correctly. */
    public static double accuracy(boolean[] training) {
        int right = 0;
        for (boolean r : training) {
            right += r ? 1 : 0;
        }
        return (double) right / training.length;
    }

    private static double square(double x) {
        return x * x;
    }

    /** Whether the whole interval lies above 0. */
    public boolean aboveZero() {
        return lower > 0;
    }
}

package dev.sartor.cli.output;

import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.base.math.WilsonInterval;
import java.util.Optional;

/** Sentences about the certainty of accuracies that were measured on a limited number of images. */
public final class AccuracyCertainty {
    /** Half width of a 95 % interval from which on accuracies distinguish too few networks. */
    private static final double WARNING_HALF_WIDTH = 0.05;
    /** Half width that the warning recommends. */
    private static final double WANTED_HALF_WIDTH = 0.02;

    private AccuracyCertainty() {}

    /** A warning before a search whose accuracies would not distinguish most networks; empty if there are enough images. */
    public static Optional<String> warning(Optional<EvaluationSet> evaluationSet) {
        return evaluationSet
                .filter(e -> e.maxHalfWidth() > WARNING_HALF_WIDTH)
                .map(e -> ConsoleFormat.format(
                        "warning: an accuracy from %d validation image%s is certain to +-%.0f points only (95 %%), so"
                                + " the search cannot distinguish networks that differ by less; about %,d validation"
                                + " images give +-%.0f points",
                        e.images(),
                        e.images() == 1 ? "" : "s",
                        100 * e.maxHalfWidth(),
                        WilsonInterval.trialsForHalfWidth(WANTED_HALF_WIDTH),
                        100 * WANTED_HALF_WIDTH));
    }

    /** {@code 47-91 %}, the 95 % confidence interval of an accuracy. */
    public static String interval(EvaluationSet evaluationSet, double accuracy) {
        WilsonInterval interval = evaluationSet.interval(accuracy);
        return ConsoleFormat.format("%.0f-%.0f %%", 100 * interval.lower(), 100 * interval.upper());
    }

    /** The number of images and the largest class of a result, with a warning if the best accuracy is not above that class. */
    public static String summary(EvaluationSet evaluationSet, double best) {
        String measured = ConsoleFormat.format(
                "accuracies were measured on %d images, with 95 %% intervals; always answering the largest class has"
                        + " %.1f %%",
                evaluationSet.images(), 100 * evaluationSet.largestClassShare());
        return evaluationSet.isAboveLargestClass(best)
                ? measured
                : measured + System.lineSeparator()
                        + "warning: no network is better than that with certainty, so this search found nothing yet;"
                        + " give more images or more epochs";
    }
}

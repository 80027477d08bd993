package dev.sartor.cli.output;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.base.math.WilsonInterval;
import java.util.List;
import java.util.Optional;

/** Sentences about the certainty of accuracies that were measured on a limited number of images. */
public final class AccuracyCertainty {
    /** Half width that the warning recommends. */
    private static final double RECOMMENDED_HALF_WIDTH = 0.02;

    private AccuracyCertainty() {}

    /** A warning before a search whose accuracies would not distinguish most networks; empty if there are enough images. */
    public static Optional<String> warning(Optional<EvaluationSet> evaluationSet) {
        return evaluationSet
                .filter(EvaluationSet::distinguishesFewNetworks)
                .map(e -> ConsoleFormat.format(
                        "an accuracy from %d image%s is certain to +-%.0f points only (95 %%), so"
                                + " the search cannot distinguish networks that differ by less; about %,d validation"
                                + " images give +-%.0f points",
                        e.images(),
                        e.images() == 1 ? "" : "s",
                        100 * e.maxHalfWidth(),
                        WilsonInterval.trialsForHalfWidth(RECOMMENDED_HALF_WIDTH),
                        100 * RECOMMENDED_HALF_WIDTH));
    }

    /**
     * A line on how the accuracy source was adapted to few images; empty if it was not.
     *
     * @param given  the source as the user chose it
     * @param chosen the source that is used
     */
    public static Optional<String> adaptation(AccuracySpec given, AccuracySpec chosen, AccuracySource source) {
        return given.equals(chosen)
                ? Optional.empty()
                : Optional.of("few images, so --accuracy " + chosen.text() + " is used"
                        + crossValidationText(chosen, source));
    }

    private static String crossValidationText(AccuracySpec chosen, AccuracySource source) {
        return source.evaluationSet()
                .filter(_ -> folds(chosen) > 1)
                .map(e -> ConsoleFormat.format(
                        ": cross-validation evaluates each network on all %d training and validation images"
                                + " (folds=1: on the validation images only)",
                        e.images()))
                .orElse("");
    }

    private static int folds(AccuracySpec spec) {
        return switch (spec) {
            case AccuracySpec.Training t -> t.candidates().folds();
            case AccuracySpec.Halving h -> h.candidates().folds();
            case AccuracySpec.Featured f -> folds(f.accuracies());
            case AccuracySpec.Supernet _,
                    AccuracySpec.Csv _,
                    AccuracySpec.Predicted _,
                    AccuracySpec.Command _,
                    AccuracySpec.ZeroCost _ -> 1;
        };
    }

    /** {@code 47-91 %}, the 95 % confidence interval of an accuracy. */
    public static String interval(EvaluationSet evaluationSet, double accuracy) {
        WilsonInterval interval = evaluationSet.interval(accuracy);
        return ConsoleFormat.format("%.0f-%.0f %%", 100 * interval.lower(), 100 * interval.upper());
    }

    /**
     * A line with the number of images and the share of the most frequent class, and a warning if the best accuracy is not
     * above that share with certainty.
     */
    public static List<String> summary(EvaluationSet evaluationSet, double best) {
        String measured = ConsoleFormat.format(
                "accuracies were measured on %d images, with 95 %% intervals; always answering the most frequent class"
                        + " gives %.1f %%",
                evaluationSet.images(), 100 * evaluationSet.largestClassShare());
        String warning = "warning: no network is better than that with certainty, so this search found nothing yet;"
                + " give more images or more epochs";
        return evaluationSet.isAboveLargestClass(best) ? List.of(measured) : List.of(measured, warning);
    }
}

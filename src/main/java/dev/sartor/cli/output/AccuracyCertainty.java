package dev.sartor.cli.output;

import dev.sartor.accuracy.AccuracyChoice;
import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.base.math.WilsonInterval;
import dev.sartor.network.Precision;
import java.util.List;
import java.util.Optional;

/** Sentences about the choice of an accuracy source, and the certainty of accuracies that were measured on few images. */
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
     * A line on why an accuracy source is used that the user did not give, or not with these settings; empty if the user gave it.
     *
     * @param given      the source as the user chose it
     * @param used       the source that is used
     * @param mixesKinds whether blocks of several kinds can occur at one position of the space's networks
     */
    public static Optional<String> reason(
            AccuracyChoice given, AccuracySpec used, AccuracySource source, boolean mixesKinds) {
        boolean sameSettings =
                used.withPrecision(Precision.FP32).equals(given.spec().withPrecision(Precision.FP32));
        if (sameSettings && !given.isDefault()) {
            return Optional.empty();
        }
        return Optional.of(cause(given, used, mixesKinds, sameSettings) + ", so --accuracy " + used.text() + " is used"
                + crossValidationText(used, source));
    }

    private static String cause(AccuracyChoice given, AccuracySpec used, boolean mixesKinds, boolean sameSettings) {
        if (!given.isDefault() || folds(used) > 1) {
            return "few images";
        }
        if (mixesKinds) {
            return "kinds of block are mixed, where a supernet ranks worse than counting MACs";
        }
        return sameSettings ? "kinds of block are not mixed" : "few images, and kinds of block are not mixed";
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

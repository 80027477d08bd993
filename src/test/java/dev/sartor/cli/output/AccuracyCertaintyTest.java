package dev.sartor.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.AccuracyChoice;
import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.arch.Architecture;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AccuracyCertaintyTest {
    /** Twelve images, half of them of the largest class. */
    // EvaluationSet: images, share of the largest class
    private static final EvaluationSet DOZEN = new EvaluationSet(12, 0.5);

    private static Optional<String> warning(int images) {
        return AccuracyCertainty.warning(Optional.of(new EvaluationSet(images, 0.5)));
    }

    @Test
    void theWarningAboutTooFewImagesNamesTheNumberThatIsEnough() {
        assertEquals(
                "an accuracy from 12 images is certain to +-25 points only (95 %), so the search cannot distinguish"
                        + " networks that differ by less; about 2,398 validation images give +-2 points",
                warning(12).orElseThrow());
        assertEquals(
                "an accuracy from 1 image is certain", warning(1).orElseThrow().substring(0, 35));
        assertEquals(Optional.empty(), warning(400));
        assertEquals(Optional.empty(), AccuracyCertainty.warning(Optional.empty()));
    }

    @Test
    void theSummaryNamesTheImagesAndTheLargestClass() {
        assertEquals(
                List.of("accuracies were measured on 12 images, with 95 % intervals; always answering the most"
                        + " frequent class gives 50.0 %"),
                AccuracyCertainty.summary(DOZEN, 1));
    }

    @Test
    void accuraciesNotAboveTheLargestClassAreReportedAsFailures() {
        for (double best : new double[] {0, 0.5, 0.75}) {
            assertEquals(
                    "warning: no network is better than that with certainty, so this search found nothing yet; give"
                            + " more images or more epochs",
                    AccuracyCertainty.summary(DOZEN, best).getLast());
        }
        assertEquals(1, AccuracyCertainty.summary(DOZEN, 11 / 12.0).size());
        assertEquals(
                1, AccuracyCertainty.summary(new EvaluationSet(1000, 0.5), 0.55).size());
    }

    @Test
    void intervalsArePrintedInPercent() {
        assertEquals("25-75 %", AccuracyCertainty.interval(DOZEN, 0.5));
    }

    private static final boolean MIXES_KINDS = true;

    /** A source that measures on 120 images. */
    private static final AccuracySource SOURCE = new AccuracySource() {
        @Override
        public double score(Architecture architecture, long seed) {
            return 0;
        }

        @Override
        public Optional<EvaluationSet> evaluationSet() {
            return Optional.of(new EvaluationSet(120, 0.5));
        }

        @Override
        public String description() {
            return "120 images";
        }
    };

    private static Optional<String> adaptation(String given, String used) {
        return AccuracyCertainty.reason(AccuracyChoice.parse(given), AccuracySpec.parse(used), SOURCE, !MIXES_KINDS);
    }

    private static String defaultReason(String used, boolean mixesKinds) {
        return AccuracyCertainty.reason(AccuracyChoice.DEFAULT, AccuracySpec.parse(used), SOURCE, mixesKinds)
                .orElseThrow();
    }

    @Test
    void theChoiceOfTheDefaultSourceIsExplained() {
        assertEquals(
                "kinds of block are mixed, where a supernet ranks worse than counting MACs, so --accuracy"
                        + " training:epochs=2,images=10000 is used",
                defaultReason("training:epochs=2,images=10000", MIXES_KINDS));
        assertEquals(
                "kinds of block are not mixed, so --accuracy supernet:epochs=100,images=20000 is used",
                defaultReason("supernet:epochs=100,images=20000", !MIXES_KINDS));
        assertTrue(
                defaultReason("training:epochs=21,batch=8,folds=5", MIXES_KINDS).startsWith("few images, so "));
    }

    @Test
    void aSourceThatIsOnlyEvaluatedInThePrecisionOfTheTablesNeedsNoReason() {
        assertEquals(Optional.empty(), adaptation("training", "training:epochs=2,precision=int8"));
    }

    @Test
    void settingsAdaptedToFewImagesAreListedInOneLine() {
        assertEquals(Optional.empty(), adaptation("training", "training:epochs=2"));
        assertEquals(
                "few images, so --accuracy training:epochs=21,batch=8,folds=5 is used: cross-validation evaluates each"
                        + " network on all 120 training and validation images (folds=1: on the validation images only)",
                adaptation("training", "training:epochs=21,batch=8,folds=5").orElseThrow());
        assertEquals(
                "few images, so --accuracy training:epochs=9 is used",
                adaptation("training", "training:epochs=9").orElseThrow());
    }
}

package dev.sartor.report.page;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.report.Report;
import dev.sartor.report.model.SampleReports;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTilesTest {
    private static String page(Optional<EvaluationSet> images) {
        return Report.html(SampleReports.withoutTraining(images)).replace('\u00a0', ' ');
    }

    @Test
    void theAccuracyOfASearchIsShownWithItsImagesAndTheLargestClass() {
        // EvaluationSet: images, share of the largest class
        String page = page(Optional.of(new EvaluationSet(100, 0.6)));
        assertTrue(
                page.contains(
                        "<dt>Accuracy</dt><dd class=\"value\">92.5 ± 6.9 %</dd><dd class=\"context\">in the search,"
                                + " on 100 images; always the most frequent class: 60.0 %</dd>"),
                page.substring(page.indexOf("<dl class=\"tiles\""), page.indexOf("<dl class=\"tiles\"") + 400));
    }

    @Test
    void anAccuracyThatWasNotMeasuredOnImagesIsShownWithoutThem() {
        assertTrue(page(Optional.empty())
                .contains("<dt>Accuracy</dt><dd class=\"value\">92.50 %</dd><dd class=\"context\">in the search</dd>"));
    }

    @Test
    void theTableOfTrialsHasTheIntervalOfEveryAccuracy() {
        String page = page(Optional.of(new EvaluationSet(100, 0.6)));
        assertTrue(page.contains(">95 % interval</button>"));
        assertTrue(page.contains("<td>92.5 ± 6.9 %</td><td>85.6–96.2 %</td>"));
        assertTrue(!page(Optional.empty()).contains("95 % interval"));
    }
}

package dev.sartor.report.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.delivery.ModelCard;
import dev.sartor.latency.statistics.MeasuredLatency;
import dev.sartor.report.Report;
import dev.sartor.report.model.ChoiceSummary;
import dev.sartor.report.model.CostMetric;
import dev.sartor.report.model.DeliveredTrial;
import dev.sartor.report.model.MetricLimit;
import dev.sartor.report.model.ReportModel;
import dev.sartor.report.model.SampleReports;
import dev.sartor.report.model.SearchHistory;
import dev.sartor.report.model.TrialPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HeadlineTest {
    private static final ReportModel RUN = SampleReports.finished(180);

    @Test
    void ofATrainedAndMeasuredNetworkTestAccuracyAndMeasuredLatencyAreNamed() {
        assertEquals("Best within 0.9 ms: 92.81 % test accuracy at 0.764 ms measured.", sentence(RUN));
    }

    @Test
    void aMeasuredLatencyAboveTheLimitIsNamed() {
        var slow = SampleReports.card(
                RUN.trainedCard().orElseThrow().name(),
                List.of(),
                Optional.empty(),
                List.of(new ModelCard.Measurement(
                        // MeasuredLatency: median, p10 and p90 in ms, runs, slowdown since the table
                        SampleReports.TABLE, "cpu", new MeasuredLatency(0.95, 0.94, 0.96, 10, 1))));
        assertEquals(
                "Best within 0.9 ms: 92.81 % test accuracy at 0.950 ms measured, which is over the limit.",
                sentence(new ReportModel(
                        RUN.summary(),
                        RUN.tables(),
                        RUN.limits(),
                        RUN.trials(),
                        SampleReports.trained(slow),
                        SearchHistory.NONE,
                        ChoiceSummary.NONE)));
    }

    @Test
    void anAccuracyHasTheConfidenceIntervalOfItsImages() {
        assertEquals(
                "Best within 0.9 ms: 92.81 ± 0.52 % test accuracy at 0.754 ms predicted.",
                sentence(trained(10_000, 0.1)));
        assertEquals(
                "Best within 0.9 ms: 92.8 ± 6.8 % test accuracy at 0.754 ms predicted.", sentence(trained(100, 0.1)));
    }

    @Test
    void anAccuracyThatIsNotAboveTheLargestClassIsReportedAsFailure() {
        assertEquals(
                "No better than a guess: 92.8 ± 6.8 % test accuracy at 0.754 ms predicted, where always answering 'dog'"
                        + " gives 90.0 %.",
                sentence(trained(100, 0.9)));
    }

    @Test
    void anAccuracyOfTheSearchHasTheConfidenceIntervalOfItsImages() {
        assertEquals(
                "Best within 0.9 ms: 92.50 ± 0.53 % validation accuracy in the search at 0.754 ms predicted.",
                // EvaluationSet: images, share of the largest class
                sentence(SampleReports.withoutTraining(Optional.of(new EvaluationSet(10_000, 0.1)))));
        assertEquals(
                "No better than a guess: 92.5 ± 6.9 % validation accuracy in the search at 0.754 ms predicted, where"
                        + " always answering the most frequent class gives 90.0 %.",
                sentence(SampleReports.withoutTraining(Optional.of(new EvaluationSet(100, 0.9)))));
    }

    @Test
    void theShareOfTheLargestClassFollowsTheAccuracy() {
        String page = Report.html(trained(100, 0.6)).replace('\u00a0', ' ');
        assertTrue(page.contains("on 100 images, always &#39;dog&#39;: 60.0 %; "));
        assertTrue(page.contains("<td>93.0 ± 6.7 %</td><td>92.8 ± 6.8 %</td>"));
    }

    private static ReportModel trained(int testImages, double largestShare) {
        return new ReportModel(
                RUN.summary(),
                RUN.tables(),
                RUN.limits(),
                RUN.trials(),
                SampleReports.trained(
                        SampleReports.card(RUN.trainedCard().orElseThrow().name(), testImages, largestShare)),
                SearchHistory.NONE,
                ChoiceSummary.NONE);
    }

    /** The most costly trials are the most accurate after training, in this order of search scores. */
    private static ReportModel ranked(double... scores) {
        List<TrialPoint> costly = RUN.trials().stream()
                .sorted(Comparator.comparingLong(t -> -t.macs()))
                .limit(scores.length)
                .toList();
        List<DeliveredTrial> delivered = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            ModelCard card = SampleReports.card(costly.get(i).id(), 0.93 - 0.01 * i);
            // DeliveredTrial: id, score, timings, within the limits, accuracy as a finalist, card, 8-bit card
            delivered.add(new DeliveredTrial(
                    card.name(),
                    OptionalDouble.of(scores[i]),
                    List.of(),
                    Optional.empty(),
                    OptionalDouble.empty(),
                    Optional.of(card),
                    Optional.empty()));
        }
        return new ReportModel(
                RUN.summary(),
                RUN.tables(),
                RUN.limits(),
                RUN.trials(),
                delivered,
                SearchHistory.NONE,
                ChoiceSummary.NONE);
    }

    @Test
    void theFirstSentenceSaysIfMacsRankBetterThanTheSearch() {
        String sentence = sentence(ranked(0.5, 0.9, 0.6, 0.7, 0.8));
        assertTrue(
                sentence.endsWith(" The search ranked 5 trained networks worse than counting MACs does: Kendall tau"
                        + " −0.40 against 1.00."),
                sentence);
        String trusted = sentence(ranked(0.9, 0.8, 0.7, 0.6, 0.5));
        assertFalse(trusted.contains("MACs does"), trusted);
    }

    @Test
    void withoutMeasurementsTheLatenciesOfTrainedTrialsAreCalledPredictions() {
        String page = Report.html(ranked(0.5, 0.9));
        assertTrue(page.contains("The latencies in this table are predictions."), page);
        assertTrue(page.contains("<th scope=\"col\">predicted latency</th>"), page);
        assertFalse(page.contains("<th scope=\"col\">measured latency"), page);
    }

    @Test
    void everyReportSaysHowWellTheSearchRanked() {
        String known = Report.html(ranked(0.5, 0.9, 0.6, 0.7, 0.8));
        assertTrue(known.contains("<th>MACs</th><td>1.00</td><td>0.17 to 1.00</td><td>5</td>"), known);
        assertTrue(known.contains("MACs rank these networks better than the search does."), known);
        assertTrue(Report.html(RUN).contains("is not known: 1 of at least 5 was trained afterwards"));
        assertTrue(Report.html(SampleReports.infeasible()).contains("none of at least 5"));
    }

    @Test
    void aSearchWithoutTrainedNetworksIsReportedAsSuch() {
        assertEquals(
                "Best within 0.9 ms: 92.50 % validation accuracy in the search at 0.754 ms predicted.",
                sentence(new ReportModel(
                        RUN.summary(),
                        RUN.tables(),
                        RUN.limits(),
                        RUN.trials(),
                        List.of(),
                        SearchHistory.NONE,
                        ChoiceSummary.NONE)));
    }

    @Test
    void anotherLimitIsNamedWithItsOwnUnit() {
        assertEquals(
                "Best within 400 k parameters: 92.81 % test accuracy at 147 k parameters.",
                sentence(new ReportModel(
                        RUN.summary(),
                        RUN.tables(),
                        List.of(new MetricLimit(new CostMetric.Params(), 4e5)),
                        RUN.trials(),
                        RUN.delivered(),
                        SearchHistory.NONE,
                        ChoiceSummary.NONE)));
    }

    @Test
    void withoutAFeasibleTrialTheOneClosestToTheLimitsIsNamed() {
        assertEquals(
                "None of 30 trials is within the limits: t11 is nearest, with 0.156 ms, limit: latency on cpu-1t ≤ 0.01"
                        + " ms.",
                sentence(SampleReports.infeasible()));
    }

    @Test
    void aRunWithoutTrialsIsReportedAsSuch() {
        assertEquals("No trial has finished yet.", sentence(SampleReports.empty()));
    }

    private static String sentence(ReportModel model) {
        return new Headline(model).sentence().replace('\u00a0', ' ');
    }
}

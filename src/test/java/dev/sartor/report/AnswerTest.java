package dev.sartor.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.delivery.ModelCard;
import dev.sartor.latency.WholeLatency;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final ReportModel RUN = SampleReports.finished(180);

    @Test
    void aTrainedAndMeasuredNetworkAnswersWithBoth() {
        assertEquals("Best within 0.9 ms: 92.81 % test accuracy at 0.764 ms measured.", sentence(RUN));
    }

    @Test
    void aMeasurementAboveTheLimitIsNotHidden() {
        var slow = SampleReports.card(
                RUN.choice().orElseThrow().name(),
                List.of(),
                Optional.empty(),
                List.of(new ModelCard.Measurement(
                        SampleReports.TABLE, "cpu", new WholeLatency(0.95, 0.94, 0.96, 10, 1))));
        assertEquals(
                "Best within 0.9 ms: 92.81 % test accuracy at 0.950 ms measured, which is over the limit.",
                sentence(new ReportModel(
                        RUN.run(),
                        RUN.tables(),
                        RUN.limits(),
                        RUN.trials(),
                        SampleReports.trained(slow),
                        Course.NONE,
                        Choices.NONE)));
    }

    @Test
    void aSearchWithoutTrainingSaysSo() {
        assertEquals(
                "Best within 0.9 ms: 92.50 % validation accuracy in the search at 0.754 ms predicted.",
                sentence(new ReportModel(
                        RUN.run(), RUN.tables(), RUN.limits(), RUN.trials(), List.of(), Course.NONE, Choices.NONE)));
    }

    @Test
    void anotherLimitIsNamedWithItsOwnUnit() {
        assertEquals(
                "Best within 400 k parameters: 92.81 % test accuracy at 147 k parameters.",
                sentence(new ReportModel(
                        RUN.run(),
                        RUN.tables(),
                        List.of(new Bound(new Metric.Params(), 4e5)),
                        RUN.trials(),
                        RUN.delivered(),
                        Course.NONE,
                        Choices.NONE)));
    }

    @Test
    void withoutAFeasibleTrialTheNearestIsNamed() {
        assertEquals(
                "None of 30 trials holds the limits: t11 comes nearest, with 0.156 ms where latency on cpu-1t ≤ 0.01"
                        + " ms.",
                sentence(SampleReports.infeasible()));
    }

    @Test
    void aRunThatHasOnlyBegunSaysSo() {
        assertEquals("No trial has finished yet.", sentence(SampleReports.empty()));
    }

    private static String sentence(ReportModel model) {
        return new Answer(model).sentence().replace('\u00a0', ' ');
    }
}

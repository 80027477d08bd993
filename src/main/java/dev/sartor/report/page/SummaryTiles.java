package dev.sartor.report.page;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.delivery.ModelCard;
import dev.sartor.latency.statistics.MeasuredLatency;
import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.report.model.CostMetric;
import dev.sartor.report.model.ReportModel;
import dev.sartor.report.model.TrialPoint;
import java.math.BigDecimal;
import java.util.Optional;

/** The key figures of the run, each with a line of context. */
final class SummaryTiles {
    private final ReportModel model;
    private final Markup m;

    SummaryTiles(ReportModel model, Markup m) {
        this.model = model;
        this.m = m;
    }

    void draw() {
        m.open("dl", "class", "tiles").newline();
        model.bestTrial().ifPresent(best -> {
            drawScore(best);
            drawLatency(best);
            drawTile("MACs", ReportNumbers.count(best.macs()), limitText(new CostMetric.Macs(), best));
            drawTile("Parameters", ReportNumbers.count(best.params()), limitText(new CostMetric.Params(), best));
            drawTile(
                    "Peak memory",
                    ReportNumbers.bytes(best.peakActivationBytes()),
                    limitText(new CostMetric.Memory(), best));
            drawTile("Weights", ReportNumbers.bytes(best.weightBytes()), limitText(new CostMetric.Flash(), best));
        });
        model.trainedCard()
                .flatMap(ModelCard::export)
                .ifPresent(e -> drawTile(
                        "ONNX check",
                        ReportNumbers.scientific(BigDecimal.valueOf(e.maxDifference())),
                        "largest difference on " + ReportNumbers.plural(e.images(), "image", "images")));
        drawTile(
                "Trials",
                Integer.toString(model.trials().size()),
                model.feasibleCount() + " evaluated within the limits, of a budget of "
                        + model.summary().budget() + "; "
                        + model.trials().stream().filter(TrialPoint::onFront).count() + " on the front");
        m.close().newline();
    }

    private void drawScore(TrialPoint best) {
        String score = best.score().isPresent() ? model.scoreText(best.score().getAsDouble()) : "–";
        if (model.trainedCard().isPresent()) {
            ModelCard card = model.trainedCard().get();
            drawTile(
                    card.int8().isPresent() ? "Test accuracy in int8" : "Test accuracy",
                    ReportNumbers.accuracy(card.deliveredTestAccuracy(), card.testInterval()),
                    fp32(card) + baseline(card) + score
                            + (model.metric().equals(EvaluationMetric.ACCURACY)
                                    ? ""
                                    : " " + model.metric().title()) + " in the search");
        } else {
            drawTile(ReportNumbers.capitalised(model.metric().title()), score, "in the search" + searchBaseline());
        }
    }

    private static String fp32(ModelCard card) {
        return card.int8().isEmpty()
                ? ""
                : ReportNumbers.accuracy(card.testAccuracy(), Optional.empty()) + " in fp32, ";
    }

    /** The number of test images, and the accuracy of always answering their most frequent class. */
    private static String baseline(ModelCard card) {
        return card.data()
                        .split()
                        .map(s -> "on " + ReportNumbers.plural(s.test(), "image", "images") + ", ")
                        .orElse("")
                + card.data()
                        .largestClass()
                        .map(c -> "always '" + c.name() + "': " + ReportNumbers.percent(c.share(), 1) + "; ")
                        .orElse("");
    }

    /** The number of validation images, and the accuracy of always answering their most frequent class. */
    private String searchBaseline() {
        return model.summary()
                .evaluationSet()
                .map(e -> ", on " + ReportNumbers.plural(e.images(), "image", "images")
                        + "; always the most frequent class: " + ReportNumbers.percent(e.largestClassShare(), 1))
                .orElse("");
    }

    private void drawLatency(TrialPoint best) {
        if (model.tables().isEmpty()) {
            return;
        }
        CostMetric leading = model.leadingMetric();
        String predicted = leading.value(best).isPresent()
                ? leading.format(leading.value(best).getAsDouble())
                : "–";
        Optional<MeasuredLatency> measured =
                model.measuredLatency(model.tables().getFirst().name());
        if (measured.isPresent()) {
            MeasuredLatency latency = measured.get();
            drawTile(
                    "Measured latency",
                    ReportNumbers.ms(latency.medianMs()),
                    "p10–p90 " + ReportNumbers.significant(latency.p10Ms()) + "–"
                            + ReportNumbers.significant(latency.p90Ms())
                            + ", predicted "
                            + ReportNumbers.significant(leading.value(best).orElse(Double.NaN)));
        } else {
            drawTile("Predicted latency", predicted, limitText(leading, best));
        }
    }

    /** The share of a limit that the trial uses; empty if there is no such limit. */
    private String limitText(CostMetric metric, TrialPoint best) {
        return model.limits().stream()
                .filter(limit ->
                        limit.metric().equals(metric) && metric.value(best).isPresent())
                .findFirst()
                .map(limit -> ReportNumbers.percent(metric.value(best).getAsDouble() / limit.max(), 0)
                        + " of the limit " + limit.maxText())
                .orElse("");
    }

    private void drawTile(String label, String value, String note) {
        m.open("div")
                .element("dt", label)
                .element("dd", value, "class", "value")
                .element("dd", note, "class", "context")
                .close()
                .newline();
    }
}

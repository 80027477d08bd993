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

/** The figures that matter, large, with a line of context each. */
final class SummaryTiles {
    private final ReportModel model;
    private final Markup m;

    SummaryTiles(ReportModel model, Markup m) {
        this.model = model;
        this.m = m;
    }

    void draw() {
        m.open("dl", "class", "tiles").newline();
        model.best().ifPresent(best -> {
            merit(best);
            latency(best);
            tile("MACs", ReportNumbers.count(best.macs()), within(new CostMetric.Macs(), best));
            tile("Parameters", ReportNumbers.count(best.params()), within(new CostMetric.Params(), best));
            tile("Peak memory", ReportNumbers.bytes(best.peakActivationBytes()), within(new CostMetric.Memory(), best));
        });
        model.choice()
                .flatMap(ModelCard::export)
                .ifPresent(e -> tile(
                        "ONNX check",
                        ReportNumbers.scientific(BigDecimal.valueOf(e.maxDifference())),
                        "greatest difference on " + ReportNumbers.some(e.images(), "image", "images")));
        tile(
                "Trials",
                Integer.toString(model.trials().size()),
                model.feasible() + " of at most " + model.run().budget() + " judged, "
                        + model.trials().stream().filter(TrialPoint::onFront).count() + " on the front");
        m.close().newline();
    }

    private void merit(TrialPoint best) {
        String judged = best.merit().isPresent()
                ? ReportNumbers.merit(model.measure(), best.merit().getAsDouble())
                : "–";
        if (model.choice().isPresent()) {
            tile(
                    "Test accuracy",
                    ReportNumbers.percent(model.choice().get().testAccuracy(), 2),
                    judged
                            + (model.measure().equals(EvaluationMetric.ACCURACY)
                                    ? ""
                                    : " " + model.measure().title()) + " in the search");
        } else {
            tile(ReportNumbers.capitalised(model.measure().title()), judged, "as the search judged it");
        }
    }

    private void latency(TrialPoint best) {
        if (model.tables().isEmpty()) {
            return;
        }
        CostMetric leading = model.leading();
        String predicted =
                leading.of(best).isPresent() ? leading.text(leading.of(best).getAsDouble()) : "–";
        Optional<MeasuredLatency> measured =
                model.measured(model.tables().getFirst().name());
        if (measured.isPresent()) {
            MeasuredLatency k = measured.get();
            tile(
                    "Measured latency",
                    ReportNumbers.ms(k.medianMs()),
                    "p10–p90 " + ReportNumbers.significant(k.p10Ms()) + "–" + ReportNumbers.significant(k.p90Ms())
                            + ", predicted "
                            + ReportNumbers.significant(leading.of(best).orElse(Double.NaN)));
        } else {
            tile("Predicted latency", predicted, within(leading, best));
        }
    }

    private String within(CostMetric metric, TrialPoint best) {
        return model.limits().stream()
                .filter(b -> b.metric().equals(metric) && metric.of(best).isPresent())
                .findFirst()
                .map(b -> ReportNumbers.percent(metric.of(best).getAsDouble() / b.most(), 0) + " of the limit "
                        + b.amount())
                .orElse("");
    }

    private void tile(String label, String value, String note) {
        m.open("div")
                .element("dt", label)
                .element("dd", value, "class", "value")
                .element("dd", note, "class", "context")
                .close()
                .newline();
    }
}

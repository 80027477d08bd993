package dev.sartor.report;

import dev.sartor.accuracy.Measure;
import dev.sartor.delivery.ModelCard;
import dev.sartor.latency.WholeLatency;
import java.math.BigDecimal;
import java.util.Optional;

/** The figures that matter, large, with a line of context each. */
final class Tiles {
    private final ReportModel model;
    private final Markup m;

    Tiles(ReportModel model, Markup m) {
        this.model = model;
        this.m = m;
    }

    void draw() {
        m.open("dl", "class", "tiles").newline();
        model.best().ifPresent(best -> {
            merit(best);
            latency(best);
            tile("MACs", Figures.count(best.macs()), within(new Metric.Macs(), best));
            tile("Parameters", Figures.count(best.params()), within(new Metric.Params(), best));
            tile("Peak memory", Figures.bytes(best.peakActivationBytes()), within(new Metric.Memory(), best));
        });
        model.choice()
                .flatMap(ModelCard::export)
                .ifPresent(e -> tile(
                        "ONNX check",
                        Figures.scientific(BigDecimal.valueOf(e.greatestDifference())),
                        "greatest difference on " + Figures.some(e.images(), "image", "images")));
        tile(
                "Trials",
                Integer.toString(model.trials().size()),
                model.feasible() + " of at most " + model.run().budget() + " judged, "
                        + model.trials().stream().filter(TrialPoint::onFront).count() + " on the front");
        m.close().newline();
    }

    private void merit(TrialPoint best) {
        String judged = best.merit().isPresent()
                ? Figures.merit(model.measure(), best.merit().getAsDouble())
                : "–";
        if (model.choice().isPresent()) {
            tile(
                    "Test accuracy",
                    Figures.percent(model.choice().get().testAccuracy(), 2),
                    judged
                            + (model.measure().equals(Measure.ACCURACY)
                                    ? ""
                                    : " " + model.measure().title()) + " in the search");
        } else {
            tile(Figures.capitalised(model.measure().title()), judged, "as the search judged it");
        }
    }

    private void latency(TrialPoint best) {
        if (model.tables().isEmpty()) {
            return;
        }
        Metric leading = model.leading();
        String predicted =
                leading.of(best).isPresent() ? leading.text(leading.of(best).getAsDouble()) : "–";
        Optional<WholeLatency> measured =
                model.measured(model.tables().getFirst().name());
        if (measured.isPresent()) {
            WholeLatency k = measured.get();
            tile(
                    "Measured latency",
                    Figures.ms(k.medianMs()),
                    "p10–p90 " + Figures.significant(k.p10Ms()) + "–" + Figures.significant(k.p90Ms()) + ", predicted "
                            + Figures.significant(leading.of(best).orElse(Double.NaN)));
        } else {
            tile("Predicted latency", predicted, within(leading, best));
        }
    }

    private String within(Metric metric, TrialPoint best) {
        return model.limits().stream()
                .filter(b -> b.metric().equals(metric) && metric.of(best).isPresent())
                .findFirst()
                .map(b -> Figures.percent(metric.of(best).getAsDouble() / b.most(), 0) + " of the limit " + b.amount())
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

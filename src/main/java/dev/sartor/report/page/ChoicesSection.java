package dev.sartor.report.page;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.predictor.PredictedScore;
import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.report.model.ChoiceEffect;
import dev.sartor.report.model.ChoiceSummary;
import dev.sartor.report.model.CostMetric;
import dev.sartor.report.model.ReportModel;
import java.util.List;

/** What the choices of the space cost on the leading table's device, and what they bring. */
final class ChoicesSection {
    private final ReportModel model;
    private final Markup m;

    ChoicesSection(ReportModel model, Markup m) {
        this.model = model;
        this.m = m;
    }

    void draw() {
        ChoiceSummary choices = model.choices();
        if (choices.sentences().isEmpty() && choices.effects().isEmpty()) {
            return;
        }
        m.open("section", "id", "choices")
                .element("h2", "What the choices cost and bring")
                .newline();
        if (!choices.sentences().isEmpty()) {
            m.element(
                            "h3",
                            "Blocks against each other on "
                                    + model.tables().getFirst().name())
                    .open("ul", "class", "sentences")
                    .newline();
            choices.sentences()
                    .forEach(s ->
                            m.element("li", ReportNumbers.capitalised(s) + ".").newline());
            m.close().newline();
        }
        if (!choices.effects().isEmpty()) {
            effects(choices);
        }
        m.close().newline();
    }

    private void effects(ChoiceSummary choices) {
        m.element("h3", "One choice changed, all else kept").newline();
        m.open("div", "class", "scroll", "tabindex", 0, "role", "region", "aria-label", "Table of choices")
                .newline();
        m.open("table", "id", "effects").open("thead").open("tr");
        for (String label :
                List.of("where", "choice", "instead of", model.leading().label(), brings())) {
            m.element("th", label, "scope", "col");
        }
        m.close().close().newline().open("tbody").newline();
        choices.effects().forEach(this::row);
        m.close().close().close().newline();
        m.element(
                "p",
                "Costs are those of the run's networks with the one choice and with the other, on average. "
                        + learnt(choices),
                "class",
                "hint");
    }

    private String brings() {
        return model.measure().equals(EvaluationMetric.ACCURACY)
                ? "errors"
                : model.measure().title();
    }

    private String learnt(ChoiceSummary choices) {
        return choices.heldOut()
                .map(h -> "What they bring was learnt from " + h.networks() + " trials, with its standard deviation;"
                        + " grey: no more than the trials leave"
                        + " open. Trials left out were ranked with"
                        + " a Kendall tau of "
                        + ReportNumbers.decimals(h.kendallTau(), 2) + ".")
                .orElse("");
    }

    private void row(ChoiceEffect effect) {
        m.open("tr")
                .element("th", effect.place(), "scope", "row")
                .open("td")
                .element("code", effect.choice())
                .close()
                .open("td")
                .element("code", effect.than())
                .close()
                .element(
                        "td",
                        signed(effect.cost(), cost(Math.abs(effect.cost()))) + " ("
                                + ReportNumbers.signedPercent(effect.share(), 0) + ")")
                .element("td", effect.gain().map(this::gain).orElse("–"), "class", effect.clear() ? "clear" : "open")
                .close()
                .newline();
    }

    /** Latencies with as many decimals as the largest of them shows three digits with. */
    private String cost(double size) {
        double largest = model.choices().effects().stream()
                .mapToDouble(e -> Math.abs(e.cost()))
                .max()
                .orElse(0);
        return switch (model.leading()) {
            case CostMetric.Latency _ -> ReportNumbers.decimals(size, ReportNumbers.decimalsOf(largest)) + "\u00a0ms";
            case CostMetric.Macs _, CostMetric.Params _, CostMetric.Memory _ ->
                model.leading().text(size);
        };
    }

    private String gain(PredictedScore gain) {
        return model.measure().equals(EvaluationMetric.ACCURACY)
                ? ReportNumbers.signedPercent(-gain.mean(), 1) + " ± "
                        + ReportNumbers.decimals(100 * gain.deviation(), 1)
                : signed(gain.mean(), ReportNumbers.merit(model.measure(), Math.abs(gain.mean()))) + " ± "
                        + ReportNumbers.merit(model.measure(), gain.deviation());
    }

    private static String signed(double value, String text) {
        return (value < 0 ? "−" : "+") + text;
    }
}

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

/** The effects of the choices of the space on cost and score. */
final class ChoicesSection {
    private final ReportModel model;
    private final Markup m;

    ChoicesSection(ReportModel model, Markup m) {
        this.model = model;
        this.m = m;
    }

    void draw() {
        ChoiceSummary choices = model.choiceSummary();
        if (choices.sentences().isEmpty() && choices.effects().isEmpty()) {
            return;
        }
        m.open("section", "id", "choices")
                .element("h2", "Effects of the choices")
                .newline();
        if (!choices.sentences().isEmpty()) {
            m.element(
                            "h3",
                            "Comparison of blocks on "
                                    + model.tables().getFirst().name())
                    .open("ul", "class", "sentences")
                    .newline();
            choices.sentences()
                    .forEach(s ->
                            m.element("li", ReportNumbers.capitalised(s) + ".").newline());
            m.close().newline();
        }
        if (!choices.effects().isEmpty()) {
            drawEffects(choices);
        }
        m.close().newline();
    }

    private void drawEffects(ChoiceSummary choices) {
        m.element("h3", "One choice changed, the others kept").newline();
        m.open("div", "class", "scroll", "tabindex", 0, "role", "region", "aria-label", "Table of choices")
                .newline();
        m.open("table", "id", "effects").open("thead").open("tr");
        for (String label :
                List.of("setting", "choice", "instead of", model.leadingMetric().label(), gainLabel())) {
            m.element("th", label, "scope", "col");
        }
        m.close().close().newline().open("tbody").newline();
        choices.effects().forEach(this::drawRow);
        m.close().close().close().newline();
        m.element(
                "p",
                "Costs are the mean difference between the run's networks with the one choice and with the other. "
                        + validationText(choices),
                "class",
                "hint");
    }

    /** The title of the column of gains: an accuracy is shown as the change of the error rate. */
    private String gainLabel() {
        return model.metric().equals(EvaluationMetric.ACCURACY)
                ? "error rate"
                : model.metric().title();
    }

    /** Sentences on how well the gains are predicted; empty if they are not. */
    private String validationText(ChoiceSummary choices) {
        return choices.predictorQuality()
                .map(h -> "The last column is predicted from " + h.networks() + " trials, with its standard deviation;"
                        + " grey: not significant. In cross-validation the predictions have"
                        + " a Kendall tau of "
                        + ReportNumbers.decimals(h.kendallTau(), 2) + ".")
                .orElse("");
    }

    private void drawRow(ChoiceEffect effect) {
        m.open("tr")
                .element("th", effect.gene(), "scope", "row")
                .open("td")
                .element("code", effect.choice())
                .close()
                .open("td")
                .element("code", effect.reference())
                .close()
                .element(
                        "td",
                        signed(effect.cost(), costText(Math.abs(effect.cost()))) + " ("
                                + ReportNumbers.signedPercent(effect.relativeCost(), 0) + ")")
                .element(
                        "td",
                        effect.gain().map(this::gainText).orElse("–"),
                        "class",
                        effect.isSignificant() ? "clear" : "open")
                .close()
                .newline();
    }

    /** The text of a cost; all latencies have the same number of decimals. */
    private String costText(double absoluteCost) {
        double largest = model.choiceSummary().effects().stream()
                .mapToDouble(e -> Math.abs(e.cost()))
                .max()
                .orElse(0);
        return switch (model.leadingMetric()) {
            case CostMetric.Latency _ ->
                ReportNumbers.decimals(absoluteCost, ReportNumbers.decimalsOf(largest)) + "\u00a0ms";
            case CostMetric.Macs _, CostMetric.Params _, CostMetric.Memory _, CostMetric.Flash _ ->
                model.leadingMetric().format(absoluteCost);
        };
    }

    private String gainText(PredictedScore gain) {
        return model.metric().equals(EvaluationMetric.ACCURACY)
                ? ReportNumbers.signedPercent(-gain.mean(), 1) + " ± "
                        + ReportNumbers.decimals(100 * gain.deviation(), 1)
                : signed(gain.mean(), ReportNumbers.score(model.metric(), Math.abs(gain.mean()))) + " ± "
                        + ReportNumbers.score(model.metric(), gain.deviation());
    }

    private static String signed(double value, String text) {
        return (value < 0 ? "−" : "+") + text;
    }
}

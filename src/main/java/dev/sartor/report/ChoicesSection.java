package dev.sartor.report;

import dev.sartor.accuracy.Expectation;
import dev.sartor.accuracy.Measure;
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
        Choices choices = model.choices();
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
                    .forEach(s -> m.element("li", Figures.capitalised(s) + ".").newline());
            m.close().newline();
        }
        if (!choices.effects().isEmpty()) {
            effects(choices);
        }
        m.close().newline();
    }

    private void effects(Choices choices) {
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
        return model.measure().equals(Measure.ACCURACY)
                ? "errors"
                : model.measure().title();
    }

    private String learnt(Choices choices) {
        return choices.heldOut()
                .map(h -> "What they bring was learnt from " + h.networks() + " trials, with its standard deviation;"
                        + " grey: no more than the trials leave"
                        + " open. Trials left out were ranked with"
                        + " a Kendall tau of "
                        + Figures.decimals(h.kendallTau(), 2) + ".")
                .orElse("");
    }

    private void row(Effect effect) {
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
                                + Figures.signedPercent(effect.share(), 0) + ")")
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
            case Metric.Latency _ -> Figures.decimals(size, Figures.decimalsOf(largest)) + "\u00a0ms";
            case Metric.Macs _, Metric.Params _, Metric.Memory _ ->
                model.leading().text(size);
        };
    }

    private String gain(Expectation gain) {
        return model.measure().equals(Measure.ACCURACY)
                ? Figures.signedPercent(-gain.mean(), 1) + " ± " + Figures.decimals(100 * gain.deviation(), 1)
                : signed(gain.mean(), Figures.merit(model.measure(), Math.abs(gain.mean()))) + " ± "
                        + Figures.merit(model.measure(), gain.deviation());
    }

    private static String signed(double value, String text) {
        return (value < 0 ? "−" : "+") + text;
    }
}

package dev.sartor.report.chart;

import dev.sartor.report.markup.Markup;
import dev.sartor.report.model.ReportModel;

/** What the marks of the scatter plots mean. */
public final class ScatterPlotLegend {
    private ScatterPlotLegend() {}

    public static void draw(Markup m, ReportModel model) {
        m.open("p", "class", "legend");
        circle(m, "front", 5.5, "front");
        circle(m, "dominated", 3.5, "dominated");
        if (model.feasible() < model.trials().size()) {
            circle(m, "over", 3.5, "over a limit");
        }
        model.best().ifPresent(t -> circle(m, "ring", 6, model.choice().isPresent() ? "trained" : "best"));
        m.close().newline();
    }

    private static void circle(Markup m, String style, double radius, String text) {
        m.open("span")
                .open("svg", "class", "key", "width", 14, "height", 14, "aria-hidden", "true")
                .leaf("circle", "class", style.equals("ring") ? style : "pt " + style, "cx", 7, "cy", 7, "r", radius)
                .close()
                .text(text)
                .close();
    }
}

package dev.sartor.report.chart;

import dev.sartor.report.markup.Markup;
import dev.sartor.report.model.ReportModel;

/** The legend of the scatter plots. */
public final class ScatterPlotLegend {
    private static final double LARGE_RADIUS = 5.5;
    private static final double SMALL_RADIUS = 3.5;
    private static final double RING_RADIUS = 6;

    private ScatterPlotLegend() {}

    /** Writes the legend. */
    public static void draw(Markup m, ReportModel model) {
        m.open("p", "class", "legend");
        circle(m, "front", LARGE_RADIUS, "front");
        circle(m, "dominated", SMALL_RADIUS, "dominated");
        if (model.feasibleCount() < model.trials().size()) {
            circle(m, "over", SMALL_RADIUS, "over a limit");
        }
        model.bestTrial()
                .ifPresent(
                        t -> circle(m, "ring", RING_RADIUS, model.trainedCard().isPresent() ? "trained" : "best"));
        m.close().newline();
    }

    private static void circle(Markup m, String style, double radius, String text) {
        m.open("span")
                .open("svg", "class", "key", "width", 14, "height", 14, "aria-hidden", "true")
                .empty("circle", "class", style.equals("ring") ? style : "pt " + style, "cx", 7, "cy", 7, "r", radius)
                .close()
                .text(text)
                .close();
    }
}

package dev.sartor.report.chart;

import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.PathData;
import dev.sartor.report.markup.ReportNumbers;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** A scatter plot of measured against predicted latency of whole networks, with lines at equality and ± 10 %. */
public final class ParityPlot {
    // size in SVG user units
    private static final double WIDTH = 540;
    private static final double HEIGHT = 376;
    /** Relative deviation that the outer lines show. */
    private static final double BAND = 0.1;

    private final List<MeasuredNetwork> heldOut;
    private final List<MeasuredNetwork> front;
    private final List<MeasuredNetwork> chosen;

    /**
     * @param heldOut networks that were not used for the table
     * @param front   networks of the run's front
     * @param chosen  the trained network: none or one
     */
    public ParityPlot(List<MeasuredNetwork> heldOut, List<MeasuredNetwork> front, List<MeasuredNetwork> chosen) {
        this.heldOut = heldOut;
        this.front = front;
        this.chosen = chosen;
    }

    /** Writes the plot. */
    public void draw(Markup m) {
        double[] all = Stream.of(heldOut, front, chosen)
                .flatMap(List::stream)
                .flatMapToDouble(p -> DoubleStream.of(p.predictedMs(), p.measuredMs()))
                .toArray();
        var plot = new PlotFrame(Axis.around("predicted, ms", all), Axis.around("measured, ms", all), WIDTH, HEIGHT);
        Axis axis = Axis.around("", all);
        plot.open(
                m,
                "fit",
                "img",
                "Scatter plot: measured against predicted latency of " + (heldOut.size() + front.size() + chosen.size())
                        + " whole networks, from " + ReportNumbers.ms(axis.low()) + " to "
                        + ReportNumbers.ms(axis.high()) + ".");
        for (double factor : new double[] {1 - BAND, 1, 1 + BAND}) {
            drawRatioLine(m, plot, axis, factor);
        }
        heldOut.forEach(p -> m.empty(
                "circle", "class", "pair", "cx", plot.x(p.predictedMs()), "cy", plot.y(p.measuredMs()), "r", 3.5));
        front.forEach(p -> m.empty(
                "circle", "class", "ring", "cx", plot.x(p.predictedMs()), "cy", plot.y(p.measuredMs()), "r", 4.5));
        chosen.forEach(p -> m.empty(
                "path",
                "class",
                "chosen",
                "d",
                PathData.of(
                        "M",
                        plot.x(p.predictedMs()),
                        plot.y(p.measuredMs()) - 7,
                        "l",
                        7,
                        7,
                        "l",
                        -7,
                        7,
                        "l",
                        -7,
                        -7,
                        "Z")));
        m.close().newline();
    }

    /** The part of the line measured = factor x predicted that is inside the plot. */
    private static void drawRatioLine(Markup m, PlotFrame plot, Axis axis, double factor) {
        double from = Math.max(axis.low(), axis.low() / factor);
        double to = Math.min(axis.high(), axis.high() / factor);
        m.empty(
                        "path",
                        "class",
                        factor == 1 ? "equal" : "band",
                        "d",
                        PathData.of("M", plot.x(from), plot.y(from * factor), "L", plot.x(to), plot.y(to * factor)))
                .newline();
    }
}

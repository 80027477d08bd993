package dev.sartor.report.chart;

import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.PathData;
import dev.sartor.report.markup.ReportNumbers;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Predicted against measured latency of whole networks, with the line of equality and a band of ten percent. */
public final class ParityPlot {
    private static final double WIDTH = 540;
    private static final double HEIGHT = 376;
    private static final double BAND = 0.1;

    private final List<MeasuredNetwork> pairs;
    private final List<MeasuredNetwork> front;
    private final List<MeasuredNetwork> chosen;

    /**
     * @param pairs  networks that nothing was searched with
     * @param front  networks of the run's front
     * @param chosen the chosen network: none or one
     */
    public ParityPlot(List<MeasuredNetwork> pairs, List<MeasuredNetwork> front, List<MeasuredNetwork> chosen) {
        this.pairs = pairs;
        this.front = front;
        this.chosen = chosen;
    }

    public void draw(Markup m) {
        double[] all = Stream.of(pairs, front, chosen)
                .flatMap(List::stream)
                .flatMapToDouble(p -> DoubleStream.of(p.predictedMs(), p.measuredMs()))
                .toArray();
        var plot = new PlotFrame(Axis.around("predicted, ms", all), Axis.around("measured, ms", all), WIDTH, HEIGHT);
        Axis axis = Axis.around("", all);
        plot.open(
                m,
                "fit",
                "img",
                "Scatter plot: measured against predicted latency of " + (pairs.size() + front.size() + chosen.size())
                        + " whole networks, from " + ReportNumbers.ms(axis.low()) + " to "
                        + ReportNumbers.ms(axis.high()) + ".");
        for (double factor : new double[] {1 - BAND, 1, 1 + BAND}) {
            ray(m, plot, axis, factor);
        }
        pairs.forEach(p -> m.leaf(
                "circle", "class", "pair", "cx", plot.x(p.predictedMs()), "cy", plot.y(p.measuredMs()), "r", 3.5));
        front.forEach(p -> m.leaf(
                "circle", "class", "ring", "cx", plot.x(p.predictedMs()), "cy", plot.y(p.measuredMs()), "r", 4.5));
        chosen.forEach(p -> m.leaf(
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

    /** The part of measured = factor x predicted that lies in the plot. */
    private static void ray(Markup m, PlotFrame plot, Axis axis, double factor) {
        double from = Math.max(axis.low(), axis.low() / factor);
        double to = Math.min(axis.high(), axis.high() / factor);
        m.leaf(
                        "path",
                        "class",
                        factor == 1 ? "equal" : "band",
                        "d",
                        PathData.of("M", plot.x(from), plot.y(from * factor), "L", plot.x(to), plot.y(to * factor)))
                .newline();
    }
}

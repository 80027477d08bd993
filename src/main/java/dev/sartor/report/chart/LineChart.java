package dev.sartor.report.chart;

import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.PathData;
import dev.sartor.report.markup.ReportNumbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** A chart of one or more lines or step functions over a common x axis. The first line is solid, the others are dashed. */
public final class LineChart {
    /** Width in SVG user units. */
    private static final double WIDTH = 540;

    /** The confidence band of a line, at each of its points. */
    public record Band(double[] low, double[] high) {}

    /** A named line through the points (x[i], y[i]); {@code x} is ascending. */
    public record Line(String label, double[] x, double[] y, Optional<Band> band) {
        public Line(String label, double[] x, double[] y) {
            this(label, x, y, Optional.empty());
        }

        public Line {
            if (x.length != y.length || x.length == 0) {
                throw new IllegalArgumentException(
                        "Line '" + label + "' has " + x.length + " x for " + y.length + " y");
            }
        }
    }

    private final String xTitle;
    private final String yTitle;
    private final double height;

    /** Whether values stay the same up to the next point; otherwise points are joined by straight lines. */
    private final boolean isStepFunction;

    private final List<Line> lines;

    /** A chart of step functions: values stay the same up to the next point. {@code height} is in SVG user units. */
    public static LineChart ofSteps(String xTitle, String yTitle, double height, List<Line> lines) {
        boolean isStepFunction = true;
        return new LineChart(xTitle, yTitle, height, isStepFunction, lines);
    }

    /** A chart whose points are joined by straight lines. {@code height} is in SVG user units. */
    public static LineChart ofPoints(String xTitle, String yTitle, double height, List<Line> lines) {
        boolean isStepFunction = false;
        return new LineChart(xTitle, yTitle, height, isStepFunction, lines);
    }

    private LineChart(String xTitle, String yTitle, double height, boolean isStepFunction, List<Line> lines) {
        this.xTitle = xTitle;
        this.yTitle = yTitle;
        this.height = height;
        this.isStepFunction = isStepFunction;
        this.lines = List.copyOf(lines);
    }

    /** Writes the chart. */
    public void draw(Markup m) {
        Axis x = Axis.around(
                xTitle,
                lines.stream().flatMapToDouble(l -> Arrays.stream(l.x())).toArray());
        Axis y = Axis.around(
                yTitle, lines.stream().flatMapToDouble(LineChart::yValues).toArray());
        var plot = new PlotFrame(x, y, WIDTH, height);
        plot.open(m, "lines", "img", description());
        for (int i = lines.size() - 1; i >= 0; i--) {
            drawBand(m, plot, lines.get(i), i);
            drawLine(m, plot, lines.get(i), i);
        }
        m.close().newline();
        if (lines.size() > 1) {
            drawLegend(m);
        }
    }

    private static DoubleStream yValues(Line line) {
        return DoubleStream.concat(
                Arrays.stream(line.y()),
                line.band().stream()
                        .flatMapToDouble(b -> DoubleStream.concat(Arrays.stream(b.low()), Arrays.stream(b.high()))));
    }

    /** The band as a polygon: along the upper edge and back along the lower one. */
    private void drawBand(Markup m, PlotFrame plot, Line line, int lineIndex) {
        line.band().ifPresent(band -> {
            List<Object> path = new ArrayList<>();
            int points = line.x().length;
            for (int i = 0; i < 2 * points; i++) {
                int point = i < points ? i : 2 * points - 1 - i;
                path.addAll(List.of(
                        i == 0 ? "M" : "L",
                        plot.x(line.x()[point]),
                        plot.y((i < points ? band.high() : band.low())[point])));
            }
            m.empty("path", "class", "around line" + lineIndex, "d", PathData.of(path.toArray()))
                    .newline();
        });
    }

    private void drawLine(Markup m, PlotFrame plot, Line line, int lineIndex) {
        List<Object> path = new ArrayList<>();
        for (int i = 0; i < line.x().length; i++) {
            double px = plot.x(line.x()[i]);
            double py = plot.y(line.y()[i]);
            path.addAll(
                    i == 0 ? List.of("M", px, py) : isStepFunction ? List.of("H", px, "V", py) : List.of("L", px, py));
        }
        m.empty("path", "class", "line line" + lineIndex, "d", PathData.of(path.toArray()));
        int last = line.x().length - 1;
        m.empty(
                        "circle",
                        "class",
                        "dot line" + lineIndex,
                        "cx",
                        plot.x(line.x()[last]),
                        "cy",
                        plot.y(line.y()[last]),
                        "r",
                        3.5)
                .newline();
    }

    private String description() {
        var text = new StringBuilder("Line chart: ")
                .append(yTitle)
                .append(", over ")
                .append(xTitle)
                .append('.');
        for (Line line : lines) {
            text.append(' ')
                    .append(line.label())
                    .append(" from ")
                    .append(ReportNumbers.significant(line.y()[0]))
                    .append(" to ")
                    .append(ReportNumbers.significant(line.y()[line.y().length - 1]))
                    .append('.');
        }
        return text.toString();
    }

    private void drawLegend(Markup m) {
        m.open("p", "class", "legend");
        for (int i = 0; i < lines.size(); i++) {
            m.open("span")
                    .open("svg", "width", 26, "height", 10, "class", "key")
                    .empty("path", "class", "line line" + i, "d", "M1 5H25")
                    .close()
                    .text(" " + lines.get(i).label())
                    .close();
        }
        m.close().newline();
    }
}

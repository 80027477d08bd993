package dev.sartor.report.chart;

import dev.sartor.latency.staircase.Staircase;
import dev.sartor.latency.staircase.Staircase.Step;
import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.PathData;
import dev.sartor.report.markup.ReportNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/** A chart of the latency of a block over its number of channels, with a line for each device and the quartiles around it. */
public final class StaircaseChart {
    // lengths are in SVG user units
    private static final double WIDTH = 540;
    private static final double HEIGHT = 300;
    private static final double POINT_RADIUS = 2.6;
    /** The end of the axis of latencies divided by the largest latency. */
    private static final double HEADROOM = 1.06;

    private final int maxChannels;
    private final SequencedMap<String, Staircase> staircases;

    /**
     * @param maxChannels the end of the axis of channels
     * @param staircases  the latencies on each device, by its name
     */
    public StaircaseChart(int maxChannels, SequencedMap<String, Staircase> staircases) {
        this.maxChannels = maxChannels;
        this.staircases = staircases;
    }

    /** Writes the chart. */
    public void draw(Markup m) {
        double highest = staircases.values().stream()
                .flatMap(s -> s.steps().stream())
                .mapToDouble(s -> Math.max(s.ms(), s.highMs()))
                .max()
                .orElse(0);
        var plot = new PlotFrame(
                new Axis("channels", 0, maxChannels, Axis.TickRule.BINARY),
                new Axis("ms", 0, highest > 0 ? highest * HEADROOM : 1),
                WIDTH,
                HEIGHT);
        plot.open(m, "staircase", "img", description());
        int line = staircases.size();
        for (Staircase staircase : staircases.reversed().values()) {
            line--;
            if (!staircase.steps().isEmpty()) {
                drawQuartiles(m, plot, staircase.steps(), line);
                drawLine(m, plot, staircase.steps(), line);
            }
        }
        m.close().newline();
    }

    /** The legend of the lines of devices. */
    public static void drawLegend(Markup m, List<String> names) {
        m.open("p", "class", "legend");
        for (int i = 0; i < names.size(); i++) {
            m.open("span")
                    .open("svg", "width", 26, "height", 10, "class", "key")
                    .empty("path", "class", "line line" + i, "d", "M1 5H25")
                    .close()
                    .text(" " + names.get(i))
                    .close();
        }
        m.close().newline();
    }

    private static void drawQuartiles(Markup m, PlotFrame plot, List<Step> steps, int line) {
        List<Object> path = new ArrayList<>();
        steps.forEach(s -> path.addAll(List.of(path.isEmpty() ? "M" : "L", plot.x(s.channels()), plot.y(s.highMs()))));
        steps.reversed().forEach(s -> path.addAll(List.of("L", plot.x(s.channels()), plot.y(s.lowMs()))));
        m.empty("path", "class", "around line" + line, "d", PathData.of(path.toArray()))
                .newline();
    }

    private static void drawLine(Markup m, PlotFrame plot, List<Step> steps, int line) {
        List<Object> path = new ArrayList<>();
        steps.forEach(s -> path.addAll(List.of(path.isEmpty() ? "M" : "L", plot.x(s.channels()), plot.y(s.ms()))));
        m.empty("path", "class", "line line" + line, "d", PathData.of(path.toArray()))
                .newline();
        for (Step s : steps) {
            m.open(
                            "circle",
                            "class",
                            "dot line" + line,
                            "cx",
                            plot.x(s.channels()),
                            "cy",
                            plot.y(s.ms()),
                            "r",
                            POINT_RADIUS)
                    .element("title", s.channels() + " channels: " + ReportNumbers.ms(s.ms()))
                    .close()
                    .newline();
        }
    }

    private String description() {
        var text = new StringBuilder("Line chart: latency over the number of channels.");
        staircases.forEach((name, staircase) -> {
            if (!staircase.steps().isEmpty()) {
                Step first = staircase.steps().getFirst();
                Step last = staircase.steps().getLast();
                text.append(' ')
                        .append(name)
                        .append(" from ")
                        .append(ReportNumbers.ms(first.ms()))
                        .append(" with ")
                        .append(first.channels())
                        .append(" to ")
                        .append(ReportNumbers.ms(last.ms()))
                        .append(" with ")
                        .append(last.channels())
                        .append(" channels.");
            }
        });
        return text.toString();
    }
}

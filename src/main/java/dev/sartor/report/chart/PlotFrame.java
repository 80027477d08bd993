package dev.sartor.report.chart;

import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.PathData;
import dev.sartor.report.markup.ReportNumbers;

/** The frame of a chart: an SVG with grid, ticks and axis titles. It maps values to coordinates. */
final class PlotFrame {
    // lengths are in SVG user units
    private static final double LEFT_MARGIN = 64;
    private static final double RIGHT_MARGIN = 14;
    private static final double TOP_MARGIN = 28;
    private static final double BOTTOM_MARGIN = 46;
    private static final double MIN_X_TICK_DISTANCE = 90;
    private static final double MIN_BINARY_TICK_DISTANCE = 36;
    private static final double MIN_Y_TICK_DISTANCE = 36;

    private final Axis x;
    private final Axis y;
    private final double width;
    private final double height;

    PlotFrame(Axis x, Axis y, double width, double height) {
        this.x = x;
        this.y = y;
        this.width = width;
        this.height = height;
    }

    /** The x coordinate of a value. */
    double x(double value) {
        return x.position(x.clamp(value), left(), right());
    }

    /** The y coordinate of a value. */
    double y(double value) {
        return y.position(y.clamp(value), bottom(), top());
    }

    double left() {
        return LEFT_MARGIN;
    }

    double right() {
        return width - RIGHT_MARGIN;
    }

    double top() {
        return TOP_MARGIN;
    }

    double bottom() {
        return height - BOTTOM_MARGIN;
    }

    /**
     * Opens the SVG, which the caller closes, and draws the frame.
     *
     * @param style       CSS class of the chart
     * @param role        ARIA role
     * @param description text alternative of the chart
     */
    void open(Markup m, String style, String role, String description) {
        m.newline()
                .open(
                        "svg",
                        "class",
                        "chart " + style,
                        "viewBox",
                        "0 0 " + ReportNumbers.coordinate(width) + " " + ReportNumbers.coordinate(height),
                        "role",
                        role,
                        "aria-label",
                        description)
                .newline();
        drawXTicks(m);
        drawYTicks(m);
        m.element("text", x.title(), "class", "axis ax", "x", (left() + right()) / 2, "y", height - 8);
        m.element("text", "↑ " + y.title(), "class", "axis ay", "x", 6.0, "y", 14.0)
                .newline();
    }

    private void drawXTicks(Markup m) {
        Ticks ticks = switch (x.ticks()) {
            case DECIMAL -> Ticks.within(x.low(), x.high(), count(MIN_X_TICK_DISTANCE));
            case BINARY -> Ticks.binaryWithin(x.low(), x.high(), count(MIN_BINARY_TICK_DISTANCE));
        };
        for (double tick : ticks.values()) {
            m.empty("path", "class", "grid", "d", PathData.of("M", x(tick), top(), "V", bottom()));
            m.element(
                    "text",
                    ticks.label(tick),
                    "class",
                    "tick tx" + minorStyle(ticks, tick),
                    "x",
                    x(tick),
                    "y",
                    bottom() + 16);
        }
        m.newline();
    }

    private int count(double minDistance) {
        return (int) Math.max(2, (right() - left()) / minDistance);
    }

    /** Style class of every other label, which is hidden in small plots. */
    private static String minorStyle(Ticks ticks, double tick) {
        return Math.round(tick / ticks.step()) % 2 == 0 ? "" : " minor";
    }

    private void drawYTicks(Markup m) {
        Ticks ticks = Ticks.within(y.low(), y.high(), (int) Math.max(2, (bottom() - top()) / MIN_Y_TICK_DISTANCE));
        for (double tick : ticks.values()) {
            m.empty("path", "class", "grid", "d", PathData.of("M", left(), y(tick), "H", right()));
            m.element(
                    "text",
                    ticks.label(tick),
                    "class",
                    "tick ty" + minorStyle(ticks, tick),
                    "x",
                    left() - 7,
                    "y",
                    y(tick) + 4);
        }
        m.empty("path", "class", "frame", "d", PathData.of("M", left(), top(), "V", bottom(), "H", right()))
                .newline();
    }
}

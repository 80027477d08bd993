package dev.sartor.report.drawing;

import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.PathData;
import java.util.ArrayList;
import java.util.List;

/**
 * The drawing of one segment: its box on the ground line, its settings below, and the edge to the next cell with its shape.
 * The edges of cells with one scale join when the cells are drawn side by side. Lengths are in SVG user units.
 */
public final class SegmentCell {
    /** The width of a cell, in user units. */
    public static final double WIDTH = 120;

    /** The x coordinate of the centre of the box. */
    private static final double CENTRE = 38;
    /** The y coordinate of edges. */
    static final double EDGE_Y = -8;

    private static final double LINE_HEIGHT = 12;
    private static final int MAX_LINE_CHARACTERS = 14;
    private static final int MAX_LINES = 3;
    private static final double INPUT_WIDTH = 8;
    private static final double ARC_HEIGHT = 8;
    private static final double PADDING = 6;

    private final SegmentSummary summary;
    private final List<String> settingLines;
    /** Width of the box, in user units. */
    private final double width;
    /** Height of the left side of the box, which shows the input's resolution. */
    private final double leftHeight;
    /** Height of the right side of the box, which shows the output's resolution. */
    private final double rightHeight;

    SegmentCell(SegmentSummary summary, DrawingScale scale) {
        this.summary = summary;
        boolean isInput = summary.kind() == SegmentStyle.INPUT;
        settingLines = isInput ? List.of("input") : lines(summary.tokens());
        width = isInput ? INPUT_WIDTH : scale.width(summary.channels());
        leftHeight = scale.height(summary.input().height());
        rightHeight = scale.height(summary.output().height());
    }

    /** The height above the ground line. */
    double heightAbove() {
        return Math.max(leftHeight, rightHeight) + PADDING + (summary.residual() ? ARC_HEIGHT : 0);
    }

    /** The height below the ground line, of the settings. */
    double heightBelow() {
        return LINE_HEIGHT * settingLines.size() + PADDING;
    }

    /**
     * Draws the cell with the ground line at y = 0 and the cell's left border at x = 0; y grows downwards.
     *
     * @param last whether it is the last cell, whose edge ends in an arrow
     */
    void draw(Markup m, boolean last) {
        double from = CENTRE - width / 2;
        double to = CENTRE + width / 2;
        if (summary.kind() != SegmentStyle.INPUT) {
            m.empty("path", "class", "sn-edge", "d", PathData.of("M", 0, EDGE_Y, "H", from));
        }
        drawEdge(m, to, last);
        if (summary.residual()) {
            drawResidual(m, from, to);
        }
        drawBox(m, from, to);
        drawSettings(m);
    }

    private void drawBox(Markup m, double from, double to) {
        m.empty(
                "path",
                "class",
                "sn-box " + summary.kind().style(),
                "d",
                PathData.of("M", from, 0, "V", -leftHeight, "L", to, -rightHeight, "V", 0, "Z"));
        if (summary.kind() != SegmentStyle.INPUT) {
            m.element(
                    "text",
                    summary.kind().code(),
                    "class",
                    "sn-code",
                    "x",
                    CENTRE,
                    "y",
                    -Math.min(leftHeight, rightHeight) / 2 + 3.5);
        }
        if (summary.squeezeExcite()) {
            double y = -rightHeight - 5;
            m.empty("rect", "class", "sn-gate", "x", to - 13, "y", y, "width", 18, "height", 11, "rx", 5.5);
            m.element("text", "SE", "class", "sn-gate-text", "x", to - 4, "y", y + 8.2);
        }
    }

    private void drawEdge(Markup m, double from, boolean last) {
        double end = last ? WIDTH - 4 : WIDTH;
        m.empty("path", "class", "sn-edge", "d", PathData.of("M", from, EDGE_Y, "H", end));
        if (last) {
            m.empty(
                    "path",
                    "class",
                    "sn-head-arrow",
                    "d",
                    PathData.of("M", end + 4, EDGE_Y, "l", -7, -3.5, "v", 7, "Z"));
        }
        double x = (CENTRE + DrawingScale.MAX_WIDTH / 2 + WIDTH) / 2 + 2;
        boolean isVector = summary.output().height() == 1 && summary.output().width() == 1;
        if (!isVector) {
            m.element(
                    "text",
                    summary.output().height() + "×" + summary.output().width(),
                    "class",
                    "sn-side",
                    "x",
                    x,
                    "y",
                    EDGE_Y - 5);
        }
        m.element(
                "text",
                Integer.toString(summary.output().channels()),
                "class",
                "sn-channels",
                "x",
                x,
                "y",
                EDGE_Y - (isVector ? 5 : 16));
    }

    /** The residual connection: an arc over the box that ends in a sum. */
    private void drawResidual(Markup m, double from, double to) {
        double top = -Math.max(leftHeight, rightHeight) - ARC_HEIGHT + 1;
        double start = from - 5;
        double end = to + 6;
        m.empty(
                "path",
                "class",
                "sn-residual",
                "d",
                PathData.of(
                        "M",
                        start,
                        EDGE_Y,
                        "V",
                        top + 5,
                        "q",
                        0,
                        -5,
                        5,
                        -5,
                        "H",
                        end - 5,
                        "q",
                        5,
                        0,
                        5,
                        5,
                        "V",
                        EDGE_Y - 4));
        m.empty("circle", "class", "sn-sum", "cx", end, "cy", EDGE_Y, "r", 4);
        m.empty(
                "path",
                "class",
                "sn-plus",
                "d",
                PathData.of("M", end - 2.2, EDGE_Y, "h", 4.4, "M", end, EDGE_Y - 2.2, "v", 4.4));
    }

    private void drawSettings(Markup m) {
        for (int i = 0; i < settingLines.size(); i++) {
            m.element("text", settingLines.get(i), "class", "sn-text", "x", CENTRE, "y", LINE_HEIGHT * (i + 1));
        }
    }

    /** Breaks tokens into at most three lines of the width of a cell; the third line may be longer. */
    static List<String> lines(List<String> tokens) {
        List<String> lines = new ArrayList<>();
        for (String token : tokens) {
            String joined = lines.isEmpty() ? "" : lines.getLast() + " " + token;
            if (!lines.isEmpty() && (joined.length() <= MAX_LINE_CHARACTERS || lines.size() == MAX_LINES)) {
                lines.set(lines.size() - 1, joined);
            } else {
                lines.add(token);
            }
        }
        return lines;
    }
}

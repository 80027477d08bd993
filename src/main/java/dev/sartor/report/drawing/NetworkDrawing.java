package dev.sartor.report.drawing;

import dev.sartor.network.Network;
import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.PathData;
import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.report.markup.ReportResource;
import java.util.ArrayList;
import java.util.List;

/**
 * A drawing of a network as one self-contained SVG. Each segment is a box whose width shows its channels, whose height shows
 * its resolution and whose colour shows its kind; each edge is labelled with its shape. The same network gives the same bytes.
 */
public final class NetworkDrawing {
    private static final int MAX_CELLS_PER_ROW = 8;
    // lengths are in SVG user units
    private static final double MARGIN = 18;
    private static final double TITLE_HEIGHT = 34;
    private static final double ROW_GAP = 26;

    private final Network network;
    private final List<SegmentSummary> summaries;
    private final List<SegmentCell> cells;
    private final Markup m = new Markup();

    /**
     * A row of cells, whose boxes stand on one ground line.
     *
     * @param from   index of the first cell
     * @param to     index after the last cell
     * @param ground y coordinate of the ground line
     * @param bottom y coordinate at which the next row starts
     */
    private record Row(int from, int to, double ground, double bottom) {}

    private NetworkDrawing(Network network) {
        this.network = network;
        summaries = SegmentSummary.ofNetwork(network);
        var scale = DrawingScale.of(summaries);
        cells = summaries.stream().map(s -> new SegmentCell(s, scale)).toList();
    }

    /** The SVG. */
    public static String svg(Network network) {
        return new NetworkDrawing(network).draw();
    }

    private String draw() {
        List<Row> rows = rows();
        var legend = new DrawingLegend(summaries);
        // the first row is the longest
        double innerWidth = rows.getFirst().to() * SegmentCell.WIDTH;
        double width = 2 * MARGIN + innerWidth;
        double height = rows.getLast().bottom() + legend.height(innerWidth) + MARGIN;
        m.open(
                        "svg",
                        "xmlns",
                        "http://www.w3.org/2000/svg",
                        "class",
                        "sn",
                        "viewBox",
                        "0 0 " + ReportNumbers.coordinate(width) + " " + ReportNumbers.coordinate(height),
                        "width",
                        width,
                        "height",
                        height,
                        "role",
                        "img")
                .newline();
        m.element("title", network.name())
                .newline()
                .element("desc", description(network))
                .newline();
        m.open("style").raw(ReportResource.text("network.css")).close().newline();
        m.empty("rect", "class", "sn-paper", "width", width, "height", height);
        m.element("text", network.name(), "class", "sn-title", "x", MARGIN, "y", 24)
                .newline();
        for (int i = 0; i < rows.size(); i++) {
            drawRow(rows.get(i));
            if (i + 1 < rows.size()) {
                drawEdgeToNextRow(rows.get(i), rows.get(i + 1));
            }
        }
        m.open("g", "transform", translate(MARGIN, rows.getLast().bottom()));
        legend.draw(m, innerWidth);
        return m.close().newline().close().newline().toString();
    }

    /** The smallest number of rows, filled evenly. */
    private List<Row> rows() {
        int count = Math.ceilDiv(cells.size(), MAX_CELLS_PER_ROW);
        int cellsPerRow = Math.ceilDiv(cells.size(), count);
        List<Row> rows = new ArrayList<>();
        double y = TITLE_HEIGHT;
        for (int from = 0; from < cells.size(); from += cellsPerRow) {
            int to = Math.min(cells.size(), from + cellsPerRow);
            List<SegmentCell> row = cells.subList(from, to);
            double ground =
                    y + row.stream().mapToDouble(SegmentCell::heightAbove).max().orElse(0);
            y = ground
                    + row.stream().mapToDouble(SegmentCell::heightBelow).max().orElse(0)
                    + ROW_GAP;
            rows.add(new Row(from, to, ground, y));
        }
        return rows;
    }

    private void drawRow(Row row) {
        for (int i = row.from(); i < row.to(); i++) {
            m.open("g", "transform", translate(MARGIN + (i - row.from()) * SegmentCell.WIDTH, row.ground()));
            cells.get(i).draw(m, i == cells.size() - 1);
            m.close().newline();
        }
    }

    /** Draws the edge from the end of a row to the start of the next row. */
    private void drawEdgeToNextRow(Row row, Row next) {
        double right = MARGIN + (row.to() - row.from()) * SegmentCell.WIDTH;
        double between = row.bottom() - ROW_GAP / 2;
        m.empty(
                        "path",
                        "class",
                        "sn-edge sn-turn",
                        "d",
                        PathData.of(
                                "M",
                                right,
                                row.ground() + SegmentCell.EDGE_Y,
                                "h",
                                4,
                                "q",
                                4,
                                0,
                                4,
                                4,
                                "V",
                                between - 4,
                                "q",
                                0,
                                4,
                                -4,
                                4,
                                "H",
                                MARGIN - 4,
                                "q",
                                -4,
                                0,
                                -4,
                                4,
                                "V",
                                next.ground() + SegmentCell.EDGE_Y - 4,
                                "q",
                                0,
                                4,
                                4,
                                4,
                                "h",
                                4))
                .newline();
    }

    /** The text alternative of the drawing. */
    static String description(Network network) {
        List<SegmentSummary> segments = SegmentSummary.ofNetwork(network);
        var words = new StringBuilder("Input ")
                .append(SegmentSummary.shapeText(network.input()))
                .append(", ")
                .append(ReportNumbers.count(network.macs()))
                .append(" multiply-accumulates, ")
                .append(ReportNumbers.count(network.params()))
                .append(" parameters.");
        // 0 is the input
        for (int i = 1; i < segments.size(); i++) {
            words.append(' ')
                    .append(i)
                    .append(": ")
                    .append(segments.get(i).description())
                    .append('.');
        }
        return words.toString();
    }

    private static String translate(double x, double y) {
        return "translate(" + ReportNumbers.coordinate(x) + " " + ReportNumbers.coordinate(y) + ")";
    }
}

package dev.sartor.report.drawing;

import dev.sartor.network.Network;
import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.PathData;
import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.report.markup.ReportResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Draws a network as one self-contained SVG: a box per segment in rows, its width growing with its channels and its
 * height with the resolution, coloured by its kind; on each edge the shape it carries. Same network, same bytes.
 */
public final class NetworkDrawing {
    private static final int CELLS_A_ROW = 8;
    private static final double MARGIN = 18;
    private static final double TITLE_ROOM = 34;
    private static final double BAR_ROOM = 14;
    private static final double ROW_GAP = 26;
    private static final double BAR_X = 8;
    private static final double BAR_WIDTH = 60;

    private final Network network;
    private final Optional<SegmentShares> shares;
    private final List<SegmentSummary> facts;
    private final List<SegmentCell> cells;
    private final Markup m = new Markup();

    /** Cells {@code from} until {@code to} on one ground line; bars stand at {@code bars}, and the next row begins at {@code bottom}. */
    private record Row(int from, int to, double ground, double bars, double bottom) {}

    private NetworkDrawing(Network network, Optional<SegmentShares> shares) {
        this.network = network;
        this.shares = shares;
        facts = SegmentSummary.all(network);
        var scale = DrawingScale.of(facts);
        cells = facts.stream().map(f -> new SegmentCell(f, scale)).toList();
    }

    /** The drawing without bars. */
    public static String svg(Network network) {
        return new NetworkDrawing(network, Optional.empty()).draw();
    }

    /** The drawing with a bar under each segment. There must be a share for every segment of the network. */
    public static String svg(Network network, SegmentShares shares) {
        if (shares.values().size() != network.segments().size()) {
            throw new IllegalArgumentException(
                    "Network " + network.name() + " has " + network.segments().size() + " segments, but there are "
                            + shares.values().size() + " shares");
        }
        return new NetworkDrawing(network, Optional.of(shares)).draw();
    }

    private String draw() {
        List<Row> rows = rows();
        var legend = new DrawingLegend(facts, shares);
        double inner = rows.getFirst().to() * SegmentCell.WIDTH;
        double width = 2 * MARGIN + inner;
        double height = rows.getLast().bottom() + legend.height(inner) + MARGIN;
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
        m.leaf("rect", "class", "sn-paper", "width", width, "height", height);
        m.element("text", network.name(), "class", "sn-title", "x", MARGIN, "y", 24)
                .newline();
        for (int i = 0; i < rows.size(); i++) {
            row(rows.get(i));
            if (i + 1 < rows.size()) {
                turn(rows.get(i), rows.get(i + 1));
            }
        }
        m.open("g", "transform", translate(MARGIN, rows.getLast().bottom()));
        legend.draw(m, inner);
        return m.close().newline().close().newline().toString();
    }

    /** As few rows as needed, filled evenly. */
    private List<Row> rows() {
        int count = (cells.size() + CELLS_A_ROW - 1) / CELLS_A_ROW;
        int each = (cells.size() + count - 1) / count;
        List<Row> rows = new ArrayList<>();
        double y = TITLE_ROOM;
        for (int from = 0; from < cells.size(); from += each) {
            int to = Math.min(cells.size(), from + each);
            List<SegmentCell> row = cells.subList(from, to);
            double ground =
                    y + row.stream().mapToDouble(SegmentCell::above).max().orElse(0);
            double bars =
                    ground + row.stream().mapToDouble(SegmentCell::below).max().orElse(0);
            y = bars + (shares.isPresent() ? BAR_ROOM : 0) + ROW_GAP;
            rows.add(new Row(from, to, ground, bars, y));
        }
        return rows;
    }

    private void row(Row row) {
        for (int i = row.from(); i < row.to(); i++) {
            m.open("g", "transform", translate(MARGIN + (i - row.from()) * SegmentCell.WIDTH, row.ground()));
            cells.get(i).draw(m, i == cells.size() - 1);
            if (i > 0 && shares.isPresent()) {
                bar(shares.get(), i - 1, row.bars() - row.ground());
            }
            m.close().newline();
        }
    }

    private void bar(SegmentShares s, int segment, double y) {
        m.leaf("rect", "class", "sn-track", "x", BAR_X, "y", y, "width", BAR_WIDTH, "height", 5, "rx", 2.5);
        m.leaf(
                "rect",
                "class",
                "sn-bar",
                "x",
                BAR_X,
                "y",
                y,
                "width",
                BAR_WIDTH * s.relative(segment),
                "height",
                5,
                "rx",
                2.5);
        m.element(
                "text",
                ReportNumbers.significant(s.values().get(segment)),
                "class",
                "sn-share",
                "x",
                BAR_X + BAR_WIDTH + 5,
                "y",
                y + 6);
    }

    /** The edge that leads from the end of a row to the start of the next. */
    private void turn(Row row, Row next) {
        double right = MARGIN + (row.to() - row.from()) * SegmentCell.WIDTH;
        double between = row.bottom() - ROW_GAP / 2;
        m.leaf(
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

    /** The network in words, for those who do not see the picture. */
    static String description(Network network) {
        List<SegmentSummary> segments = SegmentSummary.all(network);
        var words = new StringBuilder("Input ")
                .append(SegmentSummary.words(network.input()))
                .append(", ")
                .append(ReportNumbers.count(network.macs()))
                .append(" multiply-accumulates, ")
                .append(ReportNumbers.count(network.params()))
                .append(" parameters.");
        for (int i = 1; i < segments.size(); i++) {
            words.append(' ')
                    .append(i)
                    .append(": ")
                    .append(segments.get(i).phrase())
                    .append('.');
        }
        return words.toString();
    }

    private static String translate(double x, double y) {
        return "translate(" + ReportNumbers.coordinate(x) + " " + ReportNumbers.coordinate(y) + ")";
    }
}

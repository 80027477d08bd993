package dev.sartor.report.drawing;

import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.PathData;
import java.util.ArrayList;
import java.util.List;

/** The legend of a drawing: the colours, letters and symbols that occur in it. */
public final class DrawingLegend {
    // lengths are in SVG user units
    private static final double LINE_HEIGHT = 18;
    /** Width of the sample of a colour or symbol before a text. */
    private static final double SWATCH_WIDTH = 24;
    /** The width of a letter in the legend, a little more than their mean width so that entries do not touch. */
    private static final double LETTER_WIDTH = 5.9;

    /** Distance between two entries. */
    private static final double GAP = 18;
    /** Distance from the top of a line to the baseline of its text. */
    private static final double BASELINE = 12;

    /** An entry of the legend. */
    private sealed interface Entry {
        String text();

        /** A kind of segment, with its colour and letters. */
        record Kind(SegmentStyle kind) implements Entry {
            @Override
            public String text() {
                return kind.label();
            }
        }

        /** A symbol that a segment may have. */
        record Mark(Symbol symbol, String text) implements Entry {}

        /** A text without a sample. */
        record Note(String text) implements Entry {}
    }

    private enum Symbol {
        RESIDUAL,
        SQUEEZE_EXCITE
    }

    private final List<Entry> entries = new ArrayList<>();

    public DrawingLegend(List<SegmentSummary> summaries) {
        summaries.stream()
                .map(SegmentSummary::kind)
                .filter(k -> k != SegmentStyle.INPUT)
                .distinct()
                .sorted()
                .forEach(k -> entries.add(new Entry.Kind(k)));
        if (summaries.stream().anyMatch(SegmentSummary::residual)) {
            entries.add(new Entry.Mark(Symbol.RESIDUAL, "residual"));
        }
        if (summaries.stream().anyMatch(SegmentSummary::squeezeExcite)) {
            entries.add(new Entry.Mark(Symbol.SQUEEZE_EXCITE, "squeeze-excite"));
        }
        entries.add(new Entry.Note("wide: many channels · high: large image · on the edges: channels, height×width"));
    }

    /** The height of the legend in a given width: entries that do not fit into a line begin the next one. */
    double height(double width) {
        double[] cursor = {0, 0};
        entries.forEach(e -> nextPosition(e, cursor, width));
        return cursor[1] + LINE_HEIGHT;
    }

    void draw(Markup m, double width) {
        double[] cursor = {0, 0};
        for (Entry entry : entries) {
            double[] position = nextPosition(entry, cursor, width);
            double y = position[1] + BASELINE;
            double textX = position[0] + drawSwatch(m, entry, position[0], y);
            m.element("text", entry.text(), "class", "sn-legend", "x", textX, "y", y)
                    .newline();
        }
    }

    /** Writes the legend as an HTML list. */
    public void writeList(Markup m) {
        m.open("ul", "class", "legend");
        for (Entry entry : entries) {
            m.open("li");
            if (!(entry instanceof Entry.Note)) {
                m.open("svg", "class", "sn", "width", 22, "height", 14, "aria-hidden", "true");
                drawSwatch(m, entry, 0, 11);
                m.close();
            }
            m.text(entry.text()).close();
        }
        m.close().newline();
    }

    /** The position of an entry, x and y; moves {@code cursor} to that of the next one. */
    private static double[] nextPosition(Entry entry, double[] cursor, double width) {
        double entryWidth =
                (entry instanceof Entry.Note ? 0 : SWATCH_WIDTH) + entry.text().length() * LETTER_WIDTH;
        if (cursor[0] > 0 && cursor[0] + entryWidth > width) {
            cursor[0] = 0;
            cursor[1] += LINE_HEIGHT;
        }
        double[] position = {cursor[0], cursor[1]};
        cursor[0] += entryWidth + GAP;
        return position;
    }

    /** Draws the sample of an entry beside the baseline {@code y} and returns its width, 0 for none. */
    private static double drawSwatch(Markup m, Entry entry, double x, double y) {
        return switch (entry) {
            case Entry.Kind k -> {
                m.empty("rect", "class", "sn-box " + k.kind().style(), "x", x, "y", y - 10, "width", 20, "height", 13);
                m.element("text", k.kind().code(), "class", "sn-code", "x", x + 10, "y", y);
                yield SWATCH_WIDTH;
            }
            case Entry.Mark mark -> {
                drawSymbol(m, mark.symbol(), x, y);
                yield SWATCH_WIDTH;
            }
            case Entry.Note _ -> 0;
        };
    }

    private static void drawSymbol(Markup m, Symbol symbol, double x, double y) {
        switch (symbol) {
            case RESIDUAL ->
                m.empty(
                        "path",
                        "class",
                        "sn-residual",
                        "d",
                        PathData.of("M", x + 1, y + 1, "v", -5, "q", 0, -4, 4, -4, "h", 10, "q", 4, 0, 4, 4, "v", 5));
            case SQUEEZE_EXCITE -> {
                m.empty("rect", "class", "sn-gate", "x", x + 1, "y", y - 9, "width", 18, "height", 11, "rx", 5.5);
                m.element("text", "SE", "class", "sn-gate-text", "x", x + 10, "y", y - 0.8);
            }
        }
    }
}

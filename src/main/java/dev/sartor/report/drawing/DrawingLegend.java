package dev.sartor.report.drawing;

import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.PathData;
import java.util.ArrayList;
import java.util.List;

/** The legend of a drawing: the colours, letters and marks that occur in it. */
public final class DrawingLegend {
    private static final double LINE = 18;
    private static final double SWATCH = 24;
    /** The width of a letter in the legend, a little more than the mean so that entries do not touch. */
    private static final double LETTER = 5.9;

    private static final double GAP = 18;

    /** An entry of the legend. */
    private sealed interface Entry {
        String text();

        record Kind(SegmentStyle kind) implements Entry {
            @Override
            public String text() {
                return kind.label();
            }
        }

        record Mark(Sign sign, String text) implements Entry {}

        record Note(String text) implements Entry {}
    }

    private enum Sign {
        RESIDUAL,
        GATE
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
            entries.add(new Entry.Mark(Sign.RESIDUAL, "residual"));
        }
        if (summaries.stream().anyMatch(SegmentSummary::squeezeExcite)) {
            entries.add(new Entry.Mark(Sign.GATE, "squeeze-excite"));
        }
        entries.add(new Entry.Note("wide: many channels · high: large image · on the edges: channels, height×width"));
    }

    /** The height at a width. */
    double height(double width) {
        double[] at = {0, 0};
        entries.forEach(e -> nextPosition(e, at, width));
        return at[1] + LINE;
    }

    void draw(Markup m, double width) {
        double[] at = {0, 0};
        for (Entry entry : entries) {
            double[] place = nextPosition(entry, at, width);
            double y = place[1] + 12;
            double text = place[0] + drawSwatch(m, entry, place[0], y);
            m.element("text", entry.text(), "class", "sn-legend", "x", text, "y", y)
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

    /** The position of an entry; moves {@code at} to that of the next one. */
    private static double[] nextPosition(Entry entry, double[] at, double width) {
        double wide = (entry instanceof Entry.Note ? 0 : SWATCH) + entry.text().length() * LETTER;
        if (at[0] > 0 && at[0] + wide > width) {
            at[0] = 0;
            at[1] += LINE;
        }
        double[] place = {at[0], at[1]};
        at[0] += wide + GAP;
        return place;
    }

    private static double drawSwatch(Markup m, Entry entry, double x, double y) {
        return switch (entry) {
            case Entry.Kind k -> {
                m.empty("rect", "class", "sn-box " + k.kind().style(), "x", x, "y", y - 10, "width", 20, "height", 13);
                m.element("text", k.kind().code(), "class", "sn-code", "x", x + 10, "y", y);
                yield SWATCH;
            }
            case Entry.Mark k -> {
                drawMark(m, k.sign(), x, y);
                yield SWATCH;
            }
            case Entry.Note _ -> 0;
        };
    }

    private static void drawMark(Markup m, Sign sign, double x, double y) {
        switch (sign) {
            case RESIDUAL ->
                m.empty(
                        "path",
                        "class",
                        "sn-residual",
                        "d",
                        PathData.of("M", x + 1, y + 1, "v", -5, "q", 0, -4, 4, -4, "h", 10, "q", 4, 0, 4, 4, "v", 5));
            case GATE -> {
                m.empty("rect", "class", "sn-gate", "x", x + 1, "y", y - 9, "width", 18, "height", 11, "rx", 5.5);
                m.element("text", "SE", "class", "sn-gate-text", "x", x + 10, "y", y - 0.8);
            }
        }
    }
}

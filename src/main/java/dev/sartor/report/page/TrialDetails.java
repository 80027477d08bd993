package dev.sartor.report.page;

import dev.sartor.report.drawing.DrawingLegend;
import dev.sartor.report.drawing.SegmentCell;
import dev.sartor.report.drawing.SegmentSummary;
import dev.sartor.report.drawing.SymbolSheet;
import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.report.model.ReportModel;
import dev.sartor.report.model.TrialPoint;
import java.util.Collections;
import java.util.List;

/**
 * The details of one trial: its values, a drawing of its network with the cost of each block, and its block strings. The
 * script replaces the contents when another trial is selected.
 */
final class TrialDetails {
    private final List<TrialColumn> columns;
    private final TrialDrawings drawings;
    private final TrialPoint trial;
    /** Numbers of the drawn units: the input, then stem, blocks and head. */
    private final List<Integer> units;

    /** The cost of each unit, and of the whole network. */
    private final List<Double> costs;

    private final double total;
    private final int decimals;
    private final Markup m;

    TrialDetails(ReportModel model, List<TrialColumn> columns, TrialDrawings drawings, TrialPoint trial, Markup m) {
        this.columns = columns;
        this.drawings = drawings;
        this.trial = trial;
        int number = model.trials().indexOf(trial);
        units = drawings.units(number);
        costs = drawings.costs(number);
        total = drawings.total(number);
        decimals = ReportNumbers.decimalsOf(Collections.max(costs));
        this.m = m;
    }

    /** The list of values beside the scatter plot. */
    void drawValues() {
        m.open("aside", "id", "card", "aria-live", "polite").newline();
        m.open("h3")
                .text("Trial ")
                .element("span", trial.id(), "class", "shown-id")
                .close();
        m.open("dl", "id", "facts").newline();
        for (TrialColumn column : columns.subList(1, columns.size())) {
            m.open("div")
                    .element("dt", column.label())
                    .element("dd", column.text().apply(trial))
                    .close()
                    .newline();
        }
        m.close();
        m.element(
                        "p",
                        "Hover over a trial for its values; click to select it and show its network below. Keys: left"
                                + " and right move along the front, up and down through all trials, Enter selects.",
                        "class",
                        "hint script")
                .close()
                .newline();
    }

    /** The drawing and its legend. */
    void drawNetwork() {
        double max = Math.max(Collections.max(costs), Double.MIN_NORMAL);
        m.open("ol", "id", "drawing", "aria-label", "Blocks of the network, in order")
                .newline();
        List<Double> heights = drawings.symbols().heights();
        for (int i = 0; i < units.size(); i++) {
            SymbolSheet.DrawnUnit unit = drawings.symbols().unit(units.get(i));
            m.open("li")
                    .open(
                            "svg",
                            "class",
                            "sn",
                            "viewBox",
                            "0 0 " + ReportNumbers.coordinate(SegmentCell.WIDTH) + " "
                                    + ReportNumbers.coordinate(heights.get(unit.cell())),
                            "role",
                            "img",
                            "aria-label",
                            unit.summary().description());
            m.empty("use", "href", "#c" + unit.cell()).close().open("span", "class", "cost");
            if (i > 0) {
                drawBar(costs.get(i) / max);
                m.element("b", ReportNumbers.decimals(costs.get(i), decimals));
            }
            m.close().close().newline();
        }
        m.close().newline();
        new DrawingLegend(drawings.symbols().units().stream()
                        .map(SymbolSheet.DrawnUnit::summary)
                        .toList())
                .writeList(m);
    }

    /** The table of blocks with their costs. */
    void drawBlocks() {
        double max = Collections.max(costs);
        m.open("div", "class", "scroll")
                .open("table", "id", "blocks")
                .open("thead")
                .open("tr");
        for (String label : List.of("", "block", "output", "MACs", drawings.costTitle(), "share")) {
            m.element("th", label, "scope", "col");
        }
        m.close().close().newline().open("tbody").newline();
        for (int i = 1; i < units.size(); i++) {
            SymbolSheet.DrawnUnit unit = drawings.symbols().unit(units.get(i));
            m.open("tr")
                    .element("td", Integer.toString(i))
                    .open("td")
                    .element("code", unit.text())
                    .close()
                    .element("td", SegmentSummary.shapeText(unit.summary().output()))
                    .element("td", ReportNumbers.count(unit.macs()))
                    .element("td", ReportNumbers.decimals(costs.get(i), decimals));
            m.open("td").element("b", shareText(costs.get(i)));
            drawBar(max == 0 ? 0 : costs.get(i) / max);
            m.close().close().newline();
        }
        m.close().open("tfoot").newline();
        drawSum(
                "outside the blocks",
                total - costs.stream().mapToDouble(Double::doubleValue).sum());
        drawSum("the whole network", total);
        m.close().close().close().newline();
    }

    private void drawSum(String label, double cost) {
        m.open("tr")
                .element("td", "")
                .element("td", label)
                .element("td", "")
                .element("td", "")
                .element("td", ReportNumbers.decimals(cost, decimals))
                .open("td")
                .element("b", shareText(cost))
                .close()
                .close()
                .newline();
    }

    private String shareText(double cost) {
        return total == 0 ? "–" : ReportNumbers.percent(cost / total, 1);
    }

    private void drawBar(double share) {
        m.open("span", "class", "track")
                .element("i", "", "style", "width:" + ReportNumbers.coordinate(share * 100) + "%")
                .close();
    }
}

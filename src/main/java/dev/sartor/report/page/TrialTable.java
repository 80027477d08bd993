package dev.sartor.report.page;

import dev.sartor.report.markup.Markup;
import dev.sartor.report.model.ReportModel;
import dev.sartor.report.model.TrialPoint;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The table of all trials: the front by ascending cost, then the others by descending score. */
final class TrialTable {
    private final ReportModel model;
    private final List<TrialColumn> columns;

    TrialTable(ReportModel model, List<TrialColumn> columns) {
        this.model = model;
        this.columns = columns;
    }

    void draw(Markup m) {
        m.open("div", "class", "scroll", "tabindex", 0, "role", "region", "aria-label", "Table of trials")
                .newline();
        m.open("table", "id", "trials").open("thead").open("tr");
        for (int i = 0; i < columns.size(); i++) {
            m.open("th", "scope", "col", "class", isText(i) ? "text" : "figure")
                    .element("button", columns.get(i).label(), "type", "button", "data-column", i)
                    .close();
        }
        m.close().close().newline().open("tbody").newline();
        order().forEach(i -> drawRow(m, i));
        m.close().close().close().newline();
    }

    private void drawRow(Markup m, int number) {
        TrialPoint trial = model.trials().get(number);
        m.open("tr", "data-t", number, "class", trial.onFront() ? "front" : trial.feasible() ? "dominated" : "over");
        for (int i = 0; i < columns.size(); i++) {
            m.element(i == 0 ? "th" : "td", columns.get(i).text().apply(trial));
        }
        m.close().newline();
    }

    /** Whether a column contains text: the id and the status. */
    private boolean isText(int column) {
        return column == 0 || column == columns.size() - 1;
    }

    /** The indices of the trials in the initial order of the table. */
    private List<Integer> order() {
        Comparator<TrialPoint> status = Comparator.comparingInt(t -> t.onFront() ? 0 : t.feasible() ? 1 : 2);
        Comparator<TrialPoint> best = Comparator.comparingDouble(t -> -t.score().orElse(Double.NEGATIVE_INFINITY));
        return IntStream.range(0, model.trials().size())
                .boxed()
                .sorted(Comparator.comparing(
                        model.trials()::get,
                        status.thenComparing((a, b) ->
                                a.onFront() ? Double.compare(leadingCost(a), leadingCost(b)) : best.compare(a, b))))
                .toList();
    }

    /** The leading cost of a trial; infinite if it is unknown. */
    private double leadingCost(TrialPoint trial) {
        return model.leadingMetric().value(trial).orElse(Double.POSITIVE_INFINITY);
    }
}

package dev.sartor.report.page;

import dev.sartor.base.math.PairedGain;
import dev.sartor.delivery.baseline.BaselineResults;
import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.report.model.ReportModel;
import dev.sartor.report.model.TableSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The table of baselines, that is networks that were trained like the best trial, with the gain of the best trial over each. */
final class BaselineSection {
    private static final String NONE = "–";

    private final ReportModel model;
    private final Markup m;

    BaselineSection(ReportModel model, Markup m) {
        this.model = model;
        this.m = m;
    }

    /** A column of the table. */
    private record Column(String label, Function<BaselineResults.Entry, String> text) {}

    void draw() {
        model.baselines().ifPresent(this::draw);
    }

    private void draw(BaselineResults results) {
        m.open("section", "id", "baselines")
                .element("h2", "Trial " + results.winner() + " against baselines")
                .newline();
        m.open("div", "class", "scroll", "tabindex", 0, "role", "region", "aria-label", "Table of baselines")
                .newline();
        List<Column> columns = columns();
        m.open("table").open("thead").open("tr");
        columns.forEach(c -> m.element("th", c.label(), "scope", "col"));
        m.close().close().newline().open("tbody").newline();
        for (BaselineResults.Entry entry : results.entries()) {
            m.open("tr");
            for (int c = 0; c < columns.size(); c++) {
                m.element(c == 0 ? "th" : "td", columns.get(c).text().apply(entry));
            }
            m.close().newline();
        }
        m.close().close().close().newline();
        m.element("p", explanation(results), "class", "hint").close().newline();
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("baseline", BaselineResults.Entry::description));
        List<String> tables = model.tables().stream().map(TableSummary::name).toList();
        for (String table : tables) {
            String where = tables.size() > 1 ? " on " + table : "";
            columns.add(new Column("predicted latency" + where, e -> predicted(e, table)));
            columns.add(new Column("measured latency" + where, e -> measured(e, table)));
        }
        columns.add(
                new Column("MACs", e -> ReportNumbers.count(e.network().costs().macs())));
        columns.add(new Column(
                "parameters", e -> ReportNumbers.count(e.network().costs().params())));
        columns.add(new Column("test accuracy", e -> ReportNumbers.percent(e.meanAccuracy(), 2)));
        columns.add(new Column("gain of the trial, points", e -> points(e.gain().gain())));
        columns.add(new Column("95 % interval", e -> interval(e.gain())));
        return columns;
    }

    private static String predicted(BaselineResults.Entry entry, String table) {
        Double ms = entry.network().costs().latencyMs().get(table);
        return ms == null ? NONE : ReportNumbers.ms(ms);
    }

    private static String measured(BaselineResults.Entry entry, String table) {
        var latency = entry.network().measured().get(table);
        return latency == null ? NONE : ReportNumbers.ms(latency.medianMs());
    }

    private static String interval(PairedGain gain) {
        return points(gain.lower()) + " to " + points(gain.upper()) + (gain.aboveZero() ? "" : ", not certain");
    }

    private static String points(double fraction) {
        String number = ReportNumbers.decimals(100 * fraction, 2).replace('-', '−');
        return fraction > 0 ? "+" + number : number;
    }

    private static String explanation(BaselineResults results) {
        return "All were trained by the recipe of the trial, which has "
                + ReportNumbers.percent(results.meanWinnerAccuracy(), 2)
                + (results.seeds().size() > 1 ? " on average" : "") + ", and chosen within "
                + String.join(", ", results.limits()) + ". " + results.certainty()
                + results.latencyOrigin().map(o -> " " + o).orElse("");
    }
}

package dev.sartor.report.page;

import dev.sartor.report.chart.ScatterPlot;
import dev.sartor.report.chart.ScatterPlotLegend;
import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.report.markup.ReportResource;
import dev.sartor.report.model.CostMetric;
import dev.sartor.report.model.MetricLimit;
import dev.sartor.report.model.ReportModel;
import dev.sartor.report.model.RunSummary;
import dev.sartor.report.model.TrialPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A report as one self-contained HTML page. */
public final class ReportPage {
    /** Content security policy: the page cannot load anything, whatever it contains. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

    private final ReportModel model;
    private final List<TrialColumn> columns;
    private final TrialDrawings drawings;
    private final Markup m = new Markup();

    public ReportPage(ReportModel model) {
        this.model = model;
        columns = TrialColumn.of(model);
        drawings = new TrialDrawings(model);
    }

    /** The page. */
    public String html() {
        m.raw("<!DOCTYPE html>\n").open("html", "lang", "en").newline();
        writeHead(m, model.summary().name());
        m.open("body").newline();
        drawings.symbols().draw(m);
        m.open("main").newline();
        drawHeader();
        drawTrials();
        new DeliveredSection(model, m).draw();
        new BaselineSection(model, m).draw();
        new RankingSection(model, m).draw();
        new ChoicesSection(model, m).draw();
        m.open("section", "class", "charts").newline();
        var charts = new ChartsSection(model, m);
        charts.drawPredictionQuality();
        charts.drawTraining();
        charts.drawSearchHistory();
        m.close().newline();
        drawTable();
        m.open("section", "id", "provenance")
                .element("h2", "Details of the run")
                .newline();
        new ProvenanceSection(model, m).draw();
        m.close().newline();
        m.close().newline().element("div", "", "id", "tip", "role", "tooltip", "hidden", true);
        m.newline()
                .open("script", "type", "application/json", "id", "data")
                .raw(ScriptData.json(model, columns, drawings))
                .close();
        m.newline().open("script").raw(ReportResource.text("report.js")).close().newline();
        return m.close().newline().close().newline().toString();
    }

    /** Writes the head of a page with its style sheets. */
    public static void writeHead(Markup m, String title) {
        m.open("head").empty("meta", "charset", "utf-8").newline();
        m.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .newline();
        m.empty("meta", "http-equiv", "Content-Security-Policy", "content", CONTENT_SECURITY_POLICY)
                .newline();
        m.empty("link", "rel", "icon", "href", "data:,").newline();
        m.element("title", title + " – Sartor").newline();
        m.open("style")
                .raw(ReportResource.text("report.css"))
                .raw(ReportResource.text("network.css"))
                .close()
                .newline()
                .close()
                .newline();
    }

    private void drawHeader() {
        m.open("header")
                .element(
                        "p",
                        "Sartor · " + model.summary().name() + " · "
                                + model.summary().date(),
                        "class",
                        "kicker")
                .newline();
        m.element("h1", new Headline(model).sentence()).newline();
        m.element("p", summary(), "class", "summary").newline();
        new SummaryTiles(model, m).draw();
        m.close().newline();
    }

    private String summary() {
        RunSummary summary = model.summary();
        return ReportNumbers.plural(model.trials().size(), "architecture", "architectures") + " of "
                + ReportNumbers.count(summary.architectures()) + " in the space " + summary.space() + ", on "
                + summary.data()
                + (model.limits().isEmpty()
                        ? ", without limits."
                        : "; " + model.feasibleCount() + " within the limits ("
                                + model.limits().stream().map(MetricLimit::text).collect(Collectors.joining(", "))
                                + ").");
    }

    private void drawTrials() {
        Optional<TrialPoint> first = model.initialTrial();
        if (first.isEmpty()) {
            return;
        }
        var shown = new TrialDetails(model, columns, drawings, first.get(), m);
        m.open("section", "id", "front")
                .element("h2", ReportNumbers.capitalised(model.metric().title()) + " against cost")
                .newline();
        m.open("div", "class", "split").newline().open("div", "class", "views").newline();
        drawPlots();
        m.close().newline();
        shown.drawValues();
        m.close().close().newline();
        m.open("section", "id", "network")
                .open("h2")
                .text("The network of trial ")
                .element("span", first.get().id(), "class", "shown-id")
                .close()
                .newline();
        shown.drawNetwork();
        m.open("div", "class", "heading")
                .element("h3", "Cost by block")
                .element(
                        "button", "copy block strings", "type", "button", "class", "script copy", "data-copy", "blocks")
                .close();
        shown.drawBlocks();
        m.close().newline();
    }

    /** One plot per cost. Radio buttons select one, without script. */
    private void drawPlots() {
        List<CostMetric> metrics = new ArrayList<>(model.tables().stream()
                .map(t -> (CostMetric) new CostMetric.Latency(t.name()))
                .toList());
        metrics.addAll(List.of(
                new CostMetric.Macs(), new CostMetric.Params(), new CostMetric.Memory(), new CostMetric.Flash()));
        for (int i = 0; i < metrics.size(); i++) {
            m.empty("input", "type", "radio", "name", "view", "id", "view" + i, "checked", i == 0)
                    .element("label", metrics.get(i).label(), "for", "view" + i)
                    .newline();
        }
        ScatterPlotLegend.draw(m, model);
        for (int i = 0; i < metrics.size(); i++) {
            m.open("div", "class", "view view" + i);
            new ScatterPlot(model, metrics.get(i)).draw(m);
            m.close().newline();
        }
    }

    private void drawTable() {
        if (model.trials().isEmpty()) {
            return;
        }
        m.open("section", "id", "all").open("div", "class", "heading").element("h2", "All trials");
        m.open("span", "class", "script filters");
        for (String filter : List.of("all", "feasible", "front")) {
            m.element(
                    "button",
                    filter,
                    "type",
                    "button",
                    "data-filter",
                    filter,
                    "aria-pressed",
                    String.valueOf(filter.equals("all")));
        }
        m.element("button", "save as CSV", "type", "button", "id", "csv")
                .close()
                .close()
                .newline();
        new TrialTable(model, columns).draw(m);
        m.close().newline();
    }
}

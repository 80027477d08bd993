package dev.sartor.report.page;

import dev.sartor.delivery.SearchRanking;
import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.report.model.ReportModel;

/** The section on how well the accuracies of the search ranked the networks that were trained afterwards. */
final class RankingSection {
    /** Explains the table. */
    private static final String METHOD =
            " The table compares both rankings with that by validation accuracy after training. Kendall's tau is 1 for"
                    + " the same order, 0 for no relation. Its interval is that of Fieller, Hartley and"
                    + " Pearson (1957).";

    private final ReportModel model;
    private final Markup m;

    RankingSection(ReportModel model, Markup m) {
        this.model = model;
        this.m = m;
    }

    void draw() {
        if (model.trials().isEmpty()) {
            return;
        }
        m.open("section", "id", "ranking")
                .element("h2", "How far the search can be trusted")
                .newline();
        switch (model.ranking()) {
            case SearchRanking.Unknown unknown ->
                drawText(ReportNumbers.capitalised(unknown.text("sartor train RUN --spread 8 trains more of them"))
                        + ".");
            case SearchRanking.Known known -> {
                drawTable(known);
                drawText((known.isBelowMacs() ? "MACs rank these networks better than the search does. " : "")
                        + ReportNumbers.capitalised(known.ranks()) + "." + METHOD);
            }
        }
        m.close().newline();
    }

    private void drawText(String text) {
        m.element("p", text, "class", "hint").newline();
    }

    private void drawTable(SearchRanking.Known known) {
        m.open("div", "class", "scroll", "tabindex", 0, "role", "region", "aria-label", "Table of rank correlations")
                .newline()
                .open("table")
                .open("thead")
                .open("tr");
        for (String header : new String[] {"ranked by", "Kendall tau", "95 % interval", "networks"}) {
            m.element("th", header, "scope", "col");
        }
        m.close().close().newline().open("tbody").newline();
        drawRow(model.summary().accuracySource(), known.ofScores(), known.networks());
        drawRow("MACs", known.ofMacs(), known.networks());
        m.close().close().close().newline();
    }

    private void drawRow(String name, SearchRanking.Correlation tau, int networks) {
        m.open("tr")
                .element("th", name)
                .element("td", decimals(tau.tau()))
                .element("td", decimals(tau.lower()) + " to " + decimals(tau.upper()))
                .element("td", Integer.toString(networks))
                .close()
                .newline();
    }

    private static String decimals(double value) {
        return ReportNumbers.decimals(value, 2).replace('-', '−');
    }
}

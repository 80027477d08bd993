package dev.sartor.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Lays a comparison out as one HTML page that needs nothing but itself, and no script. */
final class ComparisonPage {
    private static final double SURE = 0.01;
    private static final double HEIGHT = 340;

    private final Comparison comparison;
    private final Markup m = new Markup();

    ComparisonPage(Comparison comparison) {
        this.comparison = comparison;
    }

    String html() {
        m.raw("<!DOCTYPE html>\n").open("html", "lang", "en").newline();
        ReportPage.head(m, "comparison");
        m.open("body").newline().open("main").newline();
        m.open("header").element("p", "Sartor · comparison", "class", "kicker").newline();
        m.element("h1", sentence()).newline();
        m.element("p", comparison.problem() + ". The first " + comparison.evaluations() + " evaluations of each run.", "class", "summary");
        m.close().newline();
        m.open("section").open("figure").element("figcaption", "Hypervolume, mean over seeds; the bands are 90 % confidence of it").newline();
        new LineChart("evaluations", "hypervolume", HEIGHT, true, comparison.contenders().stream().map(this::line).toList()).draw(m);
        m.close().close().newline();
        table();
        return m.close().newline().close().newline().close().newline().toString();
    }

    private String sentence() {
        List<Contender> all = comparison.contenders();
        Contender leader = all.getFirst();
        if (all.size() == 1) {
            return leader.name() + " reaches a hypervolume of " + volume(leader.mean(comparison.evaluations()));
        }
        List<String> surely = all.stream().skip(1).filter(c -> comparison.chance(c) < SURE).map(Contender::name).toList();
        return surely.isEmpty() ? leader.name() + " is ahead, which may be chance"
                : leader.name() + " is better than " + String.join(" and ", surely);
    }

    private LineChart.Line line(Contender contender) {
        int[] evaluations = IntStream.rangeClosed(1, comparison.evaluations()).toArray();
        List<Contender.Interval> band = IntStream.of(evaluations).mapToObj(contender::interval).toList();
        return new LineChart.Line(contender.name(), IntStream.of(evaluations).asDoubleStream().toArray(),
                IntStream.of(evaluations).mapToDouble(contender::mean).toArray(),
                Optional.of(new LineChart.Band(band.stream().mapToDouble(Contender.Interval::low).toArray(),
                        band.stream().mapToDouble(Contender.Interval::high).toArray())));
    }

    private void table() {
        m.open("section").open("table", "class", "fits").open("thead").open("tr");
        for (String label : List.of("", "runs", "hypervolume", "90 % confidence", "p against the first")) {
            m.element("th", label, "scope", "col");
        }
        m.close().close().open("tbody");
        for (Contender c : comparison.contenders()) {
            Contender.Interval interval = c.interval(comparison.evaluations());
            m.open("tr").element("th", c.name(), "scope", "row").element("td", "" + c.hypervolume().size())
                    .element("td", volume(c.mean(comparison.evaluations())))
                    .element("td", volume(interval.low()) + " to " + volume(interval.high()))
                    .element("td", c == comparison.contenders().getFirst() ? "" : Figures.significant(comparison.chance(c))).close();
        }
        m.close().close().close().newline();
    }

    private static String volume(double share) {
        return Figures.decimals(share, 4);
    }
}

package dev.sartor.report.comparison;

import dev.sartor.report.chart.LineChart;
import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.report.page.ReportPage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A comparison as one self-contained HTML page without script. */
final class ComparisonPage {
    /** A smaller p-value is called significant. */
    private static final double SIGNIFICANCE = 0.01;
    /** Height of the chart in SVG user units. */
    private static final double HEIGHT = 340;

    private final RunComparison comparison;
    private final Markup m = new Markup();

    ComparisonPage(RunComparison comparison) {
        this.comparison = comparison;
    }

    String html() {
        m.raw("<!DOCTYPE html>\n").open("html", "lang", "en").newline();
        ReportPage.writeHead(m, "comparison");
        m.open("body").newline().open("main").newline();
        m.open("header").element("p", "Sartor · comparison", "class", "kicker").newline();
        m.element("h1", headline()).newline();
        m.element(
                "p",
                comparison.problem() + ". The first " + comparison.evaluations() + " evaluations of each run.",
                "class",
                "summary");
        m.close().newline();
        m.open("section", "class", "charts")
                .open("figure")
                .element("figcaption", "Hypervolume: mean over seeds with 90 % confidence interval")
                .newline();
        LineChart.ofSteps(
                        "evaluations",
                        "hypervolume",
                        HEIGHT,
                        comparison.algorithms().stream().map(this::line).toList())
                .draw(m);
        m.close().newline();
        drawTable();

        m.close().newline();
        return m.close().newline().close().newline().close().newline().toString();
    }

    private String headline() {
        List<ComparedAlgorithm> all = comparison.algorithms();
        ComparedAlgorithm leader = all.getFirst();
        if (all.size() == 1) {
            return leader.name() + " reaches a hypervolume of "
                    + ReportNumbers.hypervolume(leader.meanAfter(comparison.evaluations()));
        }
        Map<Boolean, List<String>> others = all.stream()
                .skip(1)
                .collect(Collectors.partitioningBy(
                        c -> comparison.pValue(c) < SIGNIFICANCE,
                        Collectors.mapping(ComparedAlgorithm::name, Collectors.toList())));
        String better = others.get(true).isEmpty() ? "" : " is better than " + String.join(" and ", others.get(true));
        String notSignificant = others.get(false).isEmpty()
                ? ""
                : " is ahead of " + String.join(" and ", others.get(false)) + ", but not significantly";
        return leader.name() + better + (better.isEmpty() || notSignificant.isEmpty() ? "" : "; it") + notSignificant;
    }

    private LineChart.Line line(ComparedAlgorithm algorithm) {
        int[] evaluations = IntStream.rangeClosed(1, comparison.evaluations()).toArray();
        List<ComparedAlgorithm.Interval> band =
                IntStream.of(evaluations).mapToObj(algorithm::intervalAfter).toList();
        return new LineChart.Line(
                algorithm.name(),
                IntStream.of(evaluations).asDoubleStream().toArray(),
                IntStream.of(evaluations).mapToDouble(algorithm::meanAfter).toArray(),
                Optional.of(new LineChart.Band(
                        band.stream()
                                .mapToDouble(ComparedAlgorithm.Interval::low)
                                .toArray(),
                        band.stream()
                                .mapToDouble(ComparedAlgorithm.Interval::high)
                                .toArray())));
    }

    private void drawTable() {
        m.open("figure")
                .element("figcaption", "After " + comparison.evaluations() + " evaluations")
                .newline();
        m.open("table", "class", "fits").open("thead").open("tr");
        for (String label : List.of("", "runs", "hypervolume", "90 % confidence", "p-value against the first")) {
            m.element("th", label, "scope", "col");
        }
        m.close().close().open("tbody");
        for (ComparedAlgorithm c : comparison.algorithms()) {
            ComparedAlgorithm.Interval interval = c.intervalAfter(comparison.evaluations());
            m.open("tr")
                    .element("th", c.name(), "scope", "row")
                    .element("td", "" + c.runCount())
                    .element("td", ReportNumbers.hypervolume(c.meanAfter(comparison.evaluations())))
                    .element(
                            "td",
                            ReportNumbers.hypervolume(interval.low()) + " to "
                                    + ReportNumbers.hypervolume(interval.high()))
                    .element(
                            "td",
                            c == comparison.algorithms().getFirst()
                                    ? ""
                                    : ReportNumbers.significant(comparison.pValue(c)))
                    .close();
        }
        m.close().close().newline();
        m.element(
                "p",
                "One-sided p-value of the Mann-Whitney rank-sum test that the first algorithm is better; below "
                        + SIGNIFICANCE + " it is called better, which takes at least five runs of each.",
                "class",
                "hint");
        m.close().newline();
    }
}

package dev.sartor.report.staircase;

import dev.sartor.base.file.AtomicFile;
import dev.sartor.device.DeviceDescription;
import dev.sartor.latency.staircase.ChannelSweep;
import dev.sartor.latency.staircase.DeviceStaircases;
import dev.sartor.latency.staircase.Staircase;
import dev.sartor.latency.staircase.StaircaseComparison;
import dev.sartor.report.chart.StaircaseChart;
import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.report.page.ReportPage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SequencedMap;

/** The latency of the blocks of a space over their number of channels, as one self-contained HTML page without script. */
public final class StaircasePage {
    private final StaircaseComparison comparison;
    private final Markup m = new Markup();

    private StaircasePage(StaircaseComparison comparison) {
        this.comparison = comparison;
    }

    /** Writes the page to a file. */
    public static void write(StaircaseComparison comparison, Path file) {
        AtomicFile.writeString(file, html(comparison));
    }

    /** The page. */
    static String html(StaircaseComparison comparison) {
        return new StaircasePage(comparison).html();
    }

    private String html() {
        m.raw("<!DOCTYPE html>\n").open("html", "lang", "en").newline();
        ReportPage.writeHead(m, "staircases of " + comparison.space());
        m.open("body").newline().open("main").newline();
        drawHeader();
        m.open("section", "class", "charts").newline();
        for (int i = 0; i < comparison.sweeps().size(); i++) {
            drawSweep(i);
        }
        m.close().newline();
        if (!comparison.multiples().isEmpty()) {
            m.open("section").newline();
            drawTable();
            m.close().newline();
        }
        return m.close().newline().close().newline().close().newline().toString();
    }

    private void drawHeader() {
        m.open("header").element("p", "Sartor · staircases", "class", "kicker").newline();
        m.element("h1", "Latency over channels: the blocks of " + comparison.space())
                .newline();
        m.element(
                        "p",
                        "Each block has stride 1 and as many output as input channels, and is measured within a chain"
                                + " of layers. The band is the middle half of the rounds.",
                        "class",
                        "summary")
                .newline();
        for (DeviceStaircases device : comparison.devices()) {
            m.element("p", device.name() + ": " + text(device.device()), "class", "summary")
                    .newline();
        }
        StaircaseChart.drawLegend(
                m, comparison.devices().stream().map(DeviceStaircases::name).toList());
        m.close().newline();
    }

    private static String text(DeviceDescription device) {
        return device.device().text() + " on " + device.machine().cpu() + ", "
                + device.runtime().name() + " " + device.runtime().version();
    }

    private void drawSweep(int index) {
        ChannelSweep sweep = comparison.sweeps().get(index);
        SequencedMap<String, Staircase> staircases = new LinkedHashMap<>();
        comparison
                .devices()
                .forEach(d -> staircases.put(d.name(), d.staircases().get(index)));
        m.open("figure")
                .element("figcaption", sweep.words() + " at " + sweep.height() + "x" + sweep.width())
                .newline();
        new StaircaseChart(sweep.units().lastEntry().getKey(), staircases).draw(m);
        m.element("p", sweep.label(), "class", "hint");
        m.close().newline();
    }

    private void drawTable() {
        List<Integer> multiples = comparison.multiples();
        m.open("figure")
                .element("figcaption", "Cost of numbers of channels that are not multiples of a number")
                .newline();
        m.open("table", "class", "fits").open("thead").open("tr").element("th", "", "scope", "col");
        for (DeviceStaircases device : comparison.devices()) {
            multiples.forEach(multiple -> m.element("th", device.name() + ", of " + multiple, "scope", "col"));
        }
        m.close().close().open("tbody").newline();
        for (int i = 0; i < comparison.sweeps().size(); i++) {
            m.open("tr").element("th", comparison.sweeps().get(i).words(), "scope", "row");
            for (DeviceStaircases device : comparison.devices()) {
                Staircase staircase = device.staircases().get(i);
                multiples.forEach(multiple -> m.element("td", factor(staircase.costOffMultiplesOf(multiple))));
            }
            m.close().newline();
        }
        m.close().close().newline();
        m.element(
                "p",
                "Median, over all numbers of channels between the multiples, of the latency divided by that on the"
                        + " straight line between the multiples around them. 1.00x: no steps.",
                "class",
                "hint");
        m.close().newline();
    }

    private static String factor(OptionalDouble cost) {
        return cost.isEmpty() ? "" : ReportNumbers.decimals(cost.getAsDouble(), 2) + "x";
    }
}

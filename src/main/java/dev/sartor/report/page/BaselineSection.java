package dev.sartor.report.page;

import dev.sartor.base.math.PairedGain;
import dev.sartor.delivery.baseline.BaselineResults;
import dev.sartor.latency.statistics.MeasuredLatency;
import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.report.model.DeliveredTrial;
import dev.sartor.report.model.ReportModel;
import dev.sartor.report.model.TableSummary;
import dev.sartor.report.model.TrialPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table of the best trial and its baselines, networks that were trained in the same way, with its gain over each. */
final class BaselineSection {
    private static final String NONE = "–";

    private final ReportModel model;
    private final Markup m;

    BaselineSection(ReportModel model, Markup m) {
        this.model = model;
        this.m = m;
    }

    /**
     * A row of the table.
     *
     * @param predictedMs predicted latency by table
     * @param measured    measured latency by table
     * @param accuracies  test accuracy for each seed
     * @param gain        the gain of the best trial over this network; empty for the best trial itself
     */
    private record Row(
            String name,
            Map<String, Double> predictedMs,
            Map<String, MeasuredLatency> measured,
            long macs,
            long params,
            List<Double> accuracies,
            Optional<PairedGain> gain) {
        private double meanAccuracy() {
            return accuracies.stream().mapToDouble(a -> a).average().orElseThrow();
        }
    }

    /** A column of the table. */
    private record Column(String label, Function<Row, String> text) {}

    void draw() {
        model.baselines().ifPresent(this::draw);
    }

    private void draw(BaselineResults results) {
        m.open("section", "id", "baselines")
                .element("h2", "Trial " + results.winner() + " against baselines")
                .newline();
        m.open("div", "class", "scroll", "tabindex", 0, "role", "region", "aria-label", "Table of baselines")
                .newline();
        List<Column> columns = columns(results);
        m.open("table").open("thead").open("tr");
        columns.forEach(c -> m.element("th", c.label(), "scope", "col"));
        m.close().close().newline().open("tbody").newline();
        model.trial(Integer.toString(results.winner()))
                .ifPresent(t -> drawRow(columns, winner(t, results.winnerAccuracy()), "best"));
        results.entries().forEach(e -> drawRow(columns, baseline(e), "other"));
        m.close().close().close().newline();
        m.element("p", explanation(results), "class", "hint").close().newline();
    }

    private void drawRow(List<Column> columns, Row row, String style) {
        m.open("tr", "class", style);
        for (int c = 0; c < columns.size(); c++) {
            m.element(c == 0 ? "th" : "td", columns.get(c).text().apply(row));
        }
        m.close().newline();
    }

    private Row winner(TrialPoint trial, List<Double> accuracies) {
        Map<String, MeasuredLatency> measured = model.delivered().stream()
                .filter(d -> d.id().equals(trial.id()))
                .flatMap(d -> d.timings().stream())
                .collect(Collectors.toMap(DeliveredTrial.Timing::table, DeliveredTrial.Timing::measured));
        return new Row(
                "trial " + trial.id(),
                trial.latencyMs(),
                measured,
                trial.macs(),
                trial.params(),
                accuracies,
                Optional.empty());
    }

    private static Row baseline(BaselineResults.Entry entry) {
        return new Row(
                entry.description(),
                entry.network().costs().latencyMs(),
                entry.network().measured(),
                entry.network().costs().macs(),
                entry.network().costs().params(),
                entry.testAccuracy(),
                Optional.of(entry.gain()));
    }

    private List<Column> columns(BaselineResults results) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("network", Row::name));
        List<String> tables = model.tables().stream().map(TableSummary::name).toList();
        for (String table : tables) {
            String where = tables.size() > 1 ? " on " + table : "";
            columns.add(new Column("predicted latency" + where, r -> predictedText(r, table)));
            if (results.entries().stream().anyMatch(e -> e.network().measured().containsKey(table))) {
                columns.add(new Column("measured latency" + where, r -> measuredText(r, table)));
            }
        }
        columns.add(new Column("MACs", r -> ReportNumbers.count(r.macs())));
        columns.add(new Column("parameters", r -> ReportNumbers.count(r.params())));
        columns.add(new Column("test accuracy", r -> ReportNumbers.percent(r.meanAccuracy(), 2)));
        if (results.seeds().size() > 1) {
            columns.add(new Column("each training, %", BaselineSection::eachAccuracy));
        }
        columns.add(new Column(
                "gain of the trial, points",
                r -> r.gain().map(g -> points(g.gain())).orElse(NONE)));
        columns.add(new Column(
                "95 % interval", r -> r.gain().map(BaselineSection::interval).orElse(NONE)));
        return columns;
    }

    private static String predictedText(Row row, String table) {
        Double ms = row.predictedMs().get(table);
        return ms == null ? NONE : ReportNumbers.ms(ms);
    }

    private static String measuredText(Row row, String table) {
        MeasuredLatency latency = row.measured().get(table);
        return latency == null ? NONE : ReportNumbers.ms(latency.medianMs());
    }

    private static String eachAccuracy(Row row) {
        return row.accuracies().stream()
                .map(a -> ReportNumbers.decimals(100 * a, 2))
                .collect(Collectors.joining(", "));
    }

    private static String interval(PairedGain gain) {
        return points(gain.lower()) + " to " + points(gain.upper()) + (gain.aboveZero() ? "" : ", not certain");
    }

    private static String points(double fraction) {
        String number = ReportNumbers.decimals(100 * fraction, 2).replace('-', '−');
        return fraction > 0 ? "+" + number : number;
    }

    private static String explanation(BaselineResults results) {
        return "All were trained by the same recipe, "
                + (results.seeds().size() > 1 ? "with " + results.seeds().size() + " seeds, " : "")
                + "and the baselines are chosen within " + String.join(", ", results.limits()) + ". "
                + results.certainty()
                + results.latencyOrigin().map(o -> " " + o).orElse("");
    }
}

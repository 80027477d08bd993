package dev.sartor.report.page;

import dev.sartor.delivery.ModelCard;
import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.report.model.CostMetric;
import dev.sartor.report.model.DeliveredTrial;
import dev.sartor.report.model.ReportModel;
import dev.sartor.report.model.TableSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The table of delivered trials, that is measured or trained ones: predictions, measurements and accuracy after training. */
final class DeliveredSection {
    private static final String NONE = "–";

    private final ReportModel model;
    private final Markup m;

    DeliveredSection(ReportModel model, Markup m) {
        this.model = model;
        this.m = m;
    }

    /** A column of the table of delivered trials. */
    private record Column(String label, Function<DeliveredTrial, String> text) {}

    void draw() {
        if (model.delivered().isEmpty()) {
            return;
        }
        m.open("section", "id", "delivered")
                .element("h2", "Measured and trained trials")
                .newline();
        m.open(
                        "div",
                        "class",
                        "scroll",
                        "tabindex",
                        0,
                        "role",
                        "region",
                        "aria-label",
                        "Table of measured and trained trials")
                .newline();
        m.open("table").open("thead").open("tr");
        columns().forEach(c -> m.element("th", c.label(), "scope", "col"));
        m.close().close().newline().open("tbody").newline();
        model.delivered().forEach(this::drawRow);
        m.close()
                .close()
                .close()
                .newline()
                .element("p", explanation(), "class", "hint")
                .close()
                .newline();
    }

    private void drawRow(DeliveredTrial trial) {
        m.open(
                "tr",
                "class",
                model.trainedCard()
                        .filter(c -> c.name().equals(trial.id()))
                        .map(_ -> "best")
                        .orElse("other"));
        List<Column> columns = columns();
        for (int i = 0; i < columns.size(); i++) {
            m.element(i == 0 ? "th" : "td", columns.get(i).text().apply(trial));
        }
        m.close().newline();
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("trial", DeliveredTrial::id));
        List<String> tables = model.tables().stream().map(TableSummary::name).toList();
        tables.forEach(t -> addLatencyColumns(t, tables.size() > 1 ? " on " + t : "", columns));
        if (model.delivered().stream().anyMatch(d -> d.withinLimits().isPresent())
                && !model.limits().isEmpty()) {
            columns.add(new Column(
                    "limits",
                    d -> d.withinLimits()
                            .map(within -> within ? "within" : "exceeded")
                            .orElse(NONE)));
        }
        columns.add(new Column(
                model.metric().title() + " in the search",
                d -> d.score().isPresent() ? model.scoreText(d.score().getAsDouble()) : NONE));
        if (model.delivered().stream().anyMatch(d -> d.finalistAccuracy().isPresent())) {
            columns.add(new Column(
                    "validation of finalists",
                    d -> d.finalistAccuracy().isPresent()
                            ? ReportNumbers.accuracy(d.finalistAccuracy().getAsDouble(), Optional.empty())
                            : NONE));
        }
        if (model.trainedCard().isPresent()) {
            addAccuracyColumns(columns);
        }
        if (model.delivered().stream().anyMatch(d -> d.int8().isPresent())) {
            columns.add(new Column(
                    "latency in int8",
                    d -> d.int8()
                            .flatMap(c -> c.measured().stream().findFirst())
                            .map(l -> ReportNumbers.ms(l.int8Ms()) + ", in fp32 " + ReportNumbers.ms(l.fp32Ms()))
                            .orElse(NONE)));
        }
        return columns;
    }

    private void addAccuracyColumns(List<Column> columns) {
        boolean judgedInInt8 = model.delivered().stream()
                .flatMap(d -> d.card().stream())
                .anyMatch(c -> c.int8().isPresent());
        columns.add(new Column(
                "validation after training" + (judgedInInt8 ? ", in int8" : ""),
                d -> d.card()
                        .map(c -> ReportNumbers.accuracy(c.deliveredValidationAccuracy(), c.validationInterval()))
                        .orElse(NONE)));
        columns.add(new Column(
                "test accuracy" + (judgedInInt8 ? " in fp32" : ""),
                d -> d.card()
                        .map(c -> ReportNumbers.accuracy(
                                c.testAccuracy(), judgedInInt8 ? Optional.empty() : c.testInterval()))
                        .orElse(NONE)));
        if (judgedInInt8 || model.delivered().stream().anyMatch(d -> d.int8().isPresent())) {
            columns.add(new Column("test accuracy in int8", DeliveredSection::int8Accuracy));
        }
    }

    /** The accuracy of the exported file, or else of the model in a run of an 8-bit device. */
    private static String int8Accuracy(DeliveredTrial trial) {
        return trial.int8()
                .map(c -> c.test().int8Accuracy())
                .or(() -> trial.card().flatMap(ModelCard::int8).map(ModelCard.Int8::testAccuracy))
                .map(a -> ReportNumbers.accuracy(
                        a, trial.card().filter(c -> c.int8().isPresent()).flatMap(ModelCard::testInterval)))
                .orElse(NONE);
    }

    private void addLatencyColumns(String table, String where, List<Column> columns) {
        columns.add(new Column("predicted latency" + where, d -> predictedLatency(d, table)));
        if (model.delivered().stream().noneMatch(d -> d.timing(table).isPresent())) {
            return;
        }
        columns.add(new Column(
                "measured latency" + where,
                d -> d.timing(table)
                        .map(t -> ReportNumbers.ms(t.measured().medianMs()))
                        .orElse(NONE)));
        columns.add(new Column(
                "p10–p90",
                d -> d.timing(table)
                        .map(t -> ReportNumbers.significant(t.measured().p10Ms()) + "–"
                                + ReportNumbers.significant(t.measured().p90Ms()))
                        .orElse(NONE)));
        columns.add(new Column(
                "difference",
                d -> d.timing(table)
                        .map(t -> ReportNumbers.signedPercent(t.relativeError(), 1))
                        .orElse(NONE)));
    }

    private String predictedLatency(DeliveredTrial delivered, String table) {
        var latency = new CostMetric.Latency(table);
        OptionalDouble ms = model.trial(delivered.id()).map(latency::value).orElse(OptionalDouble.empty());
        return ms.isPresent() ? ReportNumbers.ms(ms.getAsDouble()) : NONE;
    }

    private String explanation() {
        List<DeliveredTrial> trained = model.delivered().stream()
                .filter(d -> d.card().isPresent() && d.score().isPresent())
                .toList();
        return latencies()
                + intervals()
                + switch (trained.size()) {
                    case 0 -> "";
                    case 1 -> " sartor train RUN --best 3 trains three of them and ranks them by validation accuracy.";
                    default -> " Trained trials are ranked by validation accuracy.";
                };
    }

    /** Sentences on the latencies; empty without latency tables. */
    private String latencies() {
        if (model.delivered().stream().anyMatch(d -> !d.timings().isEmpty())) {
            return "Measured latencies are those of whole networks on the device, medians over all rounds. A trial is"
                    + " within a limit if the 90th percentile is, also at the speed that the device had for its table.";
        }
        return model.tables().isEmpty() ? "" : "The latencies in this table are predictions.";
    }

    /** A sentence on the intervals of accuracies; empty if there are none. */
    private String intervals() {
        return model.trainedCard().flatMap(ModelCard::testInterval).isPresent()
                ? " Accuracies have the 95 % confidence interval of the number of their images."
                : "";
    }
}

package dev.sartor.report.page;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.delivery.ModelCard;
import dev.sartor.executor.training.EpochResult;
import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.report.chart.LineChart;
import dev.sartor.report.chart.ParityPlot;
import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.report.model.CostMetric;
import dev.sartor.report.model.GenerationStatistics;
import dev.sartor.report.model.HypervolumeCurve;
import dev.sartor.report.model.ReportModel;
import dev.sartor.report.model.TableSummary;
import dev.sartor.report.model.TrialPoint;
import dev.sartor.search.algorithm.ForecastQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The charts below the scatter plots: quality of the latency predictions, training, history of the search. */
final class ChartsSection {
    /** Heights in SVG user units. */
    private static final double TALL_CHART = 316;

    private static final double LOW_CHART = 226;

    private final ReportModel model;
    private final Markup m;

    ChartsSection(ReportModel model, Markup m) {
        this.model = model;
        this.m = m;
    }

    /** The predictions of each latency table compared with measurements, and the noise floor. */
    void drawPredictionQuality() {
        for (TableSummary table : model.tables()) {
            List<MeasuredNetwork> chosen = trainedNetwork(table).stream().toList();
            List<MeasuredNetwork> front = frontNetworks(table);
            if (table.networks().isEmpty()
                    && front.isEmpty()
                    && chosen.isEmpty()
                    && table.validation().isEmpty()) {
                continue;
            }
            openFigure("Predicted and measured latency: " + table.name());
            if (!table.networks().isEmpty() || !front.isEmpty() || !chosen.isEmpty()) {
                new ParityPlot(table.networks(), front, chosen).draw(m);
                m.element(
                        "p",
                        "Each point is a whole network that was not used for the table"
                                + (front.isEmpty() ? "" : "; rings are networks of this run's front")
                                + (chosen.isEmpty() ? "" : "; the diamond is the trained one")
                                + ". Solid line: equal; dashed lines: ± 10 %.",
                        "class",
                        "hint");
            }
            table.validation().ifPresent(v -> drawAgreementTable(v, table.noiseFloor()));
            m.close().newline();
        }
    }

    private List<MeasuredNetwork> frontNetworks(TableSummary table) {
        return model.delivered().stream()
                .flatMap(d -> d.timing(table.name()).stream()
                        .map(t -> new MeasuredNetwork(d.id(), t.measured().medianMs(), t.predictedMs())))
                .toList();
    }

    private Optional<MeasuredNetwork> trainedNetwork(TableSummary table) {
        CostMetric latency = new CostMetric.Latency(table.name());
        return model.measuredLatency(table.name())
                .flatMap(measured -> model.bestTrial()
                        .filter(t -> latency.value(t).isPresent())
                        .map(t -> new MeasuredNetwork(
                                t.id(), measured.medianMs(), latency.value(t).getAsDouble())));
    }

    private void drawAgreementTable(Agreement validation, Optional<Agreement> noise) {
        m.open("table", "class", "fits").open("thead").open("tr");
        for (String label : List.of("", "networks", "mean error", "within 5 %", "within 10 %", "Kendall tau")) {
            m.element("th", label, "scope", "col");
        }
        m.close().close().open("tbody");
        drawAgreementRow("predicted", validation);
        noise.ifPresent(n -> drawAgreementRow("noise floor", n));
        m.close().close().newline();
    }

    private void drawAgreementRow(String label, Agreement agreement) {
        m.open("tr")
                .element("th", label, "scope", "row")
                .element("td", Integer.toString(agreement.networks()))
                .element("td", ReportNumbers.percent(agreement.mape(), 2))
                .element("td", ReportNumbers.percent(agreement.within5(), 1))
                .element("td", ReportNumbers.percent(agreement.within10(), 1))
                .element("td", ReportNumbers.decimals(agreement.kendallTau(), 3))
                .close();
    }

    /** Accuracy and loss per epoch of the trained trial. */
    void drawTraining() {
        List<EpochResult> epochs = model.trainedCard().map(ModelCard::history).orElse(List.of());
        if (epochs.isEmpty()) {
            return;
        }
        openFigure("Training of trial " + model.trainedCard().orElseThrow().name());
        List<EpochResult> validated =
                epochs.stream().filter(e -> e.validation().isPresent()).toList();
        if (!validated.isEmpty()) {
            drawEpochs(
                    validated,
                    "validation accuracy, %",
                    e -> e.validation().orElseThrow().accuracy() * 100);
        }
        drawEpochs(epochs, "training loss", e -> e.training().loss());
        m.close().newline();
    }

    private void drawEpochs(List<EpochResult> epochs, String title, ToDoubleFunction<EpochResult> value) {
        LineChart.ofPoints(
                        "epoch",
                        title,
                        LOW_CHART,
                        List.of(new LineChart.Line(
                                title,
                                epochs.stream().mapToDouble(EpochResult::epoch).toArray(),
                                epochs.stream().mapToDouble(value).toArray())))
                .draw(m);
    }

    /** Best score, hypervolume and diversity over the trials. */
    void drawSearchHistory() {
        bestSoFar().ifPresent(line -> {
            openFigure("Best " + model.metric().title() + " so far");
            LineChart.ofSteps("trials", "best feasible " + model.metric().axisTitle(""), TALL_CHART, List.of(line))
                    .draw(m);
            m.close().newline();
        });
        drawHypervolume();
        drawGenerations();
        model.history().forecastQuality().ifPresent(this::drawForecastQuality);
    }

    /** Quality of the forecasts, that is of the predicted scores by which a search chose its trials. */
    private void drawForecastQuality(ForecastQuality quality) {
        EvaluationMetric metric = model.metric();
        openFigure("Forecasts of the search: " + metric.title());
        m.open("table", "class", "fits").open("thead").open("tr");
        for (String label : List.of(
                "networks",
                "error (RMSE)" + (metric.unit().isEmpty() ? "" : ", points"),
                "Kendall tau",
                "within 2 std. dev.")) {
            m.element("th", label, "scope", "col");
        }
        m.close()
                .close()
                .open("tbody")
                .open("tr")
                .element("td", Integer.toString(quality.trials()))
                .element("td", ReportNumbers.decimals(metric.toDisplayUnits(quality.rmse()), 2))
                .element("td", ReportNumbers.decimals(quality.kendallTau(), 3))
                .element("td", ReportNumbers.percent(quality.coverage(), 1))
                .close()
                .close()
                .close()
                .newline();
        m.element(
                        "p",
                        "The search predicted the score of each network from earlier trials before it evaluated it. It"
                                + " chose networks near the front, which are harder to tell apart than random ones.",
                        "class",
                        "hint")
                .close()
                .newline();
    }

    private void drawHypervolume() {
        List<LineChart.Line> lines = model.history().hypervolume().stream()
                .filter(c -> !c.steps().isEmpty())
                .map(c -> new LineChart.Line(
                        c.label(),
                        c.steps().stream()
                                .mapToDouble(HypervolumeCurve.Step::evaluations)
                                .toArray(),
                        c.steps().stream()
                                .mapToDouble(HypervolumeCurve.Step::value)
                                .toArray()))
                .toList();
        if (!lines.isEmpty()) {
            openFigure("Hypervolume");
            LineChart.ofSteps("trials within the limits", "hypervolume", TALL_CHART, lines)
                    .draw(m);
            m.element(
                            "p",
                            "The share of the objective space that the front dominates; larger is better. "
                                    + model.history().baselineText(),
                            "class",
                            "hint")
                    .close()
                    .newline();
        }
    }

    /** Diversity and new networks per generation: whether the search converged to a few networks. */
    private void drawGenerations() {
        List<GenerationStatistics> generations = model.history().generations();
        if (generations.size() < 2) {
            return;
        }
        openFigure("Diversity");
        double[] numbers =
                generations.stream().mapToDouble(GenerationStatistics::number).toArray();
        // a generation of one network has no diversity; the budget may end the last generation early
        List<GenerationStatistics> withSeveralTrials =
                generations.stream().filter(g -> g.trials() > 1).toList();
        if (!withSeveralTrials.isEmpty()) {
            LineChart.ofPoints(
                            "generation",
                            "diversity, %",
                            LOW_CHART,
                            List.of(new LineChart.Line(
                                    "diversity",
                                    withSeveralTrials.stream()
                                            .mapToDouble(GenerationStatistics::number)
                                            .toArray(),
                                    withSeveralTrials.stream()
                                            .mapToDouble(g -> 100 * g.diversity())
                                            .toArray())))
                    .draw(m);
        }
        LineChart.ofPoints(
                        "generation",
                        "networks",
                        LOW_CHART,
                        List.of(
                                new LineChart.Line(
                                        "new networks",
                                        numbers,
                                        generations.stream()
                                                .mapToDouble(GenerationStatistics::newNetworks)
                                                .toArray()),
                                new LineChart.Line(
                                        "within the limits",
                                        numbers,
                                        generations.stream()
                                                .mapToDouble(GenerationStatistics::feasible)
                                                .toArray())))
                .draw(m);
        m.element(
                        "p",
                        generations.stream()
                                        .mapToInt(GenerationStatistics::newNetworks)
                                        .sum() + " different networks in "
                                + generations.stream()
                                        .mapToInt(GenerationStatistics::trials)
                                        .sum() + " trials. Diversity: the share of genes in which two networks of a"
                                + " generation differ, on average.",
                        "class",
                        "hint")
                .close()
                .newline();
    }

    /** The best score after each trial that improved it; empty if no trial is feasible. */
    private Optional<LineChart.Line> bestSoFar() {
        // pairs of a number of trials and a score
        List<double[]> steps = new ArrayList<>();
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < model.trials().size(); i++) {
            TrialPoint trial = model.trials().get(i);
            if (trial.feasible() && trial.score().orElse(Double.NEGATIVE_INFINITY) > best) {
                best = trial.score().getAsDouble();
                steps.add(new double[] {i + 1, model.metric().toDisplayUnits(best)});
            }
        }
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        steps.add(new double[] {model.trials().size(), model.metric().toDisplayUnits(best)});
        return Optional.of(new LineChart.Line(
                "best " + model.metric().title(),
                steps.stream().mapToDouble(s -> s[0]).toArray(),
                steps.stream().mapToDouble(s -> s[1]).toArray()));
    }

    private void openFigure(String title) {
        m.open("figure").element("figcaption", title).newline();
    }
}

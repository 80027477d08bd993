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

/** The smaller figures below the scatter plot: trust in the latency, training, and the course of the search. */
final class ChartsSection {
    private static final double TALL = 316;
    private static final double LOW = 226;

    private final ReportModel model;
    private final Markup m;

    ChartsSection(ReportModel model, Markup m) {
        this.model = model;
        this.m = m;
    }

    /** How well each table predicts, drawn and in figures, with the noise beside it. */
    void trust() {
        for (TableSummary table : model.tables()) {
            List<MeasuredNetwork> chosen = chosen(table).stream().toList();
            List<MeasuredNetwork> front = front(table);
            if (table.networks().isEmpty()
                    && front.isEmpty()
                    && chosen.isEmpty()
                    && table.validation().isEmpty()) {
                continue;
            }
            figure("Predicted against measured: " + table.name());
            if (!table.networks().isEmpty() || !front.isEmpty() || !chosen.isEmpty()) {
                new ParityPlot(table.networks(), front, chosen).draw(m);
                m.element(
                        "p",
                        "Each point is a whole network that was not used for the table"
                                + (front.isEmpty() ? "" : "; rings are networks of this run's front")
                                + (chosen.isEmpty() ? "" : "; the diamond is the trained one")
                                + ". Full line: equal; dashed: ten percent off.",
                        "class",
                        "hint");
            }
            table.validation().ifPresent(v -> fits(v, table.noise()));
            m.close().newline();
        }
    }

    private List<MeasuredNetwork> front(TableSummary table) {
        return model.delivered().stream()
                .flatMap(d -> d.timing(table.name()).stream()
                        .map(t -> new MeasuredNetwork(d.id(), t.measured().medianMs(), t.predictedMs())))
                .toList();
    }

    private Optional<MeasuredNetwork> chosen(TableSummary table) {
        CostMetric latency = new CostMetric.Latency(table.name());
        return model.measured(table.name())
                .flatMap(k -> model.best()
                        .filter(t -> latency.of(t).isPresent())
                        .map(t -> new MeasuredNetwork(
                                t.id(), k.medianMs(), latency.of(t).getAsDouble())));
    }

    private void fits(Agreement validation, Optional<Agreement> noise) {
        m.open("table", "class", "fits").open("thead").open("tr");
        for (String label : List.of("", "networks", "mean error", "within 5 %", "within 10 %", "Kendall tau")) {
            m.element("th", label, "scope", "col");
        }
        m.close().close().open("tbody");
        fit("predicted", validation);
        noise.ifPresent(n -> fit("noise floor", n));
        m.close().close().newline();
    }

    private void fit(String label, Agreement fit) {
        m.open("tr")
                .element("th", label, "scope", "row")
                .element("td", Integer.toString(fit.networks()))
                .element("td", ReportNumbers.percent(fit.mape(), 2))
                .element("td", ReportNumbers.percent(fit.within5(), 1))
                .element("td", ReportNumbers.percent(fit.within10(), 1))
                .element("td", ReportNumbers.decimals(fit.kendallTau(), 3))
                .close();
    }

    /** Accuracy and loss per epoch of the chosen trial. */
    void training() {
        List<EpochResult> epochs = model.choice().map(ModelCard::history).orElse(List.of());
        if (epochs.isEmpty()) {
            return;
        }
        figure("Training of trial " + model.choice().orElseThrow().name());
        List<EpochResult> validated =
                epochs.stream().filter(e -> e.validation().isPresent()).toList();
        if (!validated.isEmpty()) {
            epochs(
                    validated,
                    "validation accuracy, %",
                    e -> e.validation().orElseThrow().accuracy() * 100);
        }
        epochs(epochs, "training loss", e -> e.training().loss());
        m.close().newline();
    }

    private void epochs(List<EpochResult> epochs, String title, ToDoubleFunction<EpochResult> figure) {
        new LineChart(
                        "epoch",
                        title,
                        LOW,
                        false,
                        List.of(new LineChart.Line(
                                title,
                                epochs.stream().mapToDouble(EpochResult::epoch).toArray(),
                                epochs.stream().mapToDouble(figure).toArray())))
                .draw(m);
    }

    /** The best judged so far, and hypervolume, over the trials. */
    void course() {
        bestSoFar().ifPresent(line -> {
            figure("Best " + model.measure().title() + " so far");
            new LineChart("trials", "best feasible " + model.measure().axis(""), TALL, true, List.of(line)).draw(m);
            m.close().newline();
        });
        hypervolume();
        generations();
        model.course().foresight().ifPresent(this::foresight);
    }

    /** How far predictions can be trusted on which a search chose what it measured. */
    private void foresight(ForecastQuality foresight) {
        EvaluationMetric measure = model.measure();
        figure("Predicted before measured: " + measure.title());
        m.open("table", "class", "fits").open("thead").open("tr");
        for (String label : List.of(
                "networks",
                "error (RMSE)" + (measure.unit().isEmpty() ? "" : ", points"),
                "Kendall tau",
                "within 2 deviations")) {
            m.element("th", label, "scope", "col");
        }
        m.close()
                .close()
                .open("tbody")
                .open("tr")
                .element("td", Integer.toString(foresight.trials()))
                .element("td", ReportNumbers.decimals(measure.shown(foresight.rmse()), 2))
                .element("td", ReportNumbers.decimals(foresight.kendallTau(), 3))
                .element("td", ReportNumbers.percent(foresight.coverage(), 1))
                .close()
                .close()
                .close()
                .newline();
        m.element(
                        "p",
                        "The search predicted each network before it was measured, from those measured before; it"
                                + " chose them as hard cases, so order and error are those of networks near the front.",
                        "class",
                        "hint")
                .close()
                .newline();
    }

    private void hypervolume() {
        List<LineChart.Line> lines = model.course().hypervolume().stream()
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
            figure("Hypervolume");
            new LineChart("trials within the limits", "hypervolume", TALL, true, lines).draw(m);
            m.element(
                            "p",
                            "How much of what is possible within the limits the front covers: the more, the better. "
                                    + model.course().chance(),
                            "class",
                            "hint")
                    .close()
                    .newline();
        }
    }

    /** Whether the search kept looking at new networks, or collapsed to a few. */
    private void generations() {
        List<GenerationStatistics> generations = model.course().generations();
        if (generations.size() < 2) {
            return;
        }
        figure("Diversity");
        double[] numbers =
                generations.stream().mapToDouble(GenerationStatistics::number).toArray();
        // one network alone is no generation to compare within: the last may be cut off by the budget
        List<GenerationStatistics> several =
                generations.stream().filter(g -> g.trials() > 1).toList();
        if (!several.isEmpty()) {
            new LineChart(
                            "generation",
                            "diversity, %",
                            LOW,
                            false,
                            List.of(new LineChart.Line(
                                    "diversity",
                                    several.stream()
                                            .mapToDouble(GenerationStatistics::number)
                                            .toArray(),
                                    several.stream()
                                            .mapToDouble(g -> 100 * g.diversity())
                                            .toArray())))
                    .draw(m);
        }
        new LineChart(
                        "generation",
                        "networks",
                        LOW,
                        false,
                        List.of(
                                new LineChart.Line(
                                        "never seen before",
                                        numbers,
                                        generations.stream()
                                                .mapToDouble(GenerationStatistics::distinct)
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
                                        .mapToInt(GenerationStatistics::distinct)
                                        .sum() + " different networks in "
                                + generations.stream()
                                        .mapToInt(GenerationStatistics::trials)
                                        .sum() + " trials. Diversity: in how many of the space's choices two"
                                + " networks of a generation differ, on average.",
                        "class",
                        "hint")
                .close()
                .newline();
    }

    private Optional<LineChart.Line> bestSoFar() {
        List<double[]> steps = new ArrayList<>();
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < model.trials().size(); i++) {
            TrialPoint trial = model.trials().get(i);
            if (trial.feasible() && trial.merit().orElse(Double.NEGATIVE_INFINITY) > best) {
                best = trial.merit().getAsDouble();
                steps.add(new double[] {i + 1, model.measure().shown(best)});
            }
        }
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        steps.add(new double[] {model.trials().size(), model.measure().shown(best)});
        return Optional.of(new LineChart.Line(
                "best " + model.measure().title(),
                steps.stream().mapToDouble(s -> s[0]).toArray(),
                steps.stream().mapToDouble(s -> s[1]).toArray()));
    }

    private void figure(String title) {
        m.open("figure").element("figcaption", title).newline();
    }
}

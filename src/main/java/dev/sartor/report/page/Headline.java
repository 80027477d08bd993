package dev.sartor.report.page;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.latency.statistics.MeasuredLatency;
import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.report.model.CostMetric;
import dev.sartor.report.model.MetricLimit;
import dev.sartor.report.model.ReportModel;
import dev.sartor.report.model.TrialPoint;
import java.util.OptionalDouble;

/** The run's question answered in one sentence: {@code Best within 0.400 ms: 92.80 % test accuracy at 0.384 ms measured.} */
final class Headline {
    private final ReportModel model;

    Headline(ReportModel model) {
        this.model = model;
    }

    String sentence() {
        return model.best().map(this::best).orElseGet(this::nothing);
    }

    private String best(TrialPoint trial) {
        return "Best "
                + model.leadingLimit()
                        .map(b -> "within " + words(b))
                        .orElse("of " + ReportNumbers.some(model.trials().size(), "trial", "trials"))
                + ": " + accuracy(trial) + " at " + cost(trial) + ".";
    }

    private static String words(MetricLimit bound) {
        return bound.metric() instanceof CostMetric.Latency
                ? bound.amount()
                : bound.amount() + " " + bound.metric().label();
    }

    private String accuracy(TrialPoint trial) {
        if (model.choice().isPresent()) {
            return ReportNumbers.percent(model.choice().get().testAccuracy(), 2) + " test accuracy";
        }
        EvaluationMetric measure = model.measure();
        return trial.merit().isPresent()
                ? ReportNumbers.merit(measure, trial.merit().getAsDouble())
                        + (measure.equals(EvaluationMetric.ACCURACY) ? " validation " : " ") + measure.title()
                        + " in the search"
                : "not judged";
    }

    private String cost(TrialPoint trial) {
        CostMetric metric = model.leadingLimit().map(MetricLimit::metric).orElse(model.leading());
        return switch (metric) {
            case CostMetric.Latency(String table) ->
                model.measured(table).map(this::measured).orElseGet(() -> amount(metric, trial) + " predicted");
            case CostMetric.Macs(), CostMetric.Params() -> amount(metric, trial) + " " + metric.label();
            case CostMetric.Memory() -> amount(metric, trial) + " of activations";
        };
    }

    private static String amount(CostMetric metric, TrialPoint trial) {
        OptionalDouble amount = metric.of(trial);
        return amount.isPresent() ? metric.text(amount.getAsDouble()) : "unknown latency";
    }

    private String measured(MeasuredLatency m) {
        boolean over = model.leadingLimit().filter(b -> m.medianMs() > b.most()).isPresent();
        return ReportNumbers.ms(m.medianMs()) + " measured" + (over ? ", which is over the limit" : "");
    }

    private String nothing() {
        if (model.trials().isEmpty()) {
            return "No trial has finished yet.";
        }
        String none = model.trials().size() == 1
                ? "The one trial does not hold the limits"
                : "None of " + model.trials().size() + " trials holds the limits";
        return none
                + model.shownFirst()
                        .flatMap(t -> model.limits().stream()
                                .filter(b -> b.brokenBy(t))
                                .findFirst()
                                .map(b -> nearest(t, b)))
                        .orElse("")
                + ".";
    }

    private static String nearest(TrialPoint trial, MetricLimit bound) {
        return ": " + trial.id() + " comes nearest, with "
                + bound.metric().text(bound.metric().of(trial).orElseThrow()) + " where " + bound.text();
    }
}

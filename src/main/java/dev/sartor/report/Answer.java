package dev.sartor.report;

import dev.sartor.accuracy.Measure;
import dev.sartor.latency.WholeLatency;
import java.util.OptionalDouble;

/** The run's question answered in one sentence: {@code Best within 0.400 ms: 92.80 % test accuracy at 0.384 ms measured.} */
final class Answer {
    private final ReportModel model;

    Answer(ReportModel model) {
        this.model = model;
    }

    String sentence() {
        return model.best().map(this::best).orElseGet(this::nothing);
    }

    private String best(TrialPoint trial) {
        return "Best "
                + model.leadingLimit()
                        .map(b -> "within " + words(b))
                        .orElse("of " + Figures.some(model.trials().size(), "trial", "trials"))
                + ": " + accuracy(trial) + " at " + cost(trial) + ".";
    }

    private static String words(Bound bound) {
        return bound.metric() instanceof Metric.Latency
                ? bound.amount()
                : bound.amount() + " " + bound.metric().label();
    }

    private String accuracy(TrialPoint trial) {
        if (model.choice().isPresent()) {
            return Figures.percent(model.choice().get().testAccuracy(), 2) + " test accuracy";
        }
        Measure measure = model.measure();
        return trial.merit().isPresent()
                ? Figures.merit(measure, trial.merit().getAsDouble())
                        + (measure.equals(Measure.ACCURACY) ? " validation " : " ") + measure.title() + " in the search"
                : "not judged";
    }

    private String cost(TrialPoint trial) {
        Metric metric = model.leadingLimit().map(Bound::metric).orElse(model.leading());
        return switch (metric) {
            case Metric.Latency(String table) ->
                model.measured(table).map(this::measured).orElseGet(() -> amount(metric, trial) + " predicted");
            case Metric.Macs(), Metric.Params() -> amount(metric, trial) + " " + metric.label();
            case Metric.Memory() -> amount(metric, trial) + " of activations";
        };
    }

    private static String amount(Metric metric, TrialPoint trial) {
        OptionalDouble amount = metric.of(trial);
        return amount.isPresent() ? metric.text(amount.getAsDouble()) : "unknown latency";
    }

    private String measured(WholeLatency m) {
        boolean over = model.leadingLimit().filter(b -> m.medianMs() > b.most()).isPresent();
        return Figures.ms(m.medianMs()) + " measured" + (over ? ", which is over the limit" : "");
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

    private static String nearest(TrialPoint trial, Bound bound) {
        return ": " + trial.id() + " comes nearest, with "
                + bound.metric().text(bound.metric().of(trial).orElseThrow()) + " where " + bound.text();
    }
}

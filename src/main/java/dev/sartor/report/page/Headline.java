package dev.sartor.report.page;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.delivery.ModelCard;
import dev.sartor.delivery.SearchRanking;
import dev.sartor.latency.statistics.MeasuredLatency;
import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.report.model.CostMetric;
import dev.sartor.report.model.MetricLimit;
import dev.sartor.report.model.ReportModel;
import dev.sartor.report.model.TrialPoint;
import java.util.Optional;
import java.util.OptionalDouble;

/** The result of the run in one sentence: {@code Best within 0.400 ms: 92.80 % test accuracy at 0.384 ms measured.} */
final class Headline {
    private final ReportModel model;

    Headline(ReportModel model) {
        this.model = model;
    }

    String sentence() {
        return model.bestTrial().map(this::sentence).orElseGet(this::noFeasibleTrial) + rankingWarning();
    }

    /** A sentence on a search that ranked its trained networks worse than their MACs do; empty for any other. */
    private String rankingWarning() {
        return model.ranking() instanceof SearchRanking.Known known && known.isBelowMacs()
                ? " The search ranked " + known.networks()
                        + " trained networks worse than counting MACs does: Kendall tau " + tau(known.ofScores())
                        + " against " + tau(known.ofMacs()) + "."
                : "";
    }

    private static String tau(SearchRanking.Correlation correlation) {
        return ReportNumbers.decimals(correlation.tau(), 2).replace('-', '−');
    }

    private String sentence(TrialPoint trial) {
        return model.trainedCard()
                .flatMap(ModelCard::largestClassNotBeaten)
                .map(largest -> "No better than a guess: " + accuracy(trial) + " at " + cost(trial)
                        + ", where always answering '" + largest.name() + "' gives "
                        + ReportNumbers.percent(largest.share(), 1) + ".")
                .or(() -> noBetterThanGuess(trial))
                .orElseGet(() -> bestText(trial));
    }

    /**
     * The sentence for a search whose best accuracy is not above that of always answering the most frequent class; empty if it
     * is.
     */
    private Optional<String> noBetterThanGuess(TrialPoint trial) {
        return model.summary()
                .evaluationSet()
                .filter(e -> model.trainedCard().isEmpty()
                        && trial.score().isPresent()
                        && !e.isAboveLargestClass(trial.score().getAsDouble()))
                .map(e -> "No better than a guess: " + accuracy(trial) + " at " + cost(trial)
                        + ", where always answering the most frequent class gives "
                        + ReportNumbers.percent(e.largestClassShare(), 1) + ".");
    }

    private String bestText(TrialPoint trial) {
        return "Best "
                + model.leadingLimit()
                        .map(limit -> "within " + limitText(limit))
                        .orElse("of " + ReportNumbers.plural(model.trials().size(), "trial", "trials"))
                + ": " + accuracy(trial) + " at " + cost(trial) + ".";
    }

    private static String limitText(MetricLimit limit) {
        return limit.metric() instanceof CostMetric.Latency
                ? limit.maxText()
                : limit.maxText() + " " + limit.metric().label();
    }

    /** The test accuracy after training, or else the score in the search. */
    private String accuracy(TrialPoint trial) {
        if (model.trainedCard().isPresent()) {
            ModelCard card = model.trainedCard().get();
            return ReportNumbers.accuracy(card.deliveredTestAccuracy(), card.testInterval()) + " test accuracy"
                    + (card.int8().isPresent() ? " in int8" : "");
        }
        EvaluationMetric metric = model.metric();
        return trial.score().isPresent()
                ? model.scoreText(trial.score().getAsDouble())
                        + (metric.equals(EvaluationMetric.ACCURACY) ? " validation " : " ") + metric.title()
                        + " in the search"
                : "not evaluated";
    }

    /** The cost that the first limit is on, or else the leading one. */
    private String cost(TrialPoint trial) {
        CostMetric metric = model.leadingLimit().map(MetricLimit::metric).orElse(model.leadingMetric());
        return switch (metric) {
            case CostMetric.Latency(String table) ->
                model.measuredLatency(table)
                        .map(this::measuredText)
                        .orElseGet(() -> amount(metric, trial) + " predicted");
            case CostMetric.Macs(), CostMetric.Params() -> amount(metric, trial) + " " + metric.label();
            case CostMetric.Memory() -> amount(metric, trial) + " of activations";
            case CostMetric.Flash() -> amount(metric, trial) + " of weights";
        };
    }

    private static String amount(CostMetric metric, TrialPoint trial) {
        OptionalDouble amount = metric.value(trial);
        return amount.isPresent() ? metric.format(amount.getAsDouble()) : "unknown latency";
    }

    private String measuredText(MeasuredLatency m) {
        boolean isOverLimit =
                model.leadingLimit().filter(limit -> m.medianMs() > limit.max()).isPresent();
        return ReportNumbers.ms(m.medianMs()) + " measured" + (isOverLimit ? ", which is over the limit" : "");
    }

    private String noFeasibleTrial() {
        if (model.trials().isEmpty()) {
            return "No trial has finished yet.";
        }
        String none = model.trials().size() == 1
                ? "The only trial is not within the limits"
                : "None of " + model.trials().size() + " trials is within the limits";
        return none
                + model.initialTrial()
                        .flatMap(t -> model.limits().stream()
                                .filter(limit -> limit.isExceededBy(t))
                                .findFirst()
                                .map(limit -> nearestText(t, limit)))
                        .orElse("")
                + ".";
    }

    private static String nearestText(TrialPoint trial, MetricLimit limit) {
        return ": " + trial.id() + " is nearest, with "
                + limit.metric().format(limit.metric().value(trial).orElseThrow()) + ", limit: " + limit.text();
    }
}

package dev.sartor.cli.output;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.search.front.Trial;
import dev.sartor.search.run.SearchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The result of a search as lines of text: the front as a table, and what is known of its accuracies and latencies. */
public final class SearchResultText {
    private static final String ROW = "%6s %10s %s%12s %10s %10s  %s";

    private SearchResultText() {}

    /** @param evaluationSet the images that the accuracies were measured on; empty if they are not measured on images */
    public static List<String> of(SearchResult result, EvaluationMetric metric, Optional<EvaluationSet> evaluationSet) {
        List<String> lines = new ArrayList<>();
        lines.add(ConsoleFormat.format(
                ROW,
                "trial",
                metric.name(),
                evaluationSet.map(_ -> "     95 % ").orElse(""),
                "latency",
                "MACs",
                "params",
                "blocks"));
        result.front().forEach(t -> lines.add(row(t, metric, evaluationSet)));
        lines.add(ConsoleFormat.format(
                "%d of %d trials on the front, hypervolume %s",
                result.front().size(), result.trials().size(), ConsoleFormat.hypervolume(result.hypervolume())));
        evaluationSet.ifPresent(e -> result.best()
                .ifPresent(
                        b -> lines.addAll(AccuracyCertainty.summary(e, b.score().orElseThrow()))));
        result.measuredShares()
                .forEach((table, share) -> lines.add(ConsoleFormat.format(
                        "at least %.1f %% of the latency of each network on the front comes from rows of table %s;"
                                + " the rest is estimated",
                        100 * share, table)));
        return lines;
    }

    private static String row(Trial trial, EvaluationMetric metric, Optional<EvaluationSet> evaluationSet) {
        double score = trial.score().orElseThrow();
        return ConsoleFormat.format(
                ROW,
                trial.id(),
                ConsoleFormat.score(metric, score),
                evaluationSet
                        .map(e -> ConsoleFormat.format("%9s ", AccuracyCertainty.interval(e, score)))
                        .orElse(""),
                trial.costs().latencyMs().isEmpty()
                        ? ""
                        : ConsoleFormat.format("%.4f ms", trial.costs().worstLatencyMs()),
                ConsoleFormat.count(trial.costs().macs()),
                ConsoleFormat.count(trial.costs().params()),
                String.join(" ", trial.blocks()));
    }
}

package dev.sartor.report.page;

import dev.sartor.accuracy.EvaluationSet;
import dev.sartor.base.math.WilsonInterval;
import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.report.model.CostMetric;
import dev.sartor.report.model.ReportModel;
import dev.sartor.report.model.TrialPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A column of the table of trials, which the tooltips and the details of a trial show as well.
 *
 * @param label   title of the column
 * @param text    text of a trial's cell
 * @param sortKey number by which trials are sorted; NaN if there is no value
 */
record TrialColumn(String label, Function<TrialPoint, String> text, ToDoubleFunction<TrialPoint> sortKey) {
    private static final String NONE = "–";

    /** The columns. The first is the id, which has no sort key: trials stay in the order of the run. */
    static List<TrialColumn> of(ReportModel model) {
        List<TrialColumn> columns = new ArrayList<>();
        columns.add(new TrialColumn("trial", TrialPoint::id, _ -> Double.NaN));
        columns.add(new TrialColumn(
                model.metric().title(),
                t -> score(model, t.score()),
                t -> t.score().orElse(Double.NaN)));
        model.summary().evaluationSet().ifPresent(e -> columns.add(interval(e)));
        model.tables().forEach(t -> columns.add(of(new CostMetric.Latency(t.name()))));
        columns.add(of(new CostMetric.Macs()));
        columns.add(of(new CostMetric.Params()));
        columns.add(of(new CostMetric.Memory()));
        columns.add(of(new CostMetric.Flash()));
        columns.add(new TrialColumn("generation", t -> Integer.toString(t.generation()), TrialPoint::generation));
        columns.add(new TrialColumn("status", t -> status(model, t), t -> t.onFront() ? 0 : t.feasible() ? 1 : 2));
        return List.copyOf(columns);
    }

    private static TrialColumn of(CostMetric metric) {
        return new TrialColumn(
                metric.label(),
                t -> metric.value(t).isPresent() ? metric.format(metric.value(t).getAsDouble()) : NONE,
                t -> metric.value(t).orElse(Double.NaN));
    }

    /** The confidence interval of the accuracy; it sorts by its low end. */
    private static TrialColumn interval(EvaluationSet images) {
        return new TrialColumn(
                "95 % interval",
                t -> t.score().isPresent() ? text(images.interval(t.score().getAsDouble())) : NONE,
                t -> t.score().isPresent()
                        ? images.interval(t.score().getAsDouble()).lower()
                        : Double.NaN);
    }

    private static String text(WilsonInterval interval) {
        return ReportNumbers.decimals(100 * interval.lower(), 1) + "–" + ReportNumbers.percent(interval.upper(), 1);
    }

    private static String score(ReportModel model, OptionalDouble score) {
        return score.isPresent() ? model.scoreText(score.getAsDouble()) : NONE;
    }

    /** {@code front}, {@code dominated}, or which limits are exceeded. */
    private static String status(ReportModel model, TrialPoint trial) {
        String exceeded = model.limits().stream()
                .filter(limit -> limit.isExceededBy(trial))
                .map(limit -> limit.metric().label())
                .collect(Collectors.joining(" and "));
        return trial.onFront()
                ? "front"
                : trial.feasible() ? "dominated" : exceeded.isEmpty() ? "over a limit" : "over limit: " + exceeded;
    }
}

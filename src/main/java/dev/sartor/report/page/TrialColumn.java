package dev.sartor.report.page;

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
 * One figure of a trial, as the table of trials, the tooltips and the shown trial's list tell it.
 *
 * @param text  what is read
 * @param order what is sorted by; NaN where there is no figure
 */
record TrialColumn(String label, Function<TrialPoint, String> text, ToDoubleFunction<TrialPoint> order) {
    private static final String NONE = "–";

    /** The columns of a run's trials; the first is the id, whose order is that of the trials. */
    static List<TrialColumn> of(ReportModel model) {
        List<TrialColumn> columns = new ArrayList<>();
        columns.add(new TrialColumn("trial", TrialPoint::id, _ -> Double.NaN));
        columns.add(new TrialColumn(
                model.measure().title(),
                t -> merit(model, t.merit()),
                t -> t.merit().orElse(Double.NaN)));
        model.tables().forEach(t -> columns.add(of(new CostMetric.Latency(t.name()))));
        columns.add(of(new CostMetric.Macs()));
        columns.add(of(new CostMetric.Params()));
        columns.add(of(new CostMetric.Memory()));
        columns.add(new TrialColumn("generation", t -> Integer.toString(t.generation()), TrialPoint::generation));
        columns.add(new TrialColumn("standing", t -> standing(model, t), t -> t.onFront() ? 0 : t.feasible() ? 1 : 2));
        return List.copyOf(columns);
    }

    private static TrialColumn of(CostMetric metric) {
        return new TrialColumn(
                metric.label(),
                t -> metric.of(t).isPresent() ? metric.text(metric.of(t).getAsDouble()) : NONE,
                t -> metric.of(t).orElse(Double.NaN));
    }

    private static String merit(ReportModel model, OptionalDouble merit) {
        return merit.isPresent() ? ReportNumbers.merit(model.measure(), merit.getAsDouble()) : NONE;
    }

    /** {@code front}, {@code dominated}, or which limits are exceeded. */
    private static String standing(ReportModel model, TrialPoint trial) {
        String broken = model.limits().stream()
                .filter(b -> b.brokenBy(trial))
                .map(b -> b.metric().label())
                .collect(Collectors.joining(" and "));
        return trial.onFront()
                ? "front"
                : trial.feasible() ? "dominated" : broken.isEmpty() ? "over a limit" : "over limit: " + broken;
    }
}

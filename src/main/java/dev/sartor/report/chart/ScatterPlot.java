package dev.sartor.report.chart;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.report.markup.Markup;
import dev.sartor.report.markup.PathData;
import dev.sartor.report.markup.ReportNumbers;
import dev.sartor.report.model.CostMetric;
import dev.sartor.report.model.MetricLimit;
import dev.sartor.report.model.ReportModel;
import dev.sartor.report.model.TrialPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * A scatter plot of the scores of all trials against one cost, with the front as a staircase. Dominated trials are small,
 * infeasible ones hollow, and trials that were not evaluated are on the lower axis. Outliers are drawn at the border.
 */
public final class ScatterPlot {
    // size in SVG user units
    private static final double WIDTH = 760;
    private static final double HEIGHT = 446;
    /** Trials beyond this multiple of the limit do not widen the plot. */
    private static final double MAX_LIMIT_MULTIPLE = 1.6;

    /**
     * The mark of a trial.
     *
     * @param number index of the trial in the run
     * @param x      cost in the unit of the x axis
     * @param y      score in the unit of the y axis; empty if the trial was not evaluated
     */
    private record Mark(int number, TrialPoint trial, double x, OptionalDouble y) {
        /** Drawing order: higher layers are drawn on top. */
        int layer() {
            return trial.onFront() ? 2 : trial.feasible() ? 1 : 0;
        }

        String style() {
            return trial.onFront() ? "front" : trial.feasible() ? "dominated" : "over";
        }

        boolean isEvaluated() {
            return y.isPresent();
        }
    }

    /** The index of the best trial, which is drawn with a ring. */
    private final Optional<Integer> bestIndex;
    /** The limit in the unit of the x axis. */
    private final Optional<Double> limitX;

    private final String limitText;
    private final List<Mark> marks = new ArrayList<>();
    private final Axis x;
    private final Axis y;
    private final PlotFrame plot;

    public ScatterPlot(ReportModel model, CostMetric metric) {
        double max = model.trials().stream()
                .mapToDouble(t -> metric.value(t).orElse(0))
                .max()
                .orElse(1);
        CostMetric.AxisUnit unit = metric.axisUnit(max);
        for (int i = 0; i < model.trials().size(); i++) {
            TrialPoint trial = model.trials().get(i);
            if (metric.value(trial).isPresent()) {
                marks.add(new Mark(
                        i,
                        trial,
                        metric.value(trial).getAsDouble() / unit.size(),
                        inDisplayUnits(trial.score(), model.metric())));
            }
        }
        Optional<MetricLimit> limit =
                model.limits().stream().filter(l -> l.metric().equals(metric)).findFirst();
        limitX = limit.map(l -> l.max() / unit.size());
        limitText = limit.map(l -> "limit " + l.maxText()).orElse("");
        bestIndex = model.bestTrial().map(model.trials()::indexOf);
        double maxX = model.feasibleCount() == 0
                ? Double.POSITIVE_INFINITY
                : MAX_LIMIT_MULTIPLE * limitX.orElse(Double.POSITIVE_INFINITY);
        x = Axis.around(
                unit.title(),
                DoubleStream.concat(
                                limitX.stream().mapToDouble(l -> l),
                                marks.stream().filter(this::isAlwaysInRange).mapToDouble(Mark::x))
                        .toArray(),
                marks.stream().mapToDouble(Mark::x).filter(v -> v <= maxX).toArray());
        y = Axis.around(
                model.metric().axisTitle(" in the search"),
                marks.stream()
                        .filter(this::isAlwaysInRange)
                        .flatMapToDouble(m -> m.y().stream())
                        .toArray(),
                marks.stream().flatMapToDouble(m -> m.y().stream()).toArray());
        plot = new PlotFrame(x, y, WIDTH, HEIGHT);
    }

    private static OptionalDouble inDisplayUnits(OptionalDouble score, EvaluationMetric metric) {
        return score.isPresent() ? OptionalDouble.of(metric.toDisplayUnits(score.getAsDouble())) : score;
    }

    private boolean isAlwaysInRange(Mark mark) {
        return mark.trial().onFront()
                || bestIndex.filter(i -> i == mark.number()).isPresent();
    }

    /** Writes the plot. */
    public void draw(Markup m) {
        plot.open(
                m,
                "scatter",
                "group",
                "Scatter plot of " + marks.size() + " trials: " + y.title() + ", against "
                        + x.title() + (limitText.isEmpty() ? "" : ", with the " + limitText)
                        + ". The table of trials contains the same values.");
        limitX.ifPresent(l -> drawLimit(m, l));
        var stairs = ParetoStaircase.of(marks.stream()
                .filter(mark -> mark.trial().feasible() && mark.isEvaluated())
                .map(mark -> new ParetoStaircase.Point(mark.x(), mark.y().getAsDouble()))
                .toList());
        if (!stairs.steps().isEmpty()) {
            m.empty("path", "class", "stairs", "d", stairs.path(plot)).newline();
        }
        marks.stream()
                .filter(mark -> bestIndex.filter(i -> i == mark.number()).isPresent())
                .forEach(mark -> drawRing(m, mark));
        marks.stream().sorted(Comparator.comparingInt(Mark::layer)).forEachOrdered(mark -> drawMark(m, mark));
        m.close().newline();
        writeNote(m);
    }

    private void drawLimit(Markup m, double limit) {
        m.empty(
                "rect",
                "class",
                "beyond",
                "x",
                plot.x(limit),
                "y",
                plot.top(),
                "width",
                plot.right() - plot.x(limit),
                "height",
                plot.bottom() - plot.top());
        m.empty("path", "class", "limit", "d", PathData.of("M", plot.x(limit), plot.top(), "V", plot.bottom()));
        boolean isLabelOnLeft = plot.x(limit) > (plot.left() + plot.right()) / 2;
        m.element(
                        "text",
                        limitText,
                        "class",
                        "note " + (isLabelOnLeft ? "end" : ""),
                        "x",
                        plot.x(limit) + (isLabelOnLeft ? -6 : 6),
                        "y",
                        plot.bottom() - 10)
                .newline();
    }

    private void drawRing(Markup m, Mark mark) {
        double py = mark.isEvaluated() ? plot.y(mark.y().getAsDouble()) : plot.bottom();
        m.empty("circle", "class", "ring", "cx", plot.x(mark.x()), "cy", py, "r", 9);
        boolean isLabelOnLeft = plot.x(mark.x()) > plot.right() - 120;
        m.element(
                        "text",
                        "trial " + mark.trial().id(),
                        "class",
                        "note best " + (isLabelOnLeft ? "end" : ""),
                        "x",
                        plot.x(mark.x()) + (isLabelOnLeft ? -13 : 13),
                        "y",
                        py - 8)
                .newline();
    }

    private void drawMark(Markup m, Mark mark) {
        double py = mark.isEvaluated() ? plot.y(mark.y().getAsDouble()) : plot.bottom();
        m.empty(
                        "circle",
                        "class",
                        "pt " + mark.style(),
                        "data-t",
                        mark.number(),
                        "cx",
                        plot.x(mark.x()),
                        "cy",
                        py,
                        "r",
                        mark.trial().onFront() ? 5.5 : 3.5)
                .newline();
    }

    /** A note on outliers and on trials that were not evaluated. */
    private void writeNote(Markup m) {
        long outside = marks.stream()
                .filter(mark -> !x.contains(mark.x())
                        || mark.isEvaluated() && !y.contains(mark.y().getAsDouble()))
                .count();
        long unevaluated = marks.stream().filter(mark -> !mark.isEvaluated()).count();
        if (outside + unevaluated > 0) {
            m.element(
                    "p",
                    (outside > 0
                                    ? ReportNumbers.plural(outside, "trial is", "trials are")
                                            + " outside the range of the plot, drawn at its border. "
                                    : "")
                            + (unevaluated > 0
                                    ? ReportNumbers.plural(unevaluated, "trial was", "trials were")
                                            + " not evaluated, drawn on the lower axis."
                                    : ""),
                    "class",
                    "hint");
        }
    }
}

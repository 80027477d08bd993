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
 * All trials, what they were judged by against one cost: the front as a staircase, dominated ones small, those over a limit hollow, and
 * those that were not judged on the lower axis. Outliers stand at the border of the plot.
 */
public final class ScatterPlot {
    private static final double WIDTH = 760;
    private static final double HEIGHT = 446;
    /** How far beyond a limit the plot shows what is over it, so that what holds it gets the room. */
    private static final double BEYOND_LIMIT = 1.6;

    /** A trial's mark: its number in the run, and its place in the axes' units. */
    private record Mark(int number, TrialPoint trial, double x, OptionalDouble y) {
        /** What is drawn later lies on top. */
        int layer() {
            return trial.onFront() ? 2 : trial.feasible() ? 1 : 0;
        }

        String style() {
            return trial.onFront() ? "front" : trial.feasible() ? "dominated" : "over";
        }

        boolean judged() {
            return y.isPresent();
        }
    }

    private final Optional<Integer> shown;
    private final Optional<Double> limit;
    private final String limitText;
    private final List<Mark> marks = new ArrayList<>();
    private final Axis x;
    private final Axis y;
    private final PlotFrame plot;

    public ScatterPlot(ReportModel model, CostMetric metric) {
        double max = model.trials().stream()
                .mapToDouble(t -> metric.of(t).orElse(0))
                .max()
                .orElse(1);
        CostMetric.AxisUnit unit = metric.axisUnit(max);
        for (int i = 0; i < model.trials().size(); i++) {
            TrialPoint trial = model.trials().get(i);
            if (metric.of(trial).isPresent()) {
                marks.add(new Mark(
                        i, trial, metric.of(trial).getAsDouble() / unit.size(), shown(trial.merit(), model.measure())));
            }
        }
        Optional<MetricLimit> bound =
                model.limits().stream().filter(b -> b.metric().equals(metric)).findFirst();
        limit = bound.map(b -> b.most() / unit.size());
        limitText = bound.map(b -> "limit " + b.amount()).orElse("");
        shown = model.best().map(model.trials()::indexOf);
        double farthest = model.feasible() == 0
                ? Double.POSITIVE_INFINITY
                : BEYOND_LIMIT * limit.orElse(Double.POSITIVE_INFINITY);
        x = Axis.around(
                unit.title(),
                DoubleStream.concat(
                                limit.stream().mapToDouble(l -> l),
                                marks.stream().filter(this::needed).mapToDouble(Mark::x))
                        .toArray(),
                marks.stream().mapToDouble(Mark::x).filter(v -> v <= farthest).toArray());
        y = Axis.around(
                model.measure().axis(" in the search"),
                marks.stream()
                        .filter(this::needed)
                        .flatMapToDouble(m -> m.y().stream())
                        .toArray(),
                marks.stream().flatMapToDouble(m -> m.y().stream()).toArray());
        plot = new PlotFrame(x, y, WIDTH, HEIGHT);
    }

    private static OptionalDouble shown(OptionalDouble merit, EvaluationMetric measure) {
        return merit.isPresent() ? OptionalDouble.of(measure.shown(merit.getAsDouble())) : merit;
    }

    private boolean needed(Mark mark) {
        return mark.trial().onFront() || shown.filter(i -> i == mark.number()).isPresent();
    }

    public void draw(Markup m) {
        plot.open(
                m,
                "scatter",
                "group",
                "Scatter plot of " + marks.size() + " trials: " + y.title() + ", against "
                        + x.title() + (limitText.isEmpty() ? "" : ", with the " + limitText)
                        + ". The same figures stand in the table of trials.");
        limit.ifPresent(at -> limit(m, at));
        var stairs = ParetoStaircase.of(marks.stream()
                .filter(k -> k.trial().feasible() && k.judged())
                .map(k -> new ParetoStaircase.Point(k.x(), k.y().getAsDouble()))
                .toList());
        if (!stairs.steps().isEmpty()) {
            m.leaf("path", "class", "stairs", "d", stairs.path(plot)).newline();
        }
        marks.stream()
                .filter(k -> shown.filter(i -> i == k.number()).isPresent())
                .forEach(k -> ring(m, k));
        marks.stream().sorted(Comparator.comparingInt(Mark::layer)).forEachOrdered(k -> mark(m, k));
        m.close().newline();
        note(m);
    }

    private void limit(Markup m, double at) {
        m.leaf(
                "rect",
                "class",
                "beyond",
                "x",
                plot.x(at),
                "y",
                plot.top(),
                "width",
                plot.right() - plot.x(at),
                "height",
                plot.bottom() - plot.top());
        m.leaf("path", "class", "limit", "d", PathData.of("M", plot.x(at), plot.top(), "V", plot.bottom()));
        boolean leftward = plot.x(at) > (plot.left() + plot.right()) / 2;
        m.element(
                        "text",
                        limitText,
                        "class",
                        "note " + (leftward ? "end" : ""),
                        "x",
                        plot.x(at) + (leftward ? -6 : 6),
                        "y",
                        plot.bottom() - 10)
                .newline();
    }

    private void ring(Markup m, Mark k) {
        double py = k.judged() ? plot.y(k.y().getAsDouble()) : plot.bottom();
        m.leaf("circle", "class", "ring", "cx", plot.x(k.x()), "cy", py, "r", 9);
        boolean leftward = plot.x(k.x()) > plot.right() - 120;
        m.element(
                        "text",
                        "trial " + k.trial().id(),
                        "class",
                        "note best " + (leftward ? "end" : ""),
                        "x",
                        plot.x(k.x()) + (leftward ? -13 : 13),
                        "y",
                        py - 8)
                .newline();
    }

    private void mark(Markup m, Mark k) {
        double py = k.judged() ? plot.y(k.y().getAsDouble()) : plot.bottom();
        m.leaf(
                        "circle",
                        "class",
                        "pt " + k.style(),
                        "data-t",
                        k.number(),
                        "cx",
                        plot.x(k.x()),
                        "cy",
                        py,
                        "r",
                        k.trial().onFront() ? 5.5 : 3.5)
                .newline();
    }

    /** Says what the plot cannot show in place. */
    private void note(Markup m) {
        long outside = marks.stream()
                .filter(k -> !x.holds(k.x()) || k.judged() && !y.holds(k.y().getAsDouble()))
                .count();
        long unjudged = marks.stream().filter(k -> !k.judged()).count();
        if (outside + unjudged > 0) {
            m.element(
                    "p",
                    (outside > 0
                                    ? ReportNumbers.some(outside, "trial lies", "trials lie")
                                            + " outside the plot and at its border. "
                                    : "")
                            + (unjudged > 0
                                    ? ReportNumbers.some(unjudged, "trial was", "trials were")
                                            + " not judged: on the lower axis."
                                    : ""),
                    "class",
                    "hint");
        }
    }
}

package dev.sartor.report.chart;

import dev.sartor.report.markup.PathData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The non-dominated points of a plane where small x and large y are better, as a staircase. */
final class ParetoStaircase {

    /** A point of the plane. */
    record Point(double x, double y) {}

    private final List<Point> steps;

    private ParetoStaircase(List<Point> steps) {
        this.steps = steps;
    }

    static ParetoStaircase of(Collection<Point> points) {
        List<Point> steps = new ArrayList<>();
        points.stream()
                .sorted(Comparator.comparingDouble(Point::x).thenComparing(Point::y, Comparator.reverseOrder()))
                .filter(p -> steps.isEmpty() || p.y() > steps.getLast().y())
                .forEachOrdered(steps::add);
        return new ParetoStaircase(List.copyOf(steps));
    }

    /** The non-dominated points in ascending order of x and y. */
    List<Point> steps() {
        return steps;
    }

    /** The staircase from the lower to the right border of the plot as path data; empty without points. */
    String path(PlotFrame plot) {
        if (steps.isEmpty()) {
            return "";
        }
        var d = new StringBuilder(PathData.of("M", plot.x(steps.getFirst().x()), plot.bottom()));
        for (Point step : steps) {
            d.append(PathData.of("H", plot.x(step.x()), "V", plot.y(step.y())));
        }
        return d.append(PathData.of("H", plot.right())).toString();
    }
}

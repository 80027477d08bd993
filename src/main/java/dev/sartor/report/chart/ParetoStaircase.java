package dev.sartor.report.chart;

import dev.sartor.report.markup.PathData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The points that no other beats in a plane where less x and more y are better, and the steps that they bound. */
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

    /** In order of x, and so of y. */
    List<Point> steps() {
        return steps;
    }

    /** The outline from the plot's lower border over the steps to its right border, as path data; empty without points. */
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

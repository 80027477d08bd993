package dev.sartor.report.model;

import java.util.List;

/**
 * The hypervolume of a search against the number of evaluations.
 *
 * @param label the name of the curve in a chart
 */
public record HypervolumeCurve(String label, List<Step> steps) {
    public HypervolumeCurve {
        steps = List.copyOf(steps);
    }

    /** The hypervolume after a number of evaluations. */
    public record Step(int evaluations, double value) {}
}

package dev.sartor.report.model;

import java.util.List;

/** A figure that grows while a search runs, such as hypervolume, in order of evaluations. */
public record HypervolumeCurve(String label, List<Step> steps) {
    public HypervolumeCurve {
        steps = List.copyOf(steps);
    }

    /** The figure's value after so many evaluations. */
    public record Step(int evaluations, double value) {}
}

package dev.sartor.report.model;

import java.util.List;

/** The hypervolume of a search over its evaluations. */
public record HypervolumeCurve(String label, List<Step> steps) {
    public HypervolumeCurve {
        steps = List.copyOf(steps);
    }

    /** The hypervolume after a number of evaluations. */
    public record Step(int evaluations, double value) {}
}

package dev.sartor.report;

import java.util.List;

/** A figure that grows while a search runs, such as hypervolume, in order of evaluations. */
public record Curve(String label, List<Step> steps) {
    public Curve {
        steps = List.copyOf(steps);
    }

    /** The figure's value after so many evaluations. */
    public record Step(int evaluations, double value) {}
}

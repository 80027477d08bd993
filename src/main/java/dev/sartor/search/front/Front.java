package dev.sartor.search.front;

import dev.sartor.search.problem.Objective;
import dev.sartor.search.problem.SearchProblem;
import io.jenetics.ext.moea.ParetoFront;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Pareto front of the trials within the limits, updated with each trial. */
public final class Front {
    /** @param objectiveValues to be minimised */
    private record Point(Trial trial, double[] objectiveValues) {}

    private final List<Objective> objectives;
    private final double[] referencePoint;
    private final ParetoFront<Point> points =
            new ParetoFront<>((a, b) -> Solution.dominance(a.objectiveValues(), b.objectiveValues()));

    /** @param referencePoint reference point of the hypervolume: a value to minimise for each objective */
    public Front(List<Objective> objectives, double... referencePoint) {
        if (referencePoint.length != objectives.size()) {
            throw new IllegalArgumentException(
                    referencePoint.length + " reference values for " + objectives.size() + " objectives");
        }
        this.objectives = List.copyOf(objectives);
        this.referencePoint = referencePoint.clone();
    }

    /** An empty front with the reference point of the problem, see {@link ReferencePoint}. */
    public static Front of(SearchProblem problem) {
        return new Front(problem.objectives(), ReferencePoint.of(problem));
    }

    /** Adds a trial, unless it is beyond the limits or dominated. */
    public void add(Trial trial) {
        if (!trial.isScored()) {
            return;
        }
        points.add(new Point(
                trial,
                Objective.toMinimise(objectives, trial.costs(), trial.score().getAsDouble())));
    }

    public int size() {
        return points.size();
    }

    /** The trials in descending order of score, then by id. */
    public List<Trial> trials() {
        return points.stream()
                .map(Point::trial)
                .sorted(Comparator.comparingDouble((Trial t) -> -t.score().getAsDouble())
                        .thenComparingInt(Trial::id))
                .toList();
    }

    /** The trial with the highest score within the limits; of equal ones the first. */
    public Optional<Trial> best() {
        return trials().stream().findFirst();
    }

    /**
     * The dominated volume as a share of the box between the ideal point (no error, no cost) and the reference point, in [0, 1].
     * Training-free scores have no ideal value. With them it is the dominated volume above a score of 0, where each cost is divided by
     * its reference value.
     */
    public double hypervolume() {
        double[] ones = new double[referencePoint.length];
        Arrays.fill(ones, 1);
        return Hypervolume.of(
                points.stream().map(p -> scaled(p.objectiveValues())).toList(), ones);
    }

    /** The values relative to the reference point. */
    private double[] scaled(double[] values) {
        double[] scaled = new double[values.length];
        Arrays.setAll(scaled, i -> values[i] / referencePoint[i]);
        return scaled;
    }
}

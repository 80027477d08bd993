package dev.sartor.search.front;

import dev.sartor.search.problem.Objective;
import dev.sartor.search.problem.SearchProblem;
import io.jenetics.ext.moea.ParetoFront;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The trials within the limits that no other dominates, kept up to date as trials come in. */
public final class Front {
    private record Point(Trial trial, double[] toMinimise) {}

    private final List<Objective> objectives;
    private final double[] scale;
    private final ParetoFront<Point> points =
            new ParetoFront<>((a, b) -> Solution.dominance(a.toMinimise(), b.toMinimise()));

    /** @param scale for each objective the figure (error, or cost) at which the dominated volume ends */
    public Front(List<Objective> objectives, double... scale) {
        if (scale.length != objectives.size()) {
            throw new IllegalArgumentException(
                    scale.length + " ends of scale for " + objectives.size() + " objectives");
        }
        this.objectives = List.copyOf(objectives);
        this.scale = scale.clone();
    }

    /** An empty front whose volume is measured up to the problem's limits, and where a cost has none up to its maximum. */
    public static Front of(SearchProblem problem) {
        return new Front(problem.objectives(), ReferencePoint.of(problem));
    }

    /** Takes a trial in, unless it is beyond the limits or dominated. */
    public void add(Trial trial) {
        if (!trial.eligible()) {
            return;
        }
        points.add(new Point(
                trial,
                Objective.toMinimise(objectives, trial.costs(), trial.merit().getAsDouble())));
    }

    public int size() {
        return points.size();
    }

    /** The most accurate first, then by id. */
    public List<Trial> trials() {
        return points.stream()
                .map(Point::trial)
                .sorted(Comparator.comparingDouble((Trial t) -> -t.merit().getAsDouble())
                        .thenComparingInt(Trial::id))
                .toList();
    }

    /** The most accurate trial within the limits; among equals the one that was found first. */
    public Optional<Trial> best() {
        return trials().stream().findFirst();
    }

    /**
     * The dominated volume as a share of the box between the ideal (no error, no cost) and the scale: in [0, 1]. Scores
     * have no ideal: where merits are scores, it is the score above 0 summed over the shares of the costs' scales.
     */
    public double hypervolume() {
        double[] ones = new double[scale.length];
        Arrays.fill(ones, 1);
        return Hypervolume.of(points.stream().map(p -> scaled(p.toMinimise())).toList(), ones);
    }

    private double[] scaled(double[] figures) {
        double[] scaled = new double[figures.length];
        Arrays.setAll(scaled, i -> figures[i] / scale[i]);
        return scaled;
    }
}

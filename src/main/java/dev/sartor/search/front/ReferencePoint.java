package dev.sartor.search.front;

import dev.sartor.search.problem.Cost;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.Objective;
import dev.sartor.search.problem.SearchProblem;
import java.util.List;
import java.util.Optional;

/**
 * Reference point of the hypervolume: an accuracy, score or reward of 0, and each cost at its limit, or without a limit at its maximum
 * over the space.
 */
public final class ReferencePoint {
    /** The value to minimise, 1 - score, of a score of 0. */
    private static final double VALUE_OF_SCORE_0 = 1;

    private ReferencePoint() {}

    /** The value of each objective, to be minimised. */
    public static double[] of(SearchProblem problem) {
        return problem.objectives().stream()
                .mapToDouble(o -> switch (o) {
                    case Objective.Maximise _, Objective.Reward _ -> VALUE_OF_SCORE_0;
                    case Objective.Minimise(Cost cost) -> maximum(cost, problem);
                    case Objective.MinimiseMeanLatency() ->
                        problem.costModel().tables().stream()
                                .mapToDouble(t -> maximum(new Cost.Latency(Optional.of(t)), problem))
                                .average()
                                .orElseThrow();
                })
                .toArray();
    }

    private static double maximum(Cost cost, SearchProblem problem) {
        List<Limit> limits =
                problem.limits().stream().filter(l -> l.cost().equals(cost)).toList();
        return limits.stream()
                .mapToDouble(Limit::maximum)
                .min()
                .orElseGet(() -> problem.costModel().maximum(cost).value());
    }
}

package dev.sartor.search.front;

import dev.sartor.search.problem.Cost;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.Objective;
import dev.sartor.search.problem.SearchProblem;
import java.util.List;
import java.util.Optional;

/** Where the box of the hypervolume ends on each axis: an accuracy, score or reward of 0; a cost's limit, or the most it can be. */
public final class ReferencePoint {
    private ReferencePoint() {}

    public static double[] of(SearchProblem problem) {
        return problem.objectives().stream()
                .mapToDouble(o -> switch (o) {
                    case Objective.Most _, Objective.Reward _ -> 1;
                    case Objective.Least(Cost cost) -> most(cost, problem);
                    case Objective.LeastMeanLatency() ->
                        problem.costModel().tables().stream()
                                .mapToDouble(t -> most(new Cost.Latency(Optional.of(t)), problem))
                                .average()
                                .orElseThrow();
                })
                .toArray();
    }

    private static double most(Cost cost, SearchProblem problem) {
        List<Limit> limits =
                problem.limits().stream().filter(l -> l.cost().equals(cost)).toList();
        return limits.stream()
                .mapToDouble(Limit::most)
                .min()
                .orElseGet(() -> problem.costModel().greatest(cost).value());
    }
}

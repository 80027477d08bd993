package dev.sartor.search;

import java.util.List;
import java.util.Optional;

/** Where the box of the hypervolume ends on each axis: an accuracy, score or reward of 0; a cost's limit, or the most it can be. */
final class Scale {
    private Scale() {}

    static double[] of(Problem problem) {
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

    private static double most(Cost cost, Problem problem) {
        List<Limit> limits =
                problem.limits().stream().filter(l -> l.cost().equals(cost)).toList();
        return limits.stream()
                .mapToDouble(Limit::most)
                .min()
                .orElseGet(() -> problem.costModel().greatest(cost).value());
    }
}

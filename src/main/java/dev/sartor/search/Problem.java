package dev.sartor.search;

import dev.sartor.arch.Nearest;
import dev.sartor.arch.UserError;
import dev.sartor.space.Genome;
import dev.sartor.space.SearchSpace;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What is searched for: the objectives, among them accuracy or a reward, over the architectures of a space that hold every limit.
 *
 * @throws UserError if an objective stands twice or none is accuracy, or a latency has no table
 */
public record Problem(SearchSpace space, CostModel costModel, List<Objective> objectives, List<Limit> limits) {
    public Problem {
        objectives = List.copyOf(objectives);
        limits = List.copyOf(limits);
        if (objectives.stream().noneMatch(Objective::wantsAccuracy)) {
            throw new UserError("neither accuracy nor a reward is among the objectives", "objectives " + texts(objectives),
                    "add the objective accuracy");
        }
        if (new HashSet<>(objectives).size() < objectives.size()) {
            throw new UserError("an objective is given twice", "objectives " + texts(objectives), "give each once");
        }
        for (Objective objective : objectives) {
            objective.priced().ifPresent(cost -> check(cost, costModel, "objective '" + objective.text() + "'"));
        }
        for (Limit limit : limits) {
            check(limit.cost(), costModel, "limit '" + limit.text() + "'");
        }
    }

    /** Accuracy against latency where a latency table is given, otherwise against MACs. */
    public static List<Objective> defaultObjectives(boolean latencyKnown) {
        return List.of(new Objective.MostAccuracy(),
                new Objective.Least(latencyKnown ? new Cost.Latency(Optional.empty()) : new Cost.Macs()));
    }

    /** The place of the first objective that wants accuracy. */
    int accuracyObjective() {
        return (int) objectives.stream().takeWhile(o -> !o.wantsAccuracy()).count();
    }

    /** The candidate of a genome, which need not be canonical. */
    Candidate candidate(Genome genome) {
        Genome canonical = space.canonical(genome);
        Costs costs = costModel.of(canonical);
        double violation = limits.stream().mapToDouble(l -> l.violation(costs)).sum();
        return new Candidate(canonical, costModel.key(canonical), costs, violation);
    }

    private static void check(Cost cost, CostModel model, String where) {
        if (!(cost instanceof Cost.Latency(Optional<String> table))) {
            return;
        }
        if (model.tables().isEmpty()) {
            throw new UserError("latency is unknown without a latency table", where,
                    "add --table TABLE, or measure one with sartor profile");
        }
        if (table.isPresent() && !model.tables().contains(table.get())) {
            throw new UserError("there is no latency table '" + table.get() + "' in this run", where,
                    Nearest.remedy(table.get(), model.tables()));
        }
    }

    private static String texts(List<Objective> objectives) {
        return String.join(", ", objectives.stream().map(Objective::text).toList());
    }
}

package dev.sartor.search.problem;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.base.UserError;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.genome.Genome;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Optimisation problem of a search: the objectives, one of them accuracy, a reward or a score, over the architectures of a space
 * that satisfy every limit.
 *
 * <p>A {@link UserError} reports an objective that is given twice, objectives that combine accuracy with a score of untrained networks,
 * or two such scores, and a latency without a table.
 */
public record SearchProblem(SearchSpace space, CostModel costModel, List<Objective> objectives, List<Limit> limits) {
    public SearchProblem {
        objectives = List.copyOf(objectives);
        if (objectives.stream()
                        .flatMap(o -> o.requiredMetric().stream())
                        .distinct()
                        .count()
                != 1) {
            throw new UserError(
                    "the objectives do not agree on accuracy or a score",
                    "objectives " + texts(objectives),
                    "give the objective accuracy, a reward, or the name of the score that --accuracy gives");
        }
        if (new HashSet<>(objectives).size() < objectives.size()) {
            throw new UserError("an objective is given twice", "objectives " + texts(objectives), "give each once");
        }
        for (Objective objective : objectives) {
            objective
                    .requiredCost()
                    .ifPresent(cost -> costModel.requireDefined(cost, "objective '" + objective.text() + "'"));
        }
        limits = limits.stream().map(l -> l.resolvedFor(costModel)).toList();
    }

    /** Maximum accuracy and minimum latency if a latency table is given, otherwise minimum MACs. */
    public static List<Objective> defaultObjectives(boolean latencyKnown) {
        return defaultObjectives(EvaluationMetric.ACCURACY, latencyKnown);
    }

    /** Maximum accuracy and minimum latency. */
    public static List<Objective> defaultObjectivesWithLatency() {
        boolean latencyKnown = true;
        return defaultObjectives(latencyKnown);
    }

    /** Maximum accuracy and minimum MACs. */
    public static List<Objective> defaultObjectivesWithoutLatency() {
        boolean latencyKnown = false;
        return defaultObjectives(latencyKnown);
    }

    /** A maximum metric and minimum latency if a latency table is given, otherwise minimum MACs. */
    public static List<Objective> defaultObjectives(EvaluationMetric metric, boolean latencyKnown) {
        return List.of(
                new Objective.Maximise(metric),
                new Objective.Minimise(latencyKnown ? new Cost.Latency(Optional.empty()) : new Cost.Macs()));
    }

    /** The index of the first objective that depends on accuracy or a score of untrained networks. */
    public int scoreObjectiveIndex() {
        return (int)
                objectives.stream().takeWhile(o -> o.requiredMetric().isEmpty()).count();
    }

    /** The metric of the scores. */
    public EvaluationMetric metric() {
        return objectives.get(scoreObjectiveIndex()).requiredMetric().orElseThrow();
    }

    /** The candidates that differ from a canonical genome in one active gene. */
    public Stream<Candidate> neighbours(Genome genome) {
        return IntStream.range(0, genome.length())
                .boxed()
                .filter(g -> space.isActive(genome, g))
                .flatMap(g -> IntStream.range(0, space.genes().get(g).size())
                        .filter(choice -> choice != genome.choice(g))
                        .mapToObj(choice -> candidate(genome.with(g, choice))));
    }

    /** The units of a genome's network; the genome need not be canonical. */
    public UnitSequence units(Genome genome) {
        Genome canonical = space.canonical(genome);
        int[] units = costModel.units(canonical);
        return new UnitSequence(canonical, units, costModel.key(units));
    }

    /** Whether a network satisfies every limit; faster than its {@link #candidate}. */
    public boolean allows(UnitSequence network) {
        for (Limit limit : limits) {
            if (!limit.resolvedFor(costModel, network.units())
                    .allows(costModel.amount(limit.cost(), network.units()))) {
                return false;
            }
        }
        return true;
    }

    /** The candidate of a genome; the genome need not be canonical. */
    public Candidate candidate(Genome genome) {
        return candidate(units(genome));
    }

    /** The candidate of a network. */
    public Candidate candidate(UnitSequence network) {
        Costs costs = costModel.of(network.units());
        double violation = 0;
        for (Limit limit : limits) {
            violation += limit.resolvedFor(costModel, network.units()).violation(costs);
        }
        return new Candidate(network.genome(), network.key(), costs, violation);
    }

    private static String texts(List<Objective> objectives) {
        return String.join(", ", objectives.stream().map(Objective::text).toList());
    }
}

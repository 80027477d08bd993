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
 * What is searched for: the objectives, among them accuracy, a reward or a score, over the architectures of a space that
 * hold every limit.
 *
 * @throws UserError if an objective stands twice or they do not agree on accuracy or one score, or a latency has no table
 */
public record SearchProblem(SearchSpace space, CostModel costModel, List<Objective> objectives, List<Limit> limits) {
    public SearchProblem {
        objectives = List.copyOf(objectives);
        if (objectives.stream().flatMap(o -> o.measure().stream()).distinct().count() != 1) {
            throw new UserError(
                    "the objectives do not agree on accuracy or a score",
                    "objectives " + texts(objectives),
                    "give the objective accuracy, a reward, or the name of the score that --accuracy gives");
        }
        if (new HashSet<>(objectives).size() < objectives.size()) {
            throw new UserError("an objective is given twice", "objectives " + texts(objectives), "give each once");
        }
        for (Objective objective : objectives) {
            objective.priced().ifPresent(cost -> costModel.require(cost, "objective '" + objective.text() + "'"));
        }
        limits = limits.stream().map(l -> l.on(costModel)).toList();
    }

    /** Accuracy against latency where a latency table is given, otherwise against MACs. */
    public static List<Objective> defaultObjectives(boolean latencyKnown) {
        return defaultObjectives(EvaluationMetric.ACCURACY, latencyKnown);
    }

    /** The same with what trials are judged by in the place of accuracy. */
    public static List<Objective> defaultObjectives(EvaluationMetric measure, boolean latencyKnown) {
        return List.of(
                new Objective.Most(measure),
                new Objective.Least(latencyKnown ? new Cost.Latency(Optional.empty()) : new Cost.Macs()));
    }

    /** The place of the first objective that wants accuracy or a score. */
    public int accuracyObjective() {
        return (int) objectives.stream().takeWhile(o -> o.measure().isEmpty()).count();
    }

    /** What trials are judged by. */
    public EvaluationMetric measure() {
        return objectives.get(accuracyObjective()).measure().orElseThrow();
    }

    /** The candidates that differ from a canonical genome by one choice that it uses. */
    public Stream<Candidate> neighbours(Genome genome) {
        return IntStream.range(0, genome.length())
                .boxed()
                .filter(g -> space.isActive(genome, g))
                .flatMap(g -> IntStream.range(0, space.genes().get(g).size())
                        .filter(choice -> choice != genome.at(g))
                        .mapToObj(choice -> candidate(genome.with(g, choice))));
    }

    /** The units of a genome's network; the genome need not be canonical. */
    public UnitSequence units(Genome genome) {
        Genome canonical = space.canonical(genome);
        int[] units = costModel.units(canonical);
        return new UnitSequence(canonical, units, costModel.key(units));
    }

    /** Whether a network holds every limit: what its {@link #candidate} says, for less. */
    public boolean allows(UnitSequence network) {
        for (Limit limit : limits) {
            if (!limit.on(costModel, network.units()).allows(costModel.amount(limit.cost(), network.units()))) {
                return false;
            }
        }
        return true;
    }

    /** The candidate of a genome, which need not be canonical. */
    public Candidate candidate(Genome genome) {
        return candidate(units(genome));
    }

    public Candidate candidate(UnitSequence network) {
        Costs costs = costModel.of(network.units());
        double violation = 0;
        for (Limit limit : limits) {
            violation += limit.on(costModel, network.units()).violation(costs);
        }
        return new Candidate(network.genome(), network.key(), costs, violation);
    }

    private static String texts(List<Objective> objectives) {
        return String.join(", ", objectives.stream().map(Objective::text).toList());
    }
}

package dev.sartor.search.plan;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.base.TimeRange;
import dev.sartor.network.Precision;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.problem.Budget;
import java.util.List;

/**
 * The plan of a search for a time budget.
 *
 * @param source    kind of accuracy source of the search
 * @param reason    why the plan uses that source, in a sentence
 * @param accuracy  the accuracy source with its settings
 * @param budget    trials and the size of generations
 * @param training  what follows the search
 * @param stages    the stages in order, with their estimated times
 */
public record TimePlan(
        PlannedSource source,
        String reason,
        AccuracySpec accuracy,
        Algorithm algorithm,
        Budget budget,
        PlannedTraining training,
        List<Stage> stages) {
    public TimePlan {
        stages = List.copyOf(stages);
    }

    /**
     * A part of the plan.
     *
     * @param name in one word
     * @param work what is done, in words
     * @param time how long it takes
     */
    public record Stage(String name, String work, TimeRange time) {}

    /** The same plan, with networks evaluated in this precision. */
    public TimePlan withPrecision(Precision precision) {
        return new TimePlan(
                source,
                reason,
                accuracy.withPrecision(precision),
                algorithm,
                budget,
                training.withPrecision(precision),
                stages);
    }

    /** The time of all stages. */
    public TimeRange time() {
        return new TimeRange(
                stages.stream().mapToDouble(s -> s.time().minSeconds()).sum(),
                stages.stream().mapToDouble(s -> s.time().maxSeconds()).sum());
    }
}

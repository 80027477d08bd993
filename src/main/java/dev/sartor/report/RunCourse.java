package dev.sartor.report;

import dev.sartor.arch.UserError;
import dev.sartor.search.CostModel;
import dev.sartor.search.Foresight;
import dev.sartor.search.Front;
import dev.sartor.search.Problem;
import dev.sartor.search.RunConfig;
import dev.sartor.search.TableLatency;
import dev.sartor.search.Trial;
import dev.sartor.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a run's front grew, trial by trial. */
final class RunCourse {
    private final RunConfig config;
    private final SearchSpace space;
    private final Optional<Problem> problem;

    /** @param tables those of the run that can be read */
    RunCourse(RunConfig config, SearchSpace space, List<RunTable> tables) {
        this.config = config;
        this.space = space;
        problem = problem(config, space, tables);
    }

    /** Empty where a latency table is gone or lacks units of the space. */
    private static Optional<Problem> problem(RunConfig config, SearchSpace space, List<RunTable> tables) {
        SortedMap<String, TableLatency> latencies = new TreeMap<>();
        try {
            tables.forEach(t -> t.latency(space).ifPresent(l -> latencies.put(t.name(), l)));
            return Optional.of(
                    new Problem(space, new CostModel(space, latencies), config.objectives(), config.limits()));
        } catch (UserError e) {
            return Optional.empty();
        }
    }

    /** What networks cost; empty where a latency table is gone or lacks units of the space. */
    Optional<CostModel> costs() {
        return problem.map(Problem::costModel);
    }

    /** The ids of the trials on the front. */
    Set<Integer> front(List<Trial> trials) {
        // the front is the same on any scale
        var front = new Front(
                config.objectives(),
                config.objectives().stream().mapToDouble(_ -> 1).toArray());
        trials.forEach(front::add);
        return front.trials().stream().map(Trial::id).collect(Collectors.toSet());
    }

    /** The hypervolume after each trial within the limits; empty where it cannot be told. */
    List<Curve.Step> hypervolume(List<Trial> trials) {
        List<Curve.Step> steps = new ArrayList<>();
        problem.map(Front::of)
                .ifPresent(front -> trials.stream().filter(Trial::eligible).forEach(t -> {
                    front.add(t);
                    steps.add(new Curve.Step(steps.size() + 1, front.hypervolume()));
                }));
        return steps;
    }

    /**
     * The course of a run beside what chance would have done.
     *
     * @param drawn a random run of the same problem, as far as there is one
     */
    Course course(List<Trial> trials, List<Trial> drawn) {
        List<Curve.Step> own = hypervolume(trials);
        if (own.isEmpty()) {
            return new Course(List.of(), "", Generation.of(trials, space), Foresight.of(trials));
        }
        Chance chance = Chance.of(config, trials, drawn, this::hypervolume);
        return new Course(
                Stream.concat(Stream.of(new Curve(config.algorithm().text(), own)), chance.curve().stream())
                        .toList(),
                chance.words(),
                Generation.of(trials, space),
                Foresight.of(trials));
    }
}

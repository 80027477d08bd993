package dev.sartor.report.model;

import dev.sartor.base.UserError;
import dev.sartor.latency.prediction.LatencyModel;
import dev.sartor.search.algorithm.ForecastQuality;
import dev.sartor.search.front.Front;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.CostModel;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.RunConfig;
import dev.sartor.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Computes the front and the history of a run, trial by trial. */
final class SearchHistoryReader {
    private final RunConfig config;
    private final SearchSpace space;
    private final Optional<SearchProblem> problem;

    /** @param tables the latency tables of the run */
    SearchHistoryReader(RunConfig config, SearchSpace space, List<RunLatencyTable> tables) {
        this.config = config;
        this.space = space;
        problem = problem(config, space, tables);
    }

    /** The problem of the run; empty if a latency table is missing or lacks units of the space. */
    private static Optional<SearchProblem> problem(RunConfig config, SearchSpace space, List<RunLatencyTable> tables) {
        SortedMap<String, LatencyModel> latencies = new TreeMap<>();
        try {
            tables.forEach(t -> t.latencyModel(space).ifPresent(l -> latencies.put(t.name(), l)));
            return Optional.of(
                    new SearchProblem(space, new CostModel(space, latencies), config.objectives(), config.limits()));
        } catch (UserError e) {
            return Optional.empty();
        }
    }

    /** The cost model; empty if a latency table is missing or lacks units of the space. */
    Optional<CostModel> costs() {
        return problem.map(SearchProblem::costModel);
    }

    /** The ids of the trials on the front. */
    Set<Integer> front(List<Trial> trials) {
        // any reference point will do: it scales the objectives, which does not change the front
        double[] referencePoint =
                config.objectives().stream().mapToDouble(_ -> 1).toArray();
        var front = new Front(config.objectives(), referencePoint);
        trials.forEach(front::add);
        return front.trials().stream().map(Trial::id).collect(Collectors.toSet());
    }

    /** The hypervolume after each trial within the limits; empty if it cannot be computed. */
    List<HypervolumeCurve.Step> hypervolume(List<Trial> trials) {
        List<HypervolumeCurve.Step> steps = new ArrayList<>();
        problem.map(Front::of)
                .ifPresent(front -> trials.stream().filter(Trial::isScored).forEach(t -> {
                    front.add(t);
                    steps.add(new HypervolumeCurve.Step(steps.size() + 1, front.hypervolume()));
                }));
        return steps;
    }

    /**
     * The history of a run, with its baseline.
     *
     * @param randomTrials the trials of a random search of the same problem; may be empty
     */
    SearchHistory history(List<Trial> trials, List<Trial> randomTrials) {
        List<HypervolumeCurve.Step> hypervolumeOfRun = hypervolume(trials);
        if (hypervolumeOfRun.isEmpty()) {
            return new SearchHistory(List.of(), "", GenerationStatistics.of(trials, space), ForecastQuality.of(trials));
        }
        BaselineCurve baseline = BaselineCurve.of(config, trials, randomTrials, this::hypervolume);
        return new SearchHistory(
                Stream.concat(
                                Stream.of(
                                        new HypervolumeCurve(config.algorithm().text(), hypervolumeOfRun)),
                                baseline.curve().stream())
                        .toList(),
                baseline.text(),
                GenerationStatistics.of(trials, space),
                ForecastQuality.of(trials));
    }
}

package dev.sartor.report.model;

import dev.sartor.base.UserError;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Cost;
import dev.sartor.search.problem.Costs;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.run.RunConfig;
import dev.sartor.search.run.RunFolder;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a run's folder, and what it names, into the model of its report. */
public final class ReportModelReader {
    private final RunFolder folder;
    private final RunConfig config;
    private final List<Trial> trials;
    private final SearchSpace space;
    private final List<RunLatencyTable> tables;

    private ReportModelReader(RunFolder folder, List<Trial> trials) {
        this.folder = folder;
        this.trials = trials;
        config = folder.config();
        space = RunSpace.of(SpaceFile.read(config.space()), trials);
        tables = config.tables().stream()
                .map(t -> RunLatencyTable.read(t, config.missing()))
                .toList();
    }

    /**
     * @throws UserError if the folder is none of a run or damaged, or the space is no longer the one that was searched;
     *     latency tables may be gone, the report then says so
     */
    public static ReportModel model(RunFolder folder, List<Trial> trials) {
        return new ReportModelReader(folder, trials).model();
    }

    private ReportModel model() {
        var course = new SearchHistoryReader(config, space, tables);
        Set<Integer> front = course.front(trials);
        List<TrialPoint> points =
                trials.stream().map(t -> point(t, front.contains(t.id()))).toList();
        List<Network> networks = points.stream()
                .filter(TrialPoint::onFront)
                .map(TrialPoint::network)
                .toList();
        return new ReportModel(
                RunSummaryReader.of(folder.name(), config, folder.environment(), space),
                tables.stream().map(t -> t.facts(networks)).toList(),
                config.limits().stream().flatMap(l -> bounds(l).stream()).toList(),
                points,
                DeliveredTrialReader.of(folder, config.limits(), trials),
                course.course(trials, folder.baseline()),
                choices(course));
    }

    private ChoiceSummary choices(SearchHistoryReader course) {
        List<String> sentences =
                tables.isEmpty() ? List.of() : tables.getFirst().sentences(space);
        CostMetric leading = tables.isEmpty()
                ? new CostMetric.Macs()
                : new CostMetric.Latency(tables.getFirst().name());
        return course.costs()
                .map(costs -> ChoiceEffectEstimator.of(
                        sentences, space, costs, leading, config.accuracy().measure(), trials))
                .orElse(new ChoiceSummary(sentences, List.of(), Optional.empty()));
    }

    /**
     * How the hypervolume grew over trials of a run's problem; empty where it cannot be told, since a latency table is gone.
     *
     * @param trials the run's, or those of its random baseline
     */
    public static List<HypervolumeCurve.Step> hypervolume(RunFolder folder, List<Trial> trials) {
        var run = new ReportModelReader(folder, trials);
        return new SearchHistoryReader(run.config, run.space, run.tables).hypervolume(run.trials);
    }

    private TrialPoint point(Trial trial, boolean onFront) {
        Network network = Lowering.lower(space.decode(space.parse(trial.genome())));
        Costs costs = trial.costs();
        List<Double> segmentMs =
                tables.isEmpty() ? List.of() : tables.getFirst().segmentMs(network);
        return new TrialPoint(
                Integer.toString(trial.id()),
                trial.generation(),
                trial.score(),
                costs.latencyMs(),
                segmentMs,
                costs.macs(),
                costs.params(),
                costs.peakActivationBytes(),
                trial.feasible(),
                onFront,
                network);
    }

    /** A limit on latency without a table holds on each. */
    private List<MetricLimit> bounds(Limit limit) {
        return switch (limit.cost()) {
            case Cost.Latency(Optional<String> table) ->
                table
                        .map(List::of)
                        .orElseGet(
                                () -> tables.stream().map(RunLatencyTable::name).toList())
                        .stream()
                        .map(t -> new MetricLimit(new CostMetric.Latency(t), limit.maximum()))
                        .toList();
            case Cost.Macs() -> List.of(new MetricLimit(new CostMetric.Macs(), limit.maximum()));
            case Cost.Params() -> List.of(new MetricLimit(new CostMetric.Params(), limit.maximum()));
            case Cost.Memory() -> List.of(new MetricLimit(new CostMetric.Memory(), limit.maximum()));
        };
    }
}

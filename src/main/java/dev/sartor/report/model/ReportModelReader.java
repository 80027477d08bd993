package dev.sartor.report.model;

import dev.sartor.base.UserError;
import dev.sartor.delivery.baseline.BaselineResults;
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

/** Reads the contents of a report from a run's folder and the files that it names. */
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
     * Reads the contents of a report. Latency tables may be missing; the report then says so.
     *
     * @throws UserError if the folder is not that of a run or is damaged, or the space was changed after the search
     */
    public static ReportModel read(RunFolder folder, List<Trial> trials) {
        return new ReportModelReader(folder, trials).read();
    }

    private ReportModel read() {
        var history = new SearchHistoryReader(config, space, tables);
        Set<Integer> front = history.front(trials);
        List<TrialPoint> points =
                trials.stream().map(t -> point(t, front.contains(t.id()))).toList();
        List<Network> networks = points.stream()
                .filter(TrialPoint::onFront)
                .map(TrialPoint::network)
                .toList();
        return new ReportModel(
                RunSummaryReader.of(folder.name(), config, folder.environment(), space),
                tables.stream().map(t -> t.summary(networks)).toList(),
                config.limits().stream().flatMap(l -> limits(l).stream()).toList(),
                points,
                DeliveredTrialReader.of(folder, config.limits(), trials),
                history.history(trials, folder.baseline()),
                choiceSummary(history),
                BaselineResults.read(folder));
    }

    private ChoiceSummary choiceSummary(SearchHistoryReader history) {
        List<String> sentences =
                tables.isEmpty() ? List.of() : tables.getFirst().sentences(space);
        CostMetric leading = tables.isEmpty()
                ? new CostMetric.Macs()
                : new CostMetric.Latency(tables.getFirst().name());
        return history.costs()
                .map(costs -> ChoiceEffectEstimator.of(
                        sentences, space, costs, leading, config.accuracy().metric(), trials))
                .orElse(new ChoiceSummary(sentences, List.of(), Optional.empty()));
    }

    /**
     * The hypervolume over the trials of a run; empty if it cannot be computed because a latency table is missing.
     *
     * @param trials the trials of the run, or those of its random baseline
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
                costs.weightBytes(),
                trial.feasible(),
                onFront,
                network);
    }

    /** A limit on latency that names no table applies to each table. */
    private List<MetricLimit> limits(Limit limit) {
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
            case Cost.Flash() -> List.of(new MetricLimit(new CostMetric.Flash(), limit.maximum()));
        };
    }
}

package dev.sartor.report;

import dev.sartor.arch.UserError;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.search.Cost;
import dev.sartor.search.Costs;
import dev.sartor.search.Limit;
import dev.sartor.search.RunConfig;
import dev.sartor.search.RunFolder;
import dev.sartor.search.Trial;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.SpaceFile;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a run's folder, and what it names, into the model of its report. */
final class RunReport {
    private final RunFolder folder;
    private final RunConfig config;
    private final List<Trial> trials;
    private final SearchSpace space;
    private final List<RunTable> tables;

    private RunReport(RunFolder folder, List<Trial> trials) {
        this.folder = folder;
        this.trials = trials;
        config = folder.config();
        space = RunSpace.of(SpaceFile.read(config.space()), trials);
        tables = config.tables().stream()
                .map(t -> RunTable.read(t, config.missing()))
                .toList();
    }

    /**
     * @throws UserError if the folder is none of a run or damaged, or the space is no longer the one that was searched;
     *     latency tables may be gone, the report then says so
     */
    static ReportModel model(RunFolder folder, List<Trial> trials) {
        return new RunReport(folder, trials).model();
    }

    private ReportModel model() {
        var course = new RunCourse(config, space, tables);
        Set<Integer> front = course.front(trials);
        List<TrialPoint> points =
                trials.stream().map(t -> point(t, front.contains(t.id()))).toList();
        List<Network> networks = points.stream()
                .filter(TrialPoint::onFront)
                .map(TrialPoint::network)
                .toList();
        return new ReportModel(
                RunWords.of(folder.name(), config, folder.environment(), space),
                tables.stream().map(t -> t.facts(networks)).toList(),
                config.limits().stream().flatMap(l -> bounds(l).stream()).toList(),
                points,
                RunDelivery.of(folder, config.limits(), trials),
                course.course(trials, folder.baseline()),
                choices(course));
    }

    private Choices choices(RunCourse course) {
        List<String> sentences =
                tables.isEmpty() ? List.of() : tables.getFirst().sentences(space);
        Metric leading = tables.isEmpty()
                ? new Metric.Macs()
                : new Metric.Latency(tables.getFirst().name());
        return course.costs()
                .map(costs -> RunChoices.of(
                        sentences, space, costs, leading, config.accuracy().measure(), trials))
                .orElse(new Choices(sentences, List.of(), Optional.empty()));
    }

    /**
     * How the hypervolume grew over trials of a run's problem; empty where it cannot be told, since a latency table is gone.
     *
     * @param trials the run's, or those of its random baseline
     */
    static List<Curve.Step> hypervolume(RunFolder folder, List<Trial> trials) {
        var run = new RunReport(folder, trials);
        return new RunCourse(run.config, run.space, run.tables).hypervolume(run.trials);
    }

    private TrialPoint point(Trial trial, boolean onFront) {
        Network network = Lowering.lower(space.decode(space.parse(trial.genome())));
        Costs costs = trial.costs();
        List<Double> segmentMs =
                tables.isEmpty() ? List.of() : tables.getFirst().segmentMs(network);
        return new TrialPoint(
                Integer.toString(trial.id()),
                trial.generation(),
                trial.merit(),
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
    private List<Bound> bounds(Limit limit) {
        return switch (limit.cost()) {
            case Cost.Latency(Optional<String> table) ->
                table
                        .map(List::of)
                        .orElseGet(() -> tables.stream().map(RunTable::name).toList())
                        .stream()
                        .map(t -> new Bound(new Metric.Latency(t), limit.most()))
                        .toList();
            case Cost.Macs() -> List.of(new Bound(new Metric.Macs(), limit.most()));
            case Cost.Params() -> List.of(new Bound(new Metric.Params(), limit.most()));
            case Cost.Memory() -> List.of(new Bound(new Metric.Memory(), limit.most()));
        };
    }
}

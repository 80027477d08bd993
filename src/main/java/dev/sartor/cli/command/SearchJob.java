package dev.sartor.cli.command;

import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.base.Release;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.TrainingProgress;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.report.LiveReport;
import dev.sartor.report.Report;
import dev.sartor.search.front.Trial;
import dev.sartor.search.run.RunConfig;
import dev.sartor.search.run.RunEnvironment;
import dev.sartor.search.run.RunInputs;
import dev.sartor.search.run.RunSession;
import dev.sartor.search.run.SearchListener;
import dev.sartor.search.run.SearchResult;
import dev.sartor.search.sampling.Feasibility;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Runs a search in its folder, from the start or from where it stopped. */
final class SearchJob {
    private final ConsoleProgress progress;
    private final int workers;
    private final boolean watch;

    /** @param watch whether the report is served while the search runs */
    SearchJob(ConsoleProgress progress, int workers, boolean watch) {
        this.watch = watch;
        this.progress = progress;
        this.workers = workers;
    }

    /** Opens what a configuration names, and refuses limits that nothing can hold. */
    RunInputs open(RunConfig config) {
        progress.phase("opening the space, "
                + config.data().map(d -> "the images of " + d + ", ").orElse("")
                + config.tables().size() + " latency table" + (config.tables().size() == 1 ? "" : "s"));
        RunInputs inputs = RunInputs.open(config);
        Feasibility.check(inputs.problem());
        return inputs;
    }

    /** A new run. */
    SearchResult start(Path folder, RunConfig config, RunInputs inputs, String command) {
        var environment = RunEnvironment.here(
                Instant.now(),
                command,
                Map.of("sartor", Release.version(), "commit", Release.commit()),
                inputs.hashes());
        try (RunSession session = RunSession.create(folder, config, environment)) {
            return run(session, inputs);
        }
    }

    /** Goes on with a run; its configuration says everything. */
    SearchResult resume(Path folder) {
        try (RunSession session = RunSession.resume(folder)) {
            if (session.trials().lastLineDropped()) {
                progress.say("the last line of " + session.folder().trialsFile() + " was damaged and is done again");
            }
            return run(session, open(session.config()));
        }
    }

    private SearchResult run(RunSession session, RunInputs inputs) {
        RunConfig config = session.config();
        progress.phase(ConsoleFormat.format(
                "searching %s with %s: %d networks to evaluate (%s), seed %d, in %s",
                inputs.problem().space().name(),
                config.algorithm().text(),
                config.budget().trials(),
                inputs.accuracy().description(),
                config.seed(),
                session.folder().path()));
        var listener = new Listener(progress, config.accuracy().measure());
        SearchResult result = watch
                ? watched(session, inputs, listener)
                : session.search(inputs, listener, workers, System::nanoTime, Interruption::requested);
        progress.done();
        if (result.end() == SearchResult.End.INTERRUPTED) {
            throw new Interruption.Interrupted("interrupted; "
                    + (result.trials().size() == 1
                            ? "1 trial is"
                            : result.trials().size() + " trials are") + " kept. Go on with:\n  sartor search --resume "
                    + session.folder().path());
        }
        Report.write(session.folder(), result.trials());
        return result;
    }

    private SearchResult watched(RunSession session, RunInputs inputs, SearchListener listener) {
        try (LiveReport live = LiveReport.open(session.folder())) {
            progress.say("watch it at " + live.address());
            return session.search(
                    inputs,
                    SearchListener.combined(listener, live),
                    workers,
                    System::nanoTime,
                    Interruption::requested);
        }
    }

    /** Says how a search gets on. */
    private record Listener(ConsoleProgress progress, EvaluationMetric measure) implements SearchListener {
        @Override
        public TrainingListener preparation() {
            return new TrainingProgress(progress);
        }

        @Override
        public void reused(Path folder) {
            progress.say(
                    "  the shared weights are taken over from " + folder + ": the same space, images, recipe and seed");
        }

        @Override
        public void trial(Trial trial, dev.sartor.search.run.SearchProgress p) {
            progress.update(
                    p.evaluated(),
                    p.budget(),
                    "networks",
                    p.perSecond(),
                    ConsoleFormat.format(
                            "generation %d, front %d, hypervolume %s%s",
                            p.generation(),
                            p.frontSize(),
                            ConsoleFormat.volume(p.hypervolume()),
                            p.best().map(this::best).orElse("")));
        }

        @Override
        public void baseline(dev.sartor.search.run.SearchProgress p) {
            progress.update(
                    p.evaluated(),
                    p.budget(),
                    "random networks, to compare with",
                    p.perSecond(),
                    "hypervolume " + ConsoleFormat.volume(p.hypervolume()));
        }

        private String best(Trial trial) {
            String latency = trial.costs().latencyMs().isEmpty()
                    ? ConsoleFormat.count(trial.costs().macs()) + " MACs"
                    : ConsoleFormat.format("%.4g ms", trial.costs().worstLatencyMs());
            return ", best " + ConsoleFormat.merit(measure, trial.score().orElseThrow()) + " at " + latency;
        }
    }
}

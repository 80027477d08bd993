package dev.sartor.cli;

import dev.sartor.accuracy.Measure;
import dev.sartor.arch.Release;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.report.LiveReport;
import dev.sartor.report.Report;
import dev.sartor.search.Environment;
import dev.sartor.search.Feasibility;
import dev.sartor.search.RunConfig;
import dev.sartor.search.RunInputs;
import dev.sartor.search.RunSession;
import dev.sartor.search.SearchListener;
import dev.sartor.search.SearchResult;
import dev.sartor.search.Trial;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Runs a search in its folder, from the start or from where it stopped. */
final class SearchStep {
    private final Progress progress;
    private final int workers;
    private final boolean watch;

    /** @param watch whether the report is served while the search runs */
    SearchStep(Progress progress, int workers, boolean watch) {
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
        var environment = Environment.here(
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
        progress.phase(Figures.format(
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
                : session.search(inputs, listener, workers, Interruption::requested);
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
            return session.search(inputs, SearchListener.both(listener, live), workers, Interruption::requested);
        }
    }

    /** Says how a search gets on. */
    private record Listener(Progress progress, Measure measure) implements SearchListener {
        @Override
        public TrainingListener preparation() {
            return new TrainingProgress(progress);
        }

        @Override
        public void takenOver(Path folder) {
            progress.say(
                    "  the shared weights are taken over from " + folder + ": the same space, images, recipe and seed");
        }

        @Override
        public void trial(Trial trial, dev.sartor.search.Progress p) {
            progress.update(
                    p.evaluated(),
                    p.budget(),
                    "networks",
                    p.perSecond(),
                    Figures.format(
                            "generation %d, front %d, hypervolume %s%s",
                            p.generation(),
                            p.front(),
                            Figures.volume(p.hypervolume()),
                            p.best().map(this::best).orElse("")));
        }

        @Override
        public void baseline(dev.sartor.search.Progress p) {
            progress.update(
                    p.evaluated(),
                    p.budget(),
                    "random networks, to compare with",
                    p.perSecond(),
                    "hypervolume " + Figures.volume(p.hypervolume()));
        }

        private String best(Trial trial) {
            String latency = trial.costs().latencyMs().isEmpty()
                    ? Figures.count(trial.costs().macs()) + " MACs"
                    : Figures.format("%.4g ms", trial.costs().worstLatencyMs());
            return ", best " + Figures.merit(measure, trial.merit().orElseThrow()) + " at " + latency;
        }
    }
}

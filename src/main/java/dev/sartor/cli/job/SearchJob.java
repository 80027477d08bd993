package dev.sartor.cli.job;

import dev.sartor.accuracy.AccuracyChoice;
import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.base.Release;
import dev.sartor.base.process.CommandConsent;
import dev.sartor.base.process.TrustedCommands;
import dev.sartor.cli.output.AccuracyCertainty;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.EstimatedHeadsText;
import dev.sartor.cli.output.Interruption;
import dev.sartor.cli.output.TrainingProgress;
import dev.sartor.data.DatasetListener;
import dev.sartor.distributed.WorkersSpec;
import dev.sartor.executor.training.TrainingListener;
import dev.sartor.report.LiveReport;
import dev.sartor.report.Report;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.run.ResumeOptions;
import dev.sartor.search.run.RunConfig;
import dev.sartor.search.run.RunEnvironment;
import dev.sartor.search.run.RunInputs;
import dev.sartor.search.run.RunSession;
import dev.sartor.search.run.SearchListener;
import dev.sartor.search.run.SearchProgress;
import dev.sartor.search.run.SearchResult;
import dev.sartor.search.sampling.Feasibility;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Runs a search for a command: starts or resumes a run, prints its progress and writes its report. */
public final class SearchJob {
    private final ConsoleProgress progress;
    private final int threads;
    private final Optional<WorkersSpec> workers;
    private final boolean watch;
    private final Function<Path, String> resumeCommand;

    /**
     * @param workers       machines that train the networks; empty to train them here
     * @param watch         whether to serve the report while the search runs
     * @param resumeCommand the command that continues after an interruption, for the folder of the run
     */
    public SearchJob(
            ConsoleProgress progress,
            int threads,
            Optional<WorkersSpec> workers,
            boolean watch,
            Function<Path, String> resumeCommand) {
        this.resumeCommand = resumeCommand;
        this.watch = watch;
        this.progress = progress;
        this.threads = threads;
        this.workers = workers;
    }

    /**
     * Opens the inputs of a new run, and rejects limits that no network meets.
     *
     * @param choice how the accuracy source is chosen
     */
    public RunInputs open(RunConfig config, AccuracyChoice choice) {
        RunInputs inputs = open(config, listener -> RunInputs.open(config, choice, listener));
        AccuracyCertainty.reason(
                        choice,
                        inputs.accuracySpec(),
                        inputs.accuracy(),
                        inputs.problem().space().mixesKinds())
                .ifPresent(progress::println);
        return inputs;
    }

    /** Opens the inputs of a configuration as they are, and rejects limits that no network meets. */
    public RunInputs open(RunConfig config) {
        return open(config, listener -> RunInputs.open(config, listener));
    }

    private RunInputs open(RunConfig config, Function<DatasetListener, RunInputs> inputsOf) {
        progress.phase("opening the space, "
                + config.data().map(d -> "the images of " + d + ", ").orElse("")
                + config.tables().size() + " latency table" + (config.tables().size() == 1 ? "" : "s"));
        RunInputs opened = inputsOf.apply(new DatasetProgress(progress));
        // before workers are connected, since after an error nothing would close the connection
        Feasibility.check(opened.problem());
        RunInputs inputs = workers.map(w -> opened.onWorkers(w, config)).orElse(opened);
        inputs.problem().costModel().estimatedHeads().forEach(h -> progress.println(EstimatedHeadsText.of(h)));
        AccuracyCertainty.warning(inputs.accuracy().evaluationSet()).ifPresent(progress::warn);
        return inputs;
    }

    /** Starts a new run. */
    public SearchResult start(Path folder, RunConfig requested, RunInputs inputs, String command) {
        RunConfig config = requested.withAccuracy(inputs.accuracySpec());
        var environment = RunEnvironment.here(
                        Instant.now(),
                        command,
                        Map.of("sartor", Release.version(), "commit", Release.commit()),
                        inputs.hashes())
                .withEvaluationSet(inputs.accuracy().evaluationSet());
        RunEnvironment environmentWithClasses =
                inputs.dataset().map(d -> environment.withClasses(d.classes())).orElse(environment);
        try (RunSession session = RunSession.create(folder, config, environmentWithClasses)) {
            TrustedCommands.ofUser().add(RunSession.commands(folder, config));
            return run(session, inputs);
        }
    }

    /** Continues a run with the configuration in its folder, changed by {@code options}. */
    public SearchResult resume(Path folder, ResumeOptions options, CommandConsent consent) {
        try (RunSession session = RunSession.resume(folder, options, consent)) {
            if (session.trials().lastLineDropped()) {
                progress.println("the last line of " + session.folder().trialsFile()
                        + " was incomplete; that trial is repeated");
            }
            return run(session, open(session.config()));
        }
    }

    /** A search that evaluates fewer networks at once than there are workers leaves some of them without work. */
    private void warnOfIdleWorkers(Budget budget) {
        workers.flatMap(WorkersSpec::count)
                .filter(count -> count > budget.maxConcurrent())
                .ifPresent(count -> progress.warn(
                        budget.steadyState().isPresent()
                                ? ConsoleFormat.format(
                                        "only %d of %d workers can be busy, because of --steady-state %d; a new run"
                                                + " with --steady-state %d would use all",
                                        budget.maxConcurrent(), count, budget.maxConcurrent(), 2 * count)
                                : ConsoleFormat.format(
                                        "only %d of %d workers can be busy, because a generation has %d networks; a new"
                                                + " run with --population %d or --steady-state %d would use all",
                                        budget.maxConcurrent(), count, budget.maxConcurrent(), 2 * count, 2 * count)));
    }

    private SearchResult run(RunSession session, RunInputs inputs) {
        try (inputs) {
            RunConfig config = session.config();
            warnOfIdleWorkers(config.budget());
            progress.phase(ConsoleFormat.format(
                    "searching %s with %s: %d networks to evaluate (%s), seed %d, in %s",
                    inputs.problem().space().name(),
                    config.algorithm().text(),
                    config.budget().trials(),
                    inputs.accuracy().description(),
                    config.seed(),
                    session.folder().path()));
            var listener = new Listener(progress, config.accuracy().metric());
            SearchResult result = watch
                    ? searchWithLiveReport(session, inputs, listener)
                    : session.search(inputs, listener, threads, System::nanoTime, Interruption::isRequested);
            progress.clear();
            if (result.end() == SearchResult.End.INTERRUPTED) {
                throw new Interruption.Interrupted("interrupted; "
                        + (result.trials().size() == 1
                                ? "1 trial is"
                                : result.trials().size() + " trials are")
                        + " kept. Continue with:\n  "
                        + resumeCommand.apply(session.folder().path()));
            }
            Report.write(session.folder(), result.trials());
            return result;
        }
    }

    private SearchResult searchWithLiveReport(RunSession session, RunInputs inputs, SearchListener listener) {
        try (LiveReport live = LiveReport.open(session.folder())) {
            progress.println("live report at " + live.address());
            return session.search(
                    inputs,
                    SearchListener.combined(listener, live),
                    threads,
                    System::nanoTime,
                    Interruption::isRequested);
        }
    }

    /** Prints the progress of a search. */
    private record Listener(ConsoleProgress progress, EvaluationMetric metric) implements SearchListener {
        @Override
        public TrainingListener preparation() {
            return new TrainingProgress(progress);
        }

        @Override
        public void reused(Path folder) {
            progress.println("  reusing the shared weights of " + folder + ": same space, images, recipe and seed");
        }

        @Override
        public void trial(Trial trial, SearchProgress p) {
            progress.update(
                    p.evaluated(),
                    p.budget(),
                    "networks",
                    p.perSecond(),
                    ConsoleFormat.format(
                            "generation %d, %sfront %d, hypervolume %s%s",
                            p.generation(),
                            p.inEvaluation() > 0 ? ConsoleFormat.format("%d in evaluation, ", p.inEvaluation()) : "",
                            p.frontSize(),
                            ConsoleFormat.hypervolume(p.hypervolume()),
                            p.best().map(this::best).orElse("")));
        }

        @Override
        public void baseline(SearchProgress p) {
            progress.update(
                    p.evaluated(),
                    p.budget(),
                    "random networks for comparison",
                    p.perSecond(),
                    "hypervolume " + ConsoleFormat.hypervolume(p.hypervolume()));
        }

        private String best(Trial trial) {
            String latency = trial.costs().latencyMs().isEmpty()
                    ? ConsoleFormat.count(trial.costs().macs()) + " MACs"
                    : ConsoleFormat.format("%.4g ms", trial.costs().worstLatencyMs());
            return ", best " + ConsoleFormat.score(metric, trial.score().orElseThrow()) + " at " + latency;
        }
    }
}

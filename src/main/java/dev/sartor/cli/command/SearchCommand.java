package dev.sartor.cli.command;

import dev.sartor.accuracy.AccuracyChoice;
import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.EvaluationMetric;
import dev.sartor.base.UserError;
import dev.sartor.base.process.SartorCommand;
import dev.sartor.cli.job.DeliveryJob;
import dev.sartor.cli.job.SearchJob;
import dev.sartor.cli.job.TimedSearch;
import dev.sartor.cli.option.DurationConverter;
import dev.sartor.cli.option.GivenOptions;
import dev.sartor.cli.option.Installation;
import dev.sartor.cli.option.IntegerRange;
import dev.sartor.cli.option.JsonOption;
import dev.sartor.cli.option.MissingTableRowsOption;
import dev.sartor.cli.option.TableAndSpaceOptions;
import dev.sartor.cli.option.TableArgument;
import dev.sartor.cli.option.ThreadsOption;
import dev.sartor.cli.option.TrustOption;
import dev.sartor.cli.option.UsageErrors;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.output.AccuracyCertainty;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.Interruption;
import dev.sartor.cli.output.PlanText;
import dev.sartor.cli.output.SearchOutput;
import dev.sartor.data.Datasets;
import dev.sartor.delivery.ModelCard;
import dev.sartor.distributed.WorkersSpec;
import dev.sartor.executor.quantisation.QuantisationOptions;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.plan.PlannedTraining;
import dev.sartor.search.plan.TimePlan;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.Objective;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.ResumeOptions;
import dev.sartor.search.run.RunConfig;
import dev.sartor.search.run.RunFolder;
import dev.sartor.search.run.RunInputs;
import dev.sartor.search.run.SearchResult;
import dev.sartor.space.file.SpaceFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sartor search}: searches a space for the Pareto front within limits. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = "Search a space for the most accurate architectures within the limits.",
        footer = {
            "",
            "Examples:",
            "  sartor search --space small-28 --data shapes --table mine --limit \"latency<=0.1ms\" --out"
                    + " results/first",
            "  sartor search --space small-28 --data photos --limit \"macs<=3M\" --time 3h",
            "  sartor search --space small-28 --data photos --limit \"macs<=3M\" --time-limit 1h --watch",
            "  sartor search --resume results/first",
            "  sartor search --resume results/first --trials 200"
        })
public final class SearchCommand implements Runnable {
    /** Options that are decided when a run is started, so that they are rejected with {@code --resume}. */
    private static final String[] NEW_RUN_OPTIONS = {
        "--space",
        "--table",
        MissingTableRowsOption.NAME,
        "--limit",
        "--objective",
        "--accuracy",
        "--algorithm",
        "--population",
        "--steady-state",
        "--time",
        "--time-limit",
        "--seed",
        "--out",
        "--dry-run"
    };

    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Mixin
    private ThreadsOption threads;

    @Mixin
    private MissingTableRowsOption missingRows;

    @Mixin
    private TrustOption trust;

    @Option(names = "--space", paramLabel = "S", description = TableAndSpaceOptions.SPACE_HELP + ".")
    private String space;

    @Option(
            names = "--data",
            paramLabel = "D",
            description =
                    "A folder of images, or shapes, the built-in data set. With --resume: where the images of the run"
                            + " are now.")
    private String data;

    @Option(names = "--table", paramLabel = "T", description = TableAndSpaceOptions.TABLE_HELP + ". Can be repeated.")
    private List<String> tables = List.of();

    @Option(
            names = "--limit",
            paramLabel = "L",
            description =
                    "A limit, such as latency<=5ms, params<=4M, macs<=300M, memory<=2MiB or flash<=512KiB (weights);"
                            + " or P(latency<=5ms)>=0.95, the probability to meet one. Can be repeated.")
    private List<String> limits = List.of();

    @Option(
            names = "--objective",
            paramLabel = "O",
            description = "accuracy (or the score that --accuracy gives), latency (the largest over all tables),"
                + " latency:TABLE, mean-latency, macs, params, memory, flash, or reward:latency=5ms (accuracy less a"
                + " penalty for a latency above or below 5 ms; networks within 1 %% of it come first). Can be"
                + " repeated. Default: accuracy, and latency or else macs.")
    private List<String> objectives = List.of();

    @Option(
            names = "--accuracy",
            paramLabel = "A",
            description =
                    "How networks are evaluated: training:epochs=2,images=10000 (the default where several kinds of"
                        + " block are possible at a position, and for few images, then with folds=5 by"
                        + " cross-validation), supernet:epochs=100,images=20000 (otherwise the default),"
                        + " halving:epochs=9,first=1,keep=3 (trains each network for 1 epoch, and the best third of"
                        + " them further, up to 9 epochs), csv:FILE, predicted:FILE, command:CMD"
                        + " (src/docs/accuracy.md), or a score of untrained networks: naswot, synflow, zico,"
                        + " most-params, most-macs. With a table of an int8 device, trained networks are evaluated in"
                        + " int8; precision=fp32 evaluates in fp32. After training:, command: or predicted:, +naswot,"
                        + " +synflow, +zico and +supernet are features for the predictor.")
    private String accuracy;

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            description =
                    "The search algorithm: nsga2, regularised-evolution, local-search, predictive (learns accuracies"
                            + " during the search: fewest trials), exploration (only with --accuracy predicted:FILE:"
                            + " predicts 10,000 networks for each trial and proposes the best) or random. Default:"
                            + " nsga2; without --accuracy, predictive where several kinds of block are possible at a"
                            + " position.")
    private String algorithm;

    @Option(
            names = "--trials",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "Number of networks to evaluate. Default: ${DEFAULT-VALUE}. With --resume: extend the run to this"
                            + " number.")
    @IntegerRange(min = 1, max = 10_000_000)
    private int trials;

    @Option(
            names = "--population",
            paramLabel = "N",
            description = "Population size. Default: half the square root of --trials, 6 to 64.")
    @IntegerRange(min = 2, max = 100_000)
    private Integer population;

    @Option(
            names = "--steady-state",
            paramLabel = "N",
            description = "Propose networks one by one, each as soon as fewer than N are in evaluation, in the order of"
                    + " their proposals; for many workers whose evaluations take different times"
                    + " (src/docs/workers.md). Default: in generations.")
    @IntegerRange(min = 1, max = 100_000)
    private Integer steadyState;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Plan everything for this time, such as 30m or 3h: the accuracy source, the search, and the"
                    + " final training of the best network. With --dry-run: print the plan.")
    private Duration time;

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Stop the search after this time: 30m, 2h. Default: no limit.")
    private Duration timeLimit;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the random number generator. Default: ${DEFAULT-VALUE}.")
    @IntegerRange(min = Long.MIN_VALUE)
    private long seed;

    @Option(names = "--out", paramLabel = "DIR", description = "The folder of the run. Default: results/SPACE-SEED.")
    private Path out;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Continue the run in this folder. --trials extends it; --data names images that were moved.")
    private Path resume;

    @Option(
            names = "--workers",
            paramLabel = "W",
            description = "Evaluate the networks on other machines, through a queue or ssh:"
                    + " command:workers=40,retries=5,srun -c1 sartor evaluate --data /mnt/photos (src/docs/workers.md)."
                    + " For --accuracy training, halving, supernet, naswot, synflow and zico. The result is the same as"
                    + " without it.")
    private String workers;

    @Option(names = "--watch", description = "Serve the report to browsers on this machine while the search runs.")
    private boolean watch;

    @Option(names = "--dry-run", description = "Check the options and print what would be done; write nothing.")
    private boolean dryRun;

    @Mixin
    private JsonOption json;

    @Override
    public void run() {
        long startNanos = System.nanoTime();
        ConsoleProgress progress = ConsoleProgress.of(spec.commandLine().getErr(), verbosity);
        Optional<WorkersSpec> machines = Optional.ofNullable(workers).map(WorkersSpec::parse);
        // connecting to a cluster starts processes there, which a dry run does not need
        var job = new SearchJob(progress, threads.count(), machines.filter(_ -> !dryRun), watch, this::resumeCommand);
        if (resume != null) {
            UsageErrors.rejectIfGiven(
                    spec,
                    "a run continues with the options it was started with",
                    "omit it, or start another run without --resume",
                    NEW_RUN_OPTIONS);
            EvaluationMetric metric = RunFolder.open(resume).config().accuracy().metric();
            finish(resume, job.resume(resume, resumeOptions(), trust.consent()), metric, Optional.empty(), progress);
            return;
        }
        if (time != null) {
            searchWithinTime(job, progress, startNanos);
            return;
        }
        AccuracyChoice choice = accuracy == null ? AccuracyChoice.DEFAULT : AccuracyChoice.parse(accuracy);
        RunConfig config = config(choice.spec());
        RunInputs inputs = job.open(config, choice);
        if (dryRun) {
            machines.ifPresent(_ -> inputs.requireWorkForWorkers());
            spec.commandLine()
                    .getOut()
                    .println(ConsoleFormat.format(
                            "%s: %,d architectures; some are within the limits; %s would evaluate %d, %s",
                            inputs.problem().space().name(),
                            inputs.problem().space().count(),
                            config.algorithm().text(),
                            config.budget().trials(),
                            inputs.accuracy().description()));
            return;
        }
        Path folder = folder(inputs);
        config.data().ifPresent(d -> Datasets.requireOutside(d, folder));
        finish(
                folder,
                job.start(folder, config, inputs, Interruption.currentCommand(spec)),
                config.accuracy().metric(),
                Optional.of(inputs),
                progress);
    }

    private Path folder(RunInputs inputs) {
        return out == null ? Path.of("results", inputs.problem().space().name() + "-" + seed) : out;
    }

    /**
     * Runs the search that {@code --time} plans.
     *
     * @param startNanos the time at which the command started
     */
    private void searchWithinTime(SearchJob job, ConsoleProgress progress, long startNanos) {
        UsageErrors.rejectIfGiven(
                spec,
                "with --time, it is planned",
                "omit it, or omit --time",
                "--trials",
                "--population",
                "--steady-state",
                "--algorithm",
                "--time-limit",
                "--workers");
        var timed = new TimedSearch(time, startNanos, accuracy, objectives.isEmpty());
        if (data == null) {
            throw new UserError(
                    "no images to train on", "sartor search --time", "add --data with a folder of images or shapes");
        }
        RunConfig config = config(TimedSearch.BEFORE_PLAN);
        RunInputs opened = job.open(config);
        TimePlan plan = timed.plan(config, opened, progress, threads.count());
        if (dryRun) {
            PlanText.of(plan).forEach(spec.commandLine().getOut()::println);
            return;
        }
        PlanText.of(plan).forEach(progress::println);
        Path folder = folder(opened);
        Datasets.requireOutside(data, folder);
        RunConfig planned = timed.withPlan(config, plan);
        RunInputs inputs = opened.withSearch(planned);
        AccuracyCertainty.warning(inputs.accuracy().evaluationSet()).ifPresent(progress::warn);
        TimedSearch.writePlan(plan, folder);
        SearchResult result = job.start(folder, planned, inputs, Interruption.currentCommand(spec));
        finish(folder, result, planned.accuracy().metric(), Optional.of(inputs), progress);
    }

    /**
     * Prints the result, after the final training if there is a plan for it.
     *
     * @param inputs the inputs of the search; empty to open them again
     */
    private void finish(
            Path folder,
            SearchResult result,
            EvaluationMetric metric,
            Optional<RunInputs> inputs,
            ConsoleProgress progress) {
        var output = new SearchOutput(spec.commandLine().getOut(), json.isGiven(), GivenOptions.of(spec, "--threads"));
        RunFolder run = RunFolder.open(folder);
        Optional<PlannedTraining> plan = run.config().training();
        if (plan.isEmpty()) {
            output.print(run, result, metric);
            return;
        }
        String resumeCommand = resumeCommand(folder);
        DeliveryJob job = inputs.map(i ->
                        new DeliveryJob(run, i, List.of(), trust.consent(), progress, threads.count(), resumeCommand))
                .orElseGet(() ->
                        DeliveryJob.open(run, List.of(), trust.consent(), progress, threads.count(), resumeCommand));
        ModelCard winner = job.complete(plan.get());
        output.print(run, result, metric, Optional.of(winner), job.deliverInt8(winner, QuantisationOptions.defaults()));
    }

    private String resumeCommand(Path folder) {
        return SartorCommand.of("search")
                .with("--resume", folder)
                .with(GivenOptions.of(spec, "--threads", "--workers", "--watch", "--json", "--quiet", "--trust"))
                .text();
    }

    private ResumeOptions resumeOptions() {
        boolean extended = spec.commandLine().getParseResult().hasMatchedOption("--trials");
        return new ResumeOptions(extended ? OptionalInt.of(trials) : OptionalInt.empty(), Optional.ofNullable(data));
    }

    private RunConfig config(AccuracySpec source) {
        if (space == null) {
            throw new UserError(
                    "no search space", "sartor search", "add --space NAME (see sartor spaces), or --resume DIR");
        }
        List<Path> files = tables.stream().map(TableArgument::file).toList();
        Path spaceFile = SpaceFile.locate(space, Installation.searchSpaces());
        return new RunConfig(
                spaceFile,
                Optional.ofNullable(data),
                files,
                missingRows.policy(),
                objectives.isEmpty()
                        ? SearchProblem.defaultObjectives(source.metric(), !files.isEmpty())
                        : objectives.stream().map(Objective::parse).toList(),
                limits.stream().map(Limit::parse).toList(),
                source,
                algorithm == null ? defaultAlgorithm(spaceFile) : Algorithm.parse(algorithm),
                budget(),
                seed);
    }

    /** Predictive search if no source is given and the networks are trained one by one: it needs the fewest trainings. */
    private Algorithm defaultAlgorithm(Path spaceFile) {
        return accuracy == null
                        && steadyState == null
                        && SpaceFile.read(spaceFile).mixesKinds()
                ? Algorithm.PREDICTIVE
                : Algorithm.NSGA2;
    }

    private Budget budget() {
        Budget budget = Budget.of(trials).withTime(Optional.ofNullable(timeLimit));
        Budget sized = population == null ? budget : budget.withPopulation(population, Math.max(2, population / 2));
        return steadyState == null ? sized : sized.withSteadyState(steadyState);
    }
}

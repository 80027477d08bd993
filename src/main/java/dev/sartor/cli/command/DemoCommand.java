package dev.sartor.cli.command;

import dev.sartor.base.file.WriteErrors;
import dev.sartor.base.process.CommandConsent;
import dev.sartor.base.process.SartorCommand;
import dev.sartor.cli.job.DeliveryJob;
import dev.sartor.cli.job.SearchJob;
import dev.sartor.cli.option.GivenOptions;
import dev.sartor.cli.option.Installation;
import dev.sartor.cli.option.IntegerRange;
import dev.sartor.cli.option.ThreadsOption;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.output.AgreementText;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.Interruption;
import dev.sartor.cli.output.ModelCardText;
import dev.sartor.cli.output.ProfilingProgress;
import dev.sartor.delivery.ModelCard;
import dev.sartor.delivery.RunSharedWeights;
import dev.sartor.delivery.TeacherReference;
import dev.sartor.device.Boards;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.device.spec.InProcessSpec;
import dev.sartor.distributed.WorkersSpec;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.recipe.RecipeChoice;
import dev.sartor.latency.measuring.Profiler;
import dev.sartor.latency.measuring.plan.ProfilingPlan;
import dev.sartor.latency.prediction.LatencyPredictor;
import dev.sartor.latency.prediction.MissingUnitPolicy;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.network.Lowering;
import dev.sartor.onnx.ActivationOperators;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.ResumeOptions;
import dev.sartor.search.run.RunConfig;
import dev.sartor.search.run.RunFolder;
import dev.sartor.search.run.RunInputs;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sartor demo}: the whole workflow once, on this machine, with the built-in images. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Run the whole workflow on this machine in under five minutes: profile, search, train, export,"
                + " check, report.",
        footer = {"", "Example: sartor demo --out results/demo"})
public final class DemoCommand implements Runnable {
    /** Number of random networks whose median latency becomes the limit. */
    private static final int SAMPLE_SIZE = 1000;

    private static final int DIGITS_OF_LIMIT = 3;

    private final DemoSettings steps;

    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Mixin
    private ThreadsOption threads;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder of the run. Default: results/demo, or results/demo-2 and so on if it exists.")
    private Path out;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the random number generator. Default: ${DEFAULT-VALUE}.")
    @IntegerRange(min = Long.MIN_VALUE)
    private long seed;

    public DemoCommand() {
        this(DemoSettings.standard());
    }

    DemoCommand(DemoSettings steps) {
        this.steps = steps;
    }

    @Override
    public void run() {
        long start = System.nanoTime();
        ConsoleProgress progress = ConsoleProgress.of(spec.commandLine().getErr(), verbosity);
        Path folder = out == null ? firstUnused(Path.of("results")) : out;
        String resumeCommand = SartorCommand.of("demo")
                .with("--out", folder)
                .with("--seed", seed)
                .with(GivenOptions.of(spec, "--threads", "--quiet"))
                .text();
        Path table = profile(folder, progress, resumeCommand);
        Limit limit = Limit.parse("latency<=" + medianMs(table) + "ms");
        progress.println(ConsoleFormat.format(
                "the limit is the median latency of %s on this machine: %s", steps.space(), limit.amount()));
        var config = new RunConfig(
                SpaceFile.locate(steps.space(), Installation.searchSpaces()),
                Optional.of(steps.data()),
                List.of(table),
                MissingUnitPolicy.REFUSE,
                SearchProblem.defaultObjectivesWithLatency(),
                List.of(limit),
                steps.accuracy(),
                Algorithm.NSGA2,
                Budget.of(steps.trials()),
                seed);
        Optional<WorkersSpec> noWorkers = Optional.empty();
        boolean watch = false;
        var search = new SearchJob(progress, threads.count(), noWorkers, watch, _ -> resumeCommand);
        RunInputs inputs = search.open(config);
        if (isInterruptedDemo(folder, config)) {
            search.resume(folder, ResumeOptions.NONE, CommandConsent.refused());
        } else {
            search.start(folder, config, inputs, resumeCommand);
        }
        RunFolder run = RunFolder.open(folder);
        var delivery = new DeliveryJob(
                run, inputs, steps.vias(), CommandConsent.refused(), progress, threads.count(), resumeCommand);
        int count = 1;
        Trial chosen = delivery.choose(count).getFirst();
        Optional<RunSharedWeights> newWeights = Optional.empty();
        Optional<TeacherReference> noTeacher = Optional.empty();
        boolean overwrite = false;
        delivery.train(
                List.of(chosen.id()),
                RecipeChoice.exactly(Recipe.standard(steps.epochs())),
                newWeights,
                noTeacher,
                overwrite);
        ModelCard card = delivery.export(chosen.id(), ActivationOperators.STANDARD);
        print(card, limit, run, delivery.files(chosen.id()).onnx(), (System.nanoTime() - start) / 1e9);
    }

    private static boolean isInterruptedDemo(Path folder, RunConfig config) {
        if (!Files.exists(new RunFolder(folder).configFile())) {
            return false;
        }
        RunConfig existing = new RunFolder(folder).config();
        return existing.seed() == config.seed()
                && existing.limits().equals(config.limits())
                && existing.accuracy().equals(config.accuracy());
    }

    /** The table of this machine; one that an interrupted demo measured is used again. */
    private Path profile(Path folder, ConsoleProgress progress, String resumeCommand) {
        Path csv = folder.resolve("this-machine.csv");
        if (Profiler.isProfiled(csv)) {
            return csv;
        }
        SearchSpace space = SpaceFile.find(steps.space(), Installation.searchSpaces());
        ProfilingPlan plan = ProfilingPlan.of(List.of(space), steps.profiling(), seed);
        progress.phase(ConsoleFormat.format(
                "profiling this machine, 1 thread: %d units of %s and %d whole networks",
                plan.units().size(), steps.space(), plan.networks().size()));
        InProcessSpec cpu = DeviceSpec.cpu();
        try (Boards boards = steps.vias().isEmpty() ? Boards.of(Devices.open(cpu)) : Devices.open(cpu, steps.vias())) {
            Files.createDirectories(folder);
            LatencyTable table = new Profiler(
                            boards, Clock.systemUTC(), System::nanoTime, new ProfilingProgress(progress))
                    .profile(plan, csv);
            progress.clear();
            table.certificate()
                    .heldOutQuality()
                    .ifPresent(q ->
                            progress.println("  predictions of unseen networks: " + AgreementText.of(q.prediction())));
            return csv;
        } catch (InterruptedException e) {
            progress.clear();
            throw new Interruption.Interrupted(
                    "interrupted; completed measurements are kept. Continue with:\n  " + resumeCommand);
        } catch (IOException e) {
            throw WriteErrors.of(folder, e);
        }
    }

    /** The median latency of the space, to three digits. */
    private String medianMs(Path table) {
        SearchSpace space = SpaceFile.find(steps.space(), Installation.searchSpaces());
        LatencyPredictor predictor = new LatencyPredictor(LatencyTableFile.read(table));
        var random = new SplittableRandom(seed);
        double[] ms = new double[SAMPLE_SIZE];
        for (int i = 0; i < SAMPLE_SIZE; i++) {
            ms[i] = predictor
                    .predict(Lowering.lower(space.decode(space.sample(random))))
                    .totalMs();
        }
        Arrays.sort(ms);
        return new BigDecimal(ms[SAMPLE_SIZE / 2])
                .round(new MathContext(DIGITS_OF_LIMIT))
                .toPlainString();
    }

    private void print(ModelCard card, Limit limit, RunFolder run, Path onnx, double seconds) {
        PrintWriter text = spec.commandLine().getOut();
        text.println(ConsoleFormat.format(
                "best within %s: trial %s, after %s", limit.amount(), card.name(), ConsoleFormat.duration(seconds)));
        ModelCardText.lines(card).forEach(text::println);
        text.println("model   " + onnx);
        text.println("report  " + run.reportFile());
    }

    /** The first of {@code results/demo}, {@code results/demo-2}, … that contains no run. */
    private static Path firstUnused(Path results) {
        Path folder = results.resolve("demo");
        for (int n = 2; Files.exists(folder.resolve("config.yaml")); n++) {
            folder = results.resolve("demo-" + n);
        }
        return folder;
    }
}

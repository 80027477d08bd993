package dev.sartor.cli.command;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.base.process.CommandConsent;
import dev.sartor.cli.option.Installation;
import dev.sartor.cli.option.ThreadsOption;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.output.AgreementText;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.ModelCardText;
import dev.sartor.cli.output.ProfilingProgress;
import dev.sartor.delivery.ModelCard;
import dev.sartor.device.Device;
import dev.sartor.device.factory.Devices;
import dev.sartor.device.spec.DeviceSpec;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.latency.measuring.Profiler;
import dev.sartor.latency.measuring.plan.ProfilingOptions;
import dev.sartor.latency.measuring.plan.ProfilingPlan;
import dev.sartor.latency.prediction.LatencyPredictor;
import dev.sartor.latency.prediction.MissingUnitPolicy;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.network.Lowering;
import dev.sartor.search.algorithm.Algorithm;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.Budget;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.run.RunConfig;
import dev.sartor.search.run.RunFolder;
import dev.sartor.search.run.RunInputs;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
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
    private static final String SPACE = "small-28";
    private static final String DATA = "shapes";
    private static final int TRIALS = 20;
    private static final AccuracySpec EVALUATION = new AccuracySpec.Training(4, OptionalInt.of(4000));
    private static final int EPOCHS = 15;
    private static final Duration PROFILING = Duration.ofSeconds(45);
    /** Number of random networks whose median latency becomes the limit. */
    private static final int SAMPLE = 1000;

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
    private long seed;

    @Override
    public void run() {
        long start = System.nanoTime();
        ConsoleProgress progress = ConsoleProgress.of(spec.commandLine().getErr(), verbosity);
        Path folder = out == null ? firstUnused(Path.of("results")) : out;
        Path table = profile(folder, progress);
        Limit limit = Limit.parse("latency<=" + medianMs(table) + "ms");
        progress.println(ConsoleFormat.format(
                "the limit is the median latency of %s on this machine: %s", SPACE, limit.amount()));
        var config = new RunConfig(
                SpaceFile.locate(SPACE, Installation.searchSpaces()),
                Optional.of(DATA),
                List.of(table),
                MissingUnitPolicy.REFUSE,
                SearchProblem.defaultObjectives(true),
                List.of(limit),
                EVALUATION,
                Algorithm.NSGA2,
                Budget.of(TRIALS),
                seed);
        var search = new SearchJob(progress, threads.count(), false);
        RunInputs inputs = search.open(config);
        search.start(folder, config, inputs, "sartor demo --seed " + seed);
        RunFolder run = RunFolder.open(folder);
        var delivery = new DeliveryJob(
                run,
                inputs,
                Optional.empty(),
                CommandConsent.refused(),
                progress,
                threads.count(),
                "sartor train " + folder + " --epochs " + EPOCHS + " && sartor export " + folder);
        Trial chosen = delivery.choose(1).getFirst();
        delivery.train(chosen.id(), Recipe.standard(EPOCHS), Optional.empty(), Optional.empty());
        ModelCard card = delivery.export(chosen.id());
        print(card, limit, run, delivery.files(chosen.id()).onnx(), (System.nanoTime() - start) / 1e9);
    }

    private Path profile(Path folder, ConsoleProgress progress) {
        Path csv = folder.resolve("this-machine.csv");
        SearchSpace space = SpaceFile.find(SPACE, Installation.searchSpaces());
        ProfilingPlan plan =
                ProfilingPlan.of(List.of(space), ProfilingOptions.standard().withBudget(PROFILING), seed);
        progress.phase(ConsoleFormat.format(
                "profiling this machine, 1 thread: %d units of %s and %d whole networks",
                plan.units().size(), SPACE, plan.networks().size()));
        try (Device device = Devices.open(DeviceSpec.cpu())) {
            Files.createDirectories(folder);
            LatencyTable made = new Profiler(
                            device, Clock.systemUTC(), System::nanoTime, new ProfilingProgress(progress))
                    .profile(plan, csv);
            progress.clear();
            made.certificate()
                    .heldOutQuality()
                    .ifPresent(q ->
                            progress.println("  predictions of unseen networks: " + AgreementText.of(q.prediction())));
            return csv;
        } catch (InterruptedException e) {
            progress.clear();
            throw new Interruption.Interrupted(
                    "interrupted; completed measurements are kept. Continue with:\n  sartor demo --seed " + seed
                            + " --out " + folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The median latency of the space, to three digits. */
    private String medianMs(Path table) {
        SearchSpace space = SpaceFile.find(SPACE, Installation.searchSpaces());
        LatencyPredictor predictor = new LatencyPredictor(LatencyTableFile.read(table));
        var random = new SplittableRandom(seed);
        double[] ms = new double[SAMPLE];
        for (int i = 0; i < SAMPLE; i++) {
            ms[i] = predictor
                    .predict(Lowering.lower(space.decode(space.sample(random))))
                    .totalMs();
        }
        java.util.Arrays.sort(ms);
        return new BigDecimal(ms[SAMPLE / 2]).round(new MathContext(3)).toPlainString();
    }

    private void print(ModelCard card, Limit limit, RunFolder run, Path onnx, double seconds) {
        PrintWriter text = spec.commandLine().getOut();
        text.println(ConsoleFormat.format(
                "best within %s: trial %s, after %s", limit.amount(), card.name(), ConsoleFormat.duration(seconds)));
        ModelCardText.of(card).forEach(text::println);
        text.println("model   " + onnx);
        text.println("report  " + run.reportFile());
    }

    /** The first of {@code results/demo}, {@code results/demo-2}, … that holds no run. */
    private static Path firstUnused(Path results) {
        Path folder = results.resolve("demo");
        for (int n = 2; Files.exists(folder.resolve("config.yaml")); n++) {
            folder = results.resolve("demo-" + n);
        }
        return folder;
    }
}

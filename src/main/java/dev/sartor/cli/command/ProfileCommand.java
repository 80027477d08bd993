package dev.sartor.cli.command;

import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.process.SartorCommand;
import dev.sartor.cli.option.DeviceOption;
import dev.sartor.cli.option.DurationConverter;
import dev.sartor.cli.option.GivenOptions;
import dev.sartor.cli.option.Installation;
import dev.sartor.cli.option.IntegerRange;
import dev.sartor.cli.option.PercentConverter;
import dev.sartor.cli.option.TableAndSpaceOptions;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.output.AgreementText;
import dev.sartor.cli.output.BoardsText;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.Interruption;
import dev.sartor.cli.output.ProfilingProgress;
import dev.sartor.cli.output.TrustText;
import dev.sartor.device.Boards;
import dev.sartor.device.Device;
import dev.sartor.device.spec.InProcessSpec;
import dev.sartor.latency.calibration.Calibrator;
import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.measuring.FloatStemGain;
import dev.sartor.latency.measuring.Profiler;
import dev.sartor.latency.measuring.plan.ProfilingEstimate;
import dev.sartor.latency.measuring.plan.ProfilingOptions;
import dev.sartor.latency.measuring.plan.ProfilingPlan;
import dev.sartor.latency.measuring.plan.RandomNetworks;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.latency.table.Staleness;
import dev.sartor.network.Network;
import dev.sartor.network.Precision;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.unit.Unit;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sartor profile}: measures a latency table of a device. */
@Command(
        name = "profile",
        mixinStandardHelpOptions = true,
        description =
                "Measure a latency table of a device: every unit (stem, block or head) of one or more search spaces.",
        footer = {
            "",
            "After an interruption, the same command continues where it stopped.",
            "",
            "Example: sartor profile --space small-28 --device cpu,threads=1 --out latency-tables/mine.csv"
        })
public final class ProfileCommand implements Runnable {
    /** Number of networks whose latency is measured with the stem in fp32 too. */
    private static final int COMPARED_NETWORKS = 3;
    /** The share of the latency that a stem in fp32 must save to be proposed. */
    private static final double MIN_GAIN = 0.01;

    /** Maximum number of units to list; the others are only counted. */
    private static final int MAX_LISTED = 5;

    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Option(
            names = "--space",
            paramLabel = "S",
            required = true,
            description = TableAndSpaceOptions.SPACE_HELP + ". Can be repeated.")
    private List<String> spaces;

    @Mixin
    private DeviceOption device;

    @Option(
            names = "--out",
            paramLabel = "CSV",
            required = true,
            description = "The table to write. Its certificate is written beside it.")
    private Path out;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            defaultValue = "5m",
            converter = DurationConverter.class,
            description = "Time limit; the most informative units are measured first. Default: ${DEFAULT-VALUE}.")
    private Duration budget;

    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "1%",
            converter = PercentConverter.class,
            description = "Stop measuring a unit once its latency is known to this precision; 0%% measures all rounds."
                    + " Default: 1%%.")
    private double precision;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "30",
            description = "Maximum number of rounds; each round measures every model once. Default: ${DEFAULT-VALUE}.")
    @IntegerRange(min = 2, max = 100_000)
    private int rounds;

    @Option(
            names = "--networks",
            paramLabel = "N",
            defaultValue = "96",
            description = "Number of whole networks that calibrate the table. Default: ${DEFAULT-VALUE}.")
    @IntegerRange(min = Calibrator.MIN_NETWORKS, max = 10_000)
    private int networks;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the choice of networks and of the order of measurements. Default: ${DEFAULT-VALUE}.")
    @IntegerRange(min = Long.MIN_VALUE)
    private long seed;

    @Option(
            names = "--only",
            paramLabel = "stale",
            description = "Measure only if the table is out of date: a new runtime, driver or space.")
    private Only only;

    @Option(names = "--dry-run", description = "Print what would be measured and how long it would take.")
    private boolean dryRun;

    /** The values of {@code --only}. */
    enum Only {
        stale
    }

    @Override
    public void run() {
        List<SearchSpace> read = spaces.stream()
                .map(s -> SpaceFile.find(s, Installation.searchSpaces()))
                .toList();
        ProfilingOptions standard = ProfilingOptions.standard();
        var options = standard.withNetworks(networks, standard.heldOutNetworks())
                .with(standard.protocol()
                        .withRounds(rounds)
                        .withTargetPrecision(precision)
                        .withBudget(budget));
        var plan = ProfilingPlan.of(read, options, seed);
        ConsoleProgress progress = ConsoleProgress.of(spec.commandLine().getErr(), verbosity);
        try (Boards opened = device.open()) {
            run(read, plan, opened, progress);
        }
    }

    private void run(List<SearchSpace> read, ProfilingPlan plan, Boards opened, ConsoleProgress progress) {
        if (only == Only.stale && Files.exists(out) && !isStale(plan, opened.first(), progress)) {
            return;
        }
        var profiler = new Profiler(opened, Clock.systemUTC(), System::nanoTime, new ProfilingProgress(progress));
        ProfilingEstimate estimate = profiler.estimate(plan);
        String summary = ConsoleFormat.format(
                        "%d units and %d whole networks (%d models) in up to %d rounds, about %s",
                        estimate.units(),
                        estimate.networks(),
                        estimate.models(),
                        rounds,
                        ConsoleFormat.duration(estimate.duration()))
                + (opened.count() > 1 ? " on " + opened.count() + " boards" : "")
                + (estimate.duration().maxSeconds() >= budget.toMillis() / 1e3
                        ? ", limited by --budget to " + ConsoleFormat.duration(budget.toSeconds())
                        : "");
        PrintWriter text = spec.commandLine().getOut();
        if (dryRun) {
            text.println(summary);
            text.println("first   "
                    + plan.units().stream().limit(MAX_LISTED).map(Unit::key).collect(Collectors.joining(", ")) + " …");
            return;
        }
        AtomicFile.requireWritable(out);
        progress.phase("measuring " + summary);
        LatencyTable table = measure(profiler, plan, progress);
        OptionalDouble floatStemGain = floatStemGain(read, opened, progress);
        progress.clear();
        print(table, floatStemGain, text);
    }

    /** The share of the latency that stems in fp32 would save; empty unless all layers are in 8 bits, or if the device cannot have them. */
    private OptionalDouble floatStemGain(List<SearchSpace> read, Boards opened, ConsoleProgress progress) {
        if (!(opened.first().description().device() instanceof InProcessSpec s) || s.stem() == Precision.FP32) {
            return OptionalDouble.empty();
        }
        List<Network> networks = Stream.generate(RandomNetworks.of(read, seed))
                .limit(COMPARED_NETWORKS)
                .toList();
        try {
            return OptionalDouble.of(
                    FloatStemGain.of(opened, s, networks, System::nanoTime, new ProfilingProgress(progress)));
        } catch (InterruptedException e) {
            progress.clear();
            throw Interruption.Interrupted.measuring(spec);
        }
    }

    private boolean isStale(ProfilingPlan plan, Device opened, ConsoleProgress progress) {
        List<String> reasons = Staleness.of(LatencyTableFile.read(out), plan.units(), opened.description())
                .reasons();
        if (reasons.isEmpty()) {
            spec.commandLine().getOut().println(out + " is up to date: same runtime, system and units");
        }
        reasons.forEach(r -> progress.println("out of date: " + r));
        return !reasons.isEmpty();
    }

    private LatencyTable measure(Profiler profiler, ProfilingPlan plan, ConsoleProgress progress) {
        try {
            LatencyTable table = profiler.profile(plan, out);
            device.remember(out);
            return table;
        } catch (InterruptedException e) {
            progress.clear();
            throw Interruption.Interrupted.measuring(spec);
        }
    }

    private void print(LatencyTable table, OptionalDouble floatStemGain, PrintWriter text) {
        Certificate c = table.certificate();
        text.println(ConsoleFormat.format(
                "%s: %d units of %s, %d rounds in %s",
                out,
                table.units().size(),
                c.device().device().text(),
                c.result().rounds(),
                ConsoleFormat.duration(c.result().seconds())));
        c.heldOutQuality().ifPresent(q -> text.println("held-out networks  " + AgreementText.of(q.prediction())));
        c.result().noise().ifPresent(n -> text.println("noise floor        " + AgreementText.of(n)));
        c.heldOutQuality().ifPresent(q -> text.println("MACs baseline      " + AgreementText.of(q.macsBaseline())));
        text.println("trust              " + TrustText.of(c.quality().trust()));
        BoardsText.lines(c.result().boards()).forEach(text::println);
        c.result()
                .timerGrainMs()
                .ifPresent(g -> text.println("timer              counts steps of " + g
                        + " ms; latencies of single units are no finer than that"));
        if (!c.gaps().slow().isEmpty()) {
            text.println(ConsoleFormat.format(
                    "flagged: %d units were measured mostly while the device was much slower than usual",
                    c.gaps().slow().size()));
        }
        if (!c.gaps().missing().isEmpty() || !c.refused().isEmpty()) {
            text.println(ConsoleFormat.format(
                    "not measured: %d units for lack of time%s, %d refused by the device",
                    c.gaps().missing().size(),
                    c.gaps().missing().isEmpty() ? "" : " (a longer --budget continues from here)",
                    c.refused().size()));
        }
        c.refused().entrySet().stream()
                .limit(MAX_LISTED)
                .forEach(r -> text.println("refused            " + r.getKey() + ": " + r.getValue()));
        if (c.refused().size() > MAX_LISTED) {
            text.println(
                    "                   and " + (c.refused().size() - MAX_LISTED) + " more, listed in the certificate");
        }
        floatStemGain.ifPresent(g -> text.println(ConsoleFormat.format(
                "stem               with the stem in fp32, networks are %.0f %% %s%s",
                Math.abs(100 * g),
                g > 0 ? "faster" : "slower",
                g > MIN_GAIN
                        ? "; to measure them: --device " + c.device().device().text() + ",stem=fp32"
                        : "")));
        text.println("next               "
                + SartorCommand.of("validate")
                        .with("--table", out)
                        .with("--space", spaces.getFirst())
                        .with(GivenOptions.of(spec, "--via")));
    }
}

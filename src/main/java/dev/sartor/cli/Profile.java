package dev.sartor.cli;

import dev.sartor.device.Device;
import dev.sartor.latency.Certificate;
import dev.sartor.latency.LatencyTable;
import dev.sartor.latency.Profiler;
import dev.sartor.latency.ProfilingOptions;
import dev.sartor.latency.ProfilingPlan;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.SpaceFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sartor profile}: makes a latency table of a device. */
@Command(name = "profile", mixinStandardHelpOptions = true,
        description = "Measure a device's latency table for one or more search spaces.",
        footer = {"", "Interrupted, the same command goes on where it stopped.", "",
            "Example: sartor profile --space small-28 --device cpu,threads=1 --out latency-tables/mine.csv"})
final class Profile implements Runnable {
    @Spec
    private CommandSpec spec;
    @Mixin
    private Verbosity verbosity;
    @Option(names = "--space", paramLabel = "S", required = true, description = "A shipped space's name or a YAML file; repeatable.")
    private List<String> spaces;
    @Mixin
    private DeviceArgument device;
    @Option(names = "--out", paramLabel = "CSV", required = true, description = "The table; its certificate goes beside it.")
    private Path out;
    @Option(names = "--budget", paramLabel = "SECONDS", defaultValue = "300", description = "Stop after so long. Default: ${DEFAULT-VALUE}.")
    private int budgetSeconds;
    @Option(names = "--rounds", paramLabel = "N", defaultValue = "30", description = "Visits to each model. Default: ${DEFAULT-VALUE}.")
    private int rounds;
    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of networks and order. Default: ${DEFAULT-VALUE}.")
    private long seed;
    @Option(names = "--dry-run", description = "Say what would be measured and how long it takes.")
    private boolean dryRun;

    @Override
    public void run() {
        List<SearchSpace> read = spaces.stream().map(s -> SpaceFile.named(s, Home.searchSpaces())).toList();
        ProfilingOptions standard = ProfilingOptions.standard();
        var options = standard.with(standard.discipline().withRounds(rounds).withBudget(Duration.ofSeconds(budgetSeconds)));
        var plan = ProfilingPlan.of(read, options, seed);
        ProfilingPlan.Estimate e = plan.estimate();
        Progress progress = Progress.of(spec.commandLine().getErr(), verbosity);
        String summary = Figures.format("%d units and %d whole networks (%d models) in %d rounds, about %s",
                e.units(), e.networks(), e.models(), e.rounds(), Figures.duration(e.seconds()));
        if (dryRun) {
            spec.commandLine().getOut().println(summary);
            return;
        }
        progress.phase("measuring " + summary);
        LatencyTable table = measure(plan, progress);
        progress.done();
        print(table, spec.commandLine().getOut());
    }

    private LatencyTable measure(ProfilingPlan plan, Progress progress) {
        try (Device opened = device.open()) {
            return new Profiler(opened, Clock.systemUTC(), System::nanoTime, new ProfilingProgress(progress)).profile(plan, out);
        } catch (InterruptedException e) {
            progress.done();
            throw new Interruption.Interrupted("interrupted; what was measured is kept. Go on with the same command:\n  "
                    + Interruption.sameCommand(spec));
        }
    }

    private void print(LatencyTable table, PrintWriter text) {
        Certificate c = table.certificate();
        text.println(Figures.format("%s: %d units of %s, %d rounds in %s", out, table.units().size(),
                c.device().device().text(), c.rounds(), Figures.duration(c.seconds())));
        c.heldOut().ifPresent(j -> text.println("held-out networks  " + AgreementLine.of(j.prediction())));
        c.noise().ifPresent(n -> text.println("noise floor        " + AgreementLine.of(n)));
        c.heldOut().ifPresent(j -> text.println("MACs, to compare   " + AgreementLine.of(j.macs())));
        if (!c.missing().isEmpty() || !c.refused().isEmpty()) {
            text.println(Figures.format("not covered: %d units for want of time, %d refused by the device", c.missing().size(),
                    c.refused().size()));
        }
    }
}

package dev.sartor.cli.command;

import dev.sartor.cli.option.DurationConverter;
import dev.sartor.cli.option.TableAndSpaceOptions;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.option.ViaOption;
import dev.sartor.cli.output.AgreementText;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.JsonText;
import dev.sartor.cli.output.ProfilingProgress;
import dev.sartor.cli.output.TrustText;
import dev.sartor.device.Device;
import dev.sartor.device.DeviceDifferences;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.certificate.SoftwareVersions;
import dev.sartor.latency.certificate.Validation;
import dev.sartor.latency.certificate.ValidationSummary;
import dev.sartor.latency.measuring.Validator;
import dev.sartor.latency.statistics.Slowdown;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.space.SearchSpace;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sartor validate}: a table's predictions beside fresh measurements of whole networks. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Measure random networks that were not used for a table, and compare with its predictions.",
        footer = {
            "",
            "Interrupted, the same command goes on where it stopped.",
            "",
            "Example: sartor validate --table latency-tables/mine.csv --space small-28"
        })
public final class ValidateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Mixin
    private TableAndSpaceOptions given;

    @Mixin
    private ViaOption via;

    @Option(
            names = "--networks",
            paramLabel = "N",
            defaultValue = "60",
            description = "How many. Default: ${DEFAULT-VALUE}.")
    private int networks;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "20",
            description = "Visits to each. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            defaultValue = "5m",
            converter = DurationConverter.class,
            description = "Stop after so long. Default: ${DEFAULT-VALUE}.")
    private Duration budget;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Of the networks. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public void run() {
        LatencyTable read = given.table();
        SearchSpace drawnFrom = given.space();
        ConsoleProgress progress = ConsoleProgress.of(spec.commandLine().getErr(), verbosity);
        progress.phase("measuring " + networks + " networks of " + drawnFrom.name() + " on "
                + read.certificate().device().device().text());
        Validation validation = measure(read, drawnFrom, progress);
        progress.done();
        print(validation, spec.commandLine().getOut());
    }

    private Validation measure(LatencyTable read, SearchSpace drawnFrom, ConsoleProgress progress) {
        MeasurementProtocol discipline =
                MeasurementProtocol.standard().withRounds(rounds).withBudget(budget);
        try (Device device = via.open(read.certificate().device().device())) {
            List<String> differences =
                    DeviceDifferences.ofKind(read.certificate().device(), device.description());
            if (!differences.isEmpty()) {
                progress.say("the table is of another machine or runtime than this measurement: "
                        + String.join("; ", differences));
            }
            Validation validation = new Validator(device, System::nanoTime, new ProfilingProgress(progress))
                    .validate(read, given.tableFile(), drawnFrom, networks, discipline, seed);
            if (differences.isEmpty()) {
                ValidationSummary summary = validation.summary(
                        drawnFrom.name(), device.description().state(), Instant.now(), SoftwareVersions.current());
                LatencyTableFile.write(read.withValidation(summary), given.tableFile());
            }
            return validation;
        } catch (InterruptedException e) {
            progress.done();
            throw Interruption.Interrupted.measuring(spec);
        }
    }

    private void print(Validation v, PrintWriter out) {
        if (json) {
            Map<String, Object> object = AgreementText.object(v.measured().prediction());
            object.put("noise", AgreementText.object(v.noise()));
            object.put("macs", AgreementText.object(v.measured().macsBaseline()));
            object.put("coverage90", v.measured().coverage90());
            Map<String, Object> atTableSpeed =
                    AgreementText.object(v.atTableSpeed().prediction());
            atTableSpeed.put("coverage90", v.atTableSpeed().coverage90());
            object.put("atTableSpeed", atTableSpeed);
            object.put("controlOverTable", v.controlOverTable());
            v.slowdown().ifPresent(s -> object.put("slowdown", s));
            object.put("judges", v.noiseLowEnough());
            object.put("trust", v.trust().verdict());
            out.println(JsonText.text(object));
            return;
        }
        out.println("predictions       " + AgreementText.of(v.measured().prediction()));
        out.println("at table's speed  " + AgreementText.of(v.atTableSpeed().prediction()));
        out.println("noise floor       " + AgreementText.of(v.noise()));
        out.println("MACs, to compare  " + AgreementText.of(v.measured().macsBaseline()));
        out.println(ConsoleFormat.format(
                "90 %% interval     held %.1f %%, as the clock ran %.1f %%",
                100 * v.atTableSpeed().coverage90(), 100 * v.measured().coverage90()));
        out.println("speed             " + speed(v));
        out.println("trust             " + TrustText.of(v.trust()));
    }

    private static String speed(Validation v) {
        String networks = v.slowdown()
                .map(s -> ConsoleFormat.format(
                        "%d networks of the table took %.3f times as long as for it%s, ",
                        s.networks(), s.overTable(), each(s)))
                .orElse("");
        return networks + ConsoleFormat.format("the control %.3f times", v.controlOverTable());
    }

    private static String each(Slowdown slowdown) {
        return slowdown.spread().isPresent()
                ? ConsoleFormat.format(
                        " (each give or take %.1f %%)", 100 * slowdown.spread().getAsDouble())
                : "";
    }
}

package dev.sartor.cli.command;

import dev.sartor.cli.option.DurationConverter;
import dev.sartor.cli.option.IntegerRange;
import dev.sartor.cli.option.JsonOption;
import dev.sartor.cli.option.TableAndSpaceOptions;
import dev.sartor.cli.option.TrustOption;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.option.ViaOption;
import dev.sartor.cli.output.AgreementText;
import dev.sartor.cli.output.BoardsText;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.Interruption;
import dev.sartor.cli.output.JsonText;
import dev.sartor.cli.output.ProfilingProgress;
import dev.sartor.cli.output.TrustText;
import dev.sartor.device.Boards;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sartor validate}: compares the predictions of a table with new measurements of whole networks. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Measure random networks that were not used for a table, and compare them with its predictions.",
        footer = {
            "",
            "After an interruption, the same command continues where it stopped.",
            "",
            "Example: sartor validate --table latency-tables/mine.csv --space small-28"
        })
public final class ValidateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Mixin
    private TableAndSpaceOptions tableAndSpace;

    @Mixin
    private ViaOption via;

    @Mixin
    private TrustOption trust;

    @Option(
            names = "--networks",
            paramLabel = "N",
            defaultValue = "60",
            description = "Number of networks. Default: ${DEFAULT-VALUE}.")
    @IntegerRange(min = 2, max = 10_000)
    private int networks;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "20",
            description = "Number of rounds; each measures every network once. Default: ${DEFAULT-VALUE}.")
    @IntegerRange(min = 2, max = 100_000)
    private int rounds;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            defaultValue = "5m",
            converter = DurationConverter.class,
            description = "Time limit. Default: ${DEFAULT-VALUE}.")
    private Duration budget;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Seed of the choice of networks. Default: ${DEFAULT-VALUE}.")
    @IntegerRange(min = Long.MIN_VALUE)
    private long seed;

    @Mixin
    private JsonOption json;

    @Override
    public void run() {
        LatencyTable table = tableAndSpace.table();
        SearchSpace space = tableAndSpace.space();
        ConsoleProgress progress = ConsoleProgress.of(spec.commandLine().getErr(), verbosity);
        progress.phase("measuring " + networks + " networks of " + space.name() + " on "
                + table.certificate().device().device().text());
        Validation validation = measure(table, space, progress);
        progress.clear();
        print(validation, spec.commandLine().getOut());
    }

    private Validation measure(LatencyTable table, SearchSpace space, ConsoleProgress progress) {
        MeasurementProtocol protocol =
                MeasurementProtocol.standard().withRounds(rounds).withBudget(budget);
        try (Boards boards =
                via.open(table.certificate().device().device(), tableAndSpace.tableFile(), trust.consent())) {
            Device device = boards.first();
            List<String> differences =
                    DeviceDifferences.ofKind(table.certificate().device(), device.description());
            if (!differences.isEmpty()) {
                progress.println(
                        "the table was measured on another machine or runtime: " + String.join("; ", differences));
            }
            Path file = tableAndSpace.tableFile();
            boolean writable = Files.isWritable(file.toAbsolutePath().getParent());
            // a table of an installation may belong to another user: the log is then written to the working directory
            return new Validator(boards, System::nanoTime, new ProfilingProgress(progress))
                    .validate(
                            table,
                            writable ? file : file.getFileName(),
                            space,
                            networks,
                            protocol,
                            seed,
                            validation -> {
                                if (differences.isEmpty() && !writable) {
                                    progress.println("the result is not added to the certificate, because " + file
                                            + " cannot be written");
                                } else if (differences.isEmpty()) {
                                    ValidationSummary summary = validation.summary(
                                            space.name(),
                                            device.description().state(),
                                            Instant.now(),
                                            SoftwareVersions.current(
                                                    device.description().device()));
                                    LatencyTableFile.write(table.withValidation(summary), file);
                                }
                            });
        } catch (InterruptedException e) {
            progress.clear();
            throw Interruption.Interrupted.measuring(spec);
        }
    }

    private void print(Validation v, PrintWriter out) {
        if (json.isGiven()) {
            Map<String, Object> object = AgreementText.object(v.measured().prediction());
            object.put("noise", AgreementText.object(v.noise()));
            object.put("macs", AgreementText.object(v.measured().macsBaseline()));
            object.put("coverage90", v.measured().coverage90());
            Map<String, Object> atTableSpeed =
                    AgreementText.object(v.atTableSpeed().prediction());
            atTableSpeed.put("coverage90", v.atTableSpeed().coverage90());
            object.put("atTableSpeed", atTableSpeed);
            object.put("controlOverTable", v.controlSlowdownSinceTable());
            v.slowdown().ifPresent(s -> object.put("slowdown", s));
            if (!v.boards().isEmpty()) {
                object.put("boards", v.boards());
            }
            object.put("judges", v.noiseLowEnough());
            object.put("trust", v.trust().verdict());
            JsonText.print(object, out);
            return;
        }
        out.println("predictions       " + AgreementText.of(v.measured().prediction()));
        out.println("at table's speed  " + AgreementText.of(v.atTableSpeed().prediction()));
        out.println("noise floor       " + AgreementText.of(v.noise()));
        out.println("MACs baseline     " + AgreementText.of(v.measured().macsBaseline()));
        out.println(ConsoleFormat.format(
                "90 %% interval     covers %.1f %%, at the current speed %.1f %%",
                100 * v.atTableSpeed().coverage90(), 100 * v.measured().coverage90()));
        out.println("speed             " + speedText(v));
        BoardsText.lines(v.boards()).forEach(out::println);
        out.println("trust             " + TrustText.of(v.trust()));
    }

    private static String speedText(Validation v) {
        String networks = v.slowdown()
                .map(s -> ConsoleFormat.format(
                        "%d networks of the table took %.3f times as long as when it was measured%s, ",
                        s.networks(), s.slowdownSinceTable(), spreadText(s)))
                .orElse("");
        return networks + ConsoleFormat.format("the control network %.3f times as long", v.controlSlowdownSinceTable());
    }

    private static String spreadText(Slowdown slowdown) {
        return slowdown.spread().isPresent()
                ? ConsoleFormat.format(
                        " (each ± %.1f %%)", 100 * slowdown.spread().getAsDouble())
                : "";
    }
}

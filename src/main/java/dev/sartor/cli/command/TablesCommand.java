package dev.sartor.cli.command;

import dev.sartor.cli.option.Installation;
import dev.sartor.cli.option.JsonOption;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.output.AgreementText;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.JsonText;
import dev.sartor.cli.output.TextTable;
import dev.sartor.cli.output.VisibleWriter;
import dev.sartor.latency.certificate.Certificate;
import dev.sartor.latency.certificate.ForeignCertificate;
import dev.sartor.latency.certificate.MeasuredSpace;
import dev.sartor.latency.certificate.PredictionQuality;
import dev.sartor.latency.certificate.TableProvenance;
import dev.sartor.latency.statistics.Agreement;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTables;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sartor tables}: lists the latency tables. */
@Command(
        name = "tables",
        mixinStandardHelpOptions = true,
        subcommands = ImportTableCommand.class,
        description =
                "List the latency tables: device, number of units (stems, blocks and heads), mean prediction error,"
                        + " and spaces.",
        footer = {"", "Examples:", "  sartor tables", "  sartor tables import --help"})
public final class TablesCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description =
                    "The folder to list. Default: latency-tables of the working directory, and the shipped tables.")
    private Path folder;

    @Mixin
    private JsonOption json;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        List<LatencyTables.Entry> entries = (folder == null ? Installation.latencyTables() : List.of(folder))
                .stream().flatMap(f -> LatencyTables.list(f).stream()).toList();
        if (json.isGiven()) {
            JsonText.print(
                    entries.stream()
                            .flatMap(e -> e.table().stream())
                            .map(TablesCommand::object)
                            .toList(),
                    out);
            return;
        }
        var lines = TextTable.withHeaders("name", "device", ">units", ">mean error", "spaces");
        entries.stream().flatMap(e -> e.table().stream()).forEach(t -> lines.add(row(t)));
        lines.lines().forEach(out::println);
        entries.stream()
                .flatMap(e -> e.problem().stream())
                .forEach(p -> VisibleWriter.printLines(spec.commandLine().getErr(), p.text()));
    }

    private static String[] row(LatencyTable table) {
        TableProvenance p = table.provenance();
        String error = error(p).map(a -> ConsoleFormat.format("%.1f %%", 100 * a.mape()))
                .orElse("unknown");
        return new String[] {
            table.name(), p.deviceText(), Integer.toString(table.units().size()), error, String.join(", ", spaces(p))
        };
    }

    private static Optional<Agreement> error(TableProvenance p) {
        return p.heldOutQuality().map(PredictionQuality::prediction);
    }

    private static List<String> spaces(TableProvenance provenance) {
        return switch (provenance) {
            case Certificate c -> c.spaces().stream().map(MeasuredSpace::name).toList();
            case ForeignCertificate _ -> List.of();
        };
    }

    private static Map<String, Object> object(LatencyTable table) {
        TableProvenance provenance = table.provenance();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", table.name());
        object.put("device", provenance.deviceText());
        switch (provenance) {
            case Certificate c -> object.put("machine", c.device().machine().cpu());
            case ForeignCertificate c -> object.put("source", c.source());
        }
        object.put("units", table.units().size());
        object.put("spaces", spaces(provenance));
        error(provenance).ifPresent(a -> object.put("heldOut", AgreementText.object(a)));
        return object;
    }
}

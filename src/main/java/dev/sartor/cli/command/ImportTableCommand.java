package dev.sartor.cli.command;

import dev.sartor.cli.option.Installation;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.latency.certificate.ForeignCertificate;
import dev.sartor.latency.certificate.TableProvenance;
import dev.sartor.latency.foreign.ForeignFormat;
import dev.sartor.latency.foreign.TableImport;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.space.file.SpaceFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sartor tables import}: another tool's table as one of ours. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Make a latency table of another tool's. What its file does not say is recorded as unknown.",
        footer = {
            "",
            "Example: sartor tables import note10_lookup_table.yaml --format ofa --machine \"Samsung Note10\" --out"
                    + " note10.csv",
            "Example: sartor tables import mine.csv --format csv --columns key=unit,ms=median --out"
                    + " latency-tables/mine.csv"
        })
final class ImportTableCommand implements Runnable {
    private static final int NAMED = 3;

    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Parameters(index = "0", paramLabel = "FILE", description = "The other tool's file; may be compressed (.gz).")
    private Path file;

    @Option(
            names = "--format",
            paramLabel = "F",
            required = true,
            description = "ofa, proxylessnas, tfnas, fbnet or csv.")
    private String format;

    @Option(
            names = "--columns",
            paramLabel = "ROLE=NAME,…",
            defaultValue = "",
            description =
                    "Of a CSV: which columns hold key (such as ir_r1_k3_s2_e6_c24_nr6@16x112x112) and ms, perhaps p10,"
                            + " p90 and n; of tfnas: ms.")
    private String columns;

    @Option(
            names = "--space",
            paramLabel = "S",
            description = "For fbnet, a table of operators: the space whose units to make of them.")
    private String space;

    @Option(
            names = "--machine",
            paramLabel = "TEXT",
            defaultValue = ForeignCertificate.UNKNOWN,
            description = "What was measured. Default: ${DEFAULT-VALUE}.")
    private String machine;

    @Option(
            names = "--out",
            paramLabel = "FILE.csv",
            required = true,
            description = "The table to write, with a certificate beside it.")
    private Path out;

    @Override
    public void run() {
        var wanted = new TableImport(
                ForeignFormat.parse(format),
                columns,
                Optional.ofNullable(space).map(s -> SpaceFile.named(s, Installation.searchSpaces())),
                machine);
        LatencyTable table =
                wanted.read(file, out.getFileName().toString().replaceFirst("\\.csv$", ""), Clock.systemUTC());
        LatencyTableFile.write(table, out);
        print(table, spec.commandLine().getOut());
    }

    private void print(LatencyTable table, PrintWriter text) {
        text.println(ConsoleFormat.format("%s: %d units", out, table.units().size()));
        TableProvenance provenance = table.provenance();
        if (provenance instanceof ForeignCertificate c) {
            if (!c.flags().isEmpty()) {
                text.println(c.flags().size() + " of them doubtful, the first: "
                        + c.flags().entrySet().iterator().next());
            }
            if (!c.unmapped().isEmpty()) {
                text.println(c.unmapped().size()
                        + " entries are no units of ours; all are listed in the certificate, the first:");
                c.unmapped().entrySet().stream()
                        .limit(NAMED)
                        .forEach(e -> text.println("  " + e.getKey() + ": " + e.getValue()));
            }
        }
    }
}

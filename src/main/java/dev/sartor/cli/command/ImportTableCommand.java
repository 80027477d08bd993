package dev.sartor.cli.command;

import dev.sartor.base.file.FileNames;
import dev.sartor.cli.option.Installation;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.latency.certificate.ForeignCertificate;
import dev.sartor.latency.certificate.TableProvenance;
import dev.sartor.latency.foreign.ForeignFormat;
import dev.sartor.latency.foreign.LatencyTimeUnit;
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

/** {@code sartor tables import}: converts a latency table of another tool. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = "Convert a latency table of another tool. Facts that its file does not contain are recorded as"
                + " unknown.",
        footer = {
            "",
            "Examples:",
            "  sartor tables import note10_lookup_table.yaml --format ofa --machine \"Samsung Note10\" --out"
                    + " note10.csv",
            "  sartor tables import mine.csv --format csv --columns key=unit,ms=median --out latency-tables/mine.csv"
        })
final class ImportTableCommand implements Runnable {
    private static final int MAX_LISTED = 3;

    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Parameters(index = "0", paramLabel = "FILE", description = "The table to convert, also as a .gz file.")
    private Path file;

    @Option(
            names = "--format",
            paramLabel = "F",
            required = true,
            description = "The format of FILE: ofa, proxylessnas, tfnas, fbnet or csv.")
    private String format;

    @Option(
            names = "--columns",
            paramLabel = "ROLE=NAME,…",
            defaultValue = "",
            description =
                    "Columns to read. For csv: key (such as ir_r1_k3_s2_e6_c24_nr6@16x112x112) and ms, optionally p10,"
                            + " p90 and n. For tfnas: ms.")
    private String columns;

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            description = "Unit of the latencies: ns, us, ms or s. Default: the one in the column's name, such as"
                    + " 'median (us)', or else ms.")
    private String timeUnit;

    @Option(
            names = "--space",
            paramLabel = "S",
            description =
                    "For fbnet, whose tables list operators: the space whose units the operators are combined into.")
    private String space;

    @Option(
            names = "--machine",
            paramLabel = "TEXT",
            defaultValue = ForeignCertificate.UNKNOWN,
            description = "The device that was measured. Default: ${DEFAULT-VALUE}.")
    private String machine;

    @Option(
            names = "--out",
            paramLabel = "FILE.csv",
            required = true,
            description = "The table to write. Its certificate is written beside it.")
    private Path out;

    @Override
    public void run() {
        var tableImport = new TableImport(
                ForeignFormat.parse(format),
                columns,
                Optional.ofNullable(timeUnit).map(LatencyTimeUnit::parse),
                Optional.ofNullable(space).map(s -> SpaceFile.find(s, Installation.searchSpaces())),
                machine);
        LatencyTable table = tableImport.read(file, FileNames.last(out).replaceFirst("\\.csv$", ""), Clock.systemUTC());
        LatencyTableFile.write(table, out);
        print(table, spec.commandLine().getOut());
    }

    private void print(LatencyTable table, PrintWriter text) {
        text.println(ConsoleFormat.format("%s: %d units", out, table.units().size()));
        TableProvenance provenance = table.provenance();
        if (provenance instanceof ForeignCertificate c) {
            c.notes().forEach(text::println);
            if (!c.doubts().isEmpty()) {
                text.println(c.doubts().size() + " of them are doubtful, the first: "
                        + c.doubts().entrySet().iterator().next());
            }
            if (!c.entriesWithoutRow().isEmpty()) {
                text.println(c.entriesWithoutRow().size()
                        + " entries match no unit and are listed in the certificate. The first:");
                c.entriesWithoutRow().entrySet().stream()
                        .limit(MAX_LISTED)
                        .forEach(e -> text.println("  " + e.getKey() + ": " + e.getValue()));
            }
        }
    }
}

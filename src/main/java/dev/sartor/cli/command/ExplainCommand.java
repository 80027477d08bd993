package dev.sartor.cli.command;

import dev.sartor.cli.option.Installation;
import dev.sartor.cli.option.JsonOption;
import dev.sartor.cli.option.TableAndSpaceOptions;
import dev.sartor.cli.option.TableArgument;
import dev.sartor.cli.option.UsageErrors;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.EstimatedHeadsText;
import dev.sartor.cli.output.JsonText;
import dev.sartor.cli.staircase.StaircaseJob;
import dev.sartor.cli.staircase.StaircaseOptions;
import dev.sartor.latency.explanation.BlockPosition;
import dev.sartor.latency.explanation.Contrast;
import dev.sartor.latency.explanation.ContrastOfTables;
import dev.sartor.latency.explanation.Explanation;
import dev.sartor.latency.prediction.EstimatedHeads;
import dev.sartor.latency.prediction.LatencyPredictor;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sartor explain}: compares the kinds of blocks of a space, and prints the latency of each choice on a device. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Compare the kinds of blocks of a space by their latency on the device of a table, and print the"
                + " latency of each choice, position by position.",
        footer = {
            "",
            "Examples: sartor explain --table mine --against mine-int8 --space small-28",
            "          sartor explain --table mine --space small-28 --staircase -o staircase.html"
        })
public final class ExplainCommand implements Runnable {
    private static final double THOUSAND = 1e3;
    private static final double MILLION = 1e6;

    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Option(
            names = "--table",
            paramLabel = "T",
            description = TableAndSpaceOptions.TABLE_HELP + ". Not needed if --staircase has a --device.")
    private String table;

    @Option(names = "--space", paramLabel = "S", required = true, description = TableAndSpaceOptions.SPACE_HELP + ".")
    private String space;

    @Option(
            names = "--against",
            paramLabel = "T",
            description = "A second table of the space, such as one in int8: sets both side by side.")
    private String against;

    @Mixin
    private StaircaseOptions staircase;

    @Mixin
    private JsonOption json;

    @Override
    public void run() {
        SearchSpace found = SpaceFile.find(space, Installation.searchSpaces());
        ConsoleProgress progress = ConsoleProgress.of(spec.commandLine().getErr(), verbosity);
        if (staircase.isGiven()) {
            new StaircaseJob(spec, staircase, progress).run(found, staircaseTables(), json.isGiven());
        } else {
            staircase.rejectOptionsWithoutStaircase(spec);
            explain(found, LatencyTableFile.read(requiredTable()), progress);
        }
    }

    /** The tables whose devices are measured; none if the devices are given. */
    private List<Path> staircaseTables() {
        if (staircase.hasDevices()) {
            UsageErrors.rejectIfGiven(
                    spec, "--device names the devices", "omit it, or omit --device", "--table", "--against");
            return List.of();
        }
        return Stream.concat(
                        Stream.of(requiredTable()), Stream.ofNullable(against).map(TableArgument::file))
                .toList();
    }

    private Path requiredTable() {
        if (table == null) {
            throw new ParameterException(
                    spec.commandLine(), "Missing required option: '--table=T'", spec.findOption("--table"), null);
        }
        return TableArgument.file(table);
    }

    private void explain(SearchSpace space, LatencyTable table, ConsoleProgress progress) {
        Explanation explanation = Explanation.of(space, new LatencyPredictor(table));
        EstimatedHeads.of(table, space.units()).ifPresent(h -> progress.println(EstimatedHeadsText.of(h)));
        PrintWriter out = spec.commandLine().getOut();
        if (against != null) {
            printSideBySide(space, table, LatencyTableFile.read(TableArgument.file(against)), explanation, out);
            return;
        }
        if (json.isGiven()) {
            JsonText.print(explanation, out);
            return;
        }
        explanation.contrasts().stream().map(Contrast::sentence).forEach(out::println);
        out.println();
        explanation.positions().forEach(p -> print(p, out));
    }

    private void printSideBySide(
            SearchSpace space, LatencyTable table, LatencyTable other, Explanation explanation, PrintWriter out) {
        boolean byPrecision =
                table.provenance().precision() != other.provenance().precision();
        SequencedMap<String, Explanation> explanations = new LinkedHashMap<>();
        explanations.put(name(table, byPrecision), explanation);
        explanations.put(name(other, byPrecision), Explanation.of(space, new LatencyPredictor(other)));
        List<ContrastOfTables> contrasts = ContrastOfTables.of(explanations);
        if (json.isGiven()) {
            JsonText.print(Map.of("contrasts", contrasts), out);
            return;
        }
        contrasts.stream().map(ContrastOfTables::sentence).forEach(out::println);
    }

    /**
     * The name of a table in sentences.
     *
     * @param byPrecision whether its precision is the name, since the two tables have different ones
     */
    private static String name(LatencyTable table, boolean byPrecision) {
        return byPrecision ? table.provenance().precision().token() : table.name();
    }

    private static void print(BlockPosition position, PrintWriter out) {
        out.println(position.text());
        for (BlockPosition.Choice c : position.choices()) {
            out.println(ConsoleFormat.format(
                    "  %-28s %9.4f ms %7s %9.3f M MACs %9.1f k parameters",
                    c.label(),
                    c.ms(),
                    ConsoleFormat.format("%.2fx", position.ratioToFastest(c)),
                    c.macs() / MILLION,
                    c.params() / THOUSAND));
        }
    }
}

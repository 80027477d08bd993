package dev.sartor.cli.command;

import dev.sartor.base.UserError;
import dev.sartor.cli.option.Installation;
import dev.sartor.cli.option.JsonOption;
import dev.sartor.cli.option.MissingTableRowsOption;
import dev.sartor.cli.option.TableAndSpaceOptions;
import dev.sartor.cli.option.TableArgument;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.EstimatedHeadsText;
import dev.sartor.cli.output.JsonText;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTables;
import dev.sartor.search.problem.Cost;
import dev.sartor.search.problem.CostBounds;
import dev.sartor.search.problem.CostModel;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.search.sampling.Feasibility;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.bounds.Bounds.Bound;
import dev.sartor.space.file.SpaceFile;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sartor bounds}: the smallest and largest costs of the networks of a space within limits. */
@Command(
        name = "bounds",
        mixinStandardHelpOptions = true,
        description =
                "Print the smallest and the largest latency, MACs, parameters, memory and weights of the networks of a"
                        + " space within limits, and the networks that have them.",
        footer = {"", "Example: sartor bounds --space small-28 --table mine --limit \"params<=60k\""})
public final class BoundsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Mixin
    private MissingTableRowsOption missingRows;

    @Option(names = "--space", paramLabel = "S", required = true, description = TableAndSpaceOptions.SPACE_HELP + ".")
    private String space;

    @Option(names = "--table", paramLabel = "T", description = TableAndSpaceOptions.TABLE_HELP + ". Can be repeated.")
    private List<String> tables = List.of();

    @Option(
            names = "--limit",
            paramLabel = "L",
            description = "A limit of the networks, as in sartor search. Can be repeated.")
    private List<String> limits = List.of();

    @Mixin
    private JsonOption json;

    @Override
    public void run() {
        SearchSpace read = SpaceFile.find(space, Installation.searchSpaces());
        List<LatencyTable> latencies = LatencyTables.readCompatible(
                tables.stream().map(TableArgument::file).toList());
        CostModel model = CostModel.of(read, latencies, missingRows.policy());
        var problem = new SearchProblem(
                read,
                model,
                SearchProblem.defaultObjectives(!tables.isEmpty()),
                limits.stream().map(Limit::parse).toList());
        ConsoleProgress progress = ConsoleProgress.of(spec.commandLine().getErr(), verbosity);
        model.estimatedHeads().forEach(h -> progress.println(EstimatedHeadsText.of(h)));
        Feasibility.check(problem);
        List<Row> rows = rows(model, model.within(problem.limits()));
        PrintWriter out = spec.commandLine().getOut();
        if (json.isGiven()) {
            JsonText.print(rows.stream().map(r -> object(r, read)).toList(), out);
        } else {
            rows.forEach(r -> print(r, read, out));
        }
    }

    private List<Row> rows(CostModel model, CostBounds bounds) {
        String where = "limits " + String.join(", ", limits);
        if (bounds.feasibleGenome().isEmpty()) {
            throw new UserError(
                    "exact bounds in that range cannot be computed", where, "raise or remove one of the limits");
        }
        List<Row> rows = costs(model).map(c -> Row.of(c, bounds)).toList();
        if (rows.stream().flatMap(r -> Stream.of(r.min(), r.max())).anyMatch(b -> !bounds.isExact(b.genome()))) {
            throw limits.stream().map(Limit::parse).anyMatch(l -> l.cost() instanceof Cost.Memory)
                    ? new UserError(
                            "exact bounds cannot be computed under a limit on the memory that TensorFlow Lite Micro"
                                    + " plans",
                            where,
                            "omit that limit")
                    : new UserError(
                            "exact bounds under a limit on a probability need a measured latency for each block",
                            where,
                            "measure the blocks with sartor profile, or limit the latency itself, such as"
                                    + " latency<=5ms");
        }
        return rows;
    }

    /** A cost, and the networks with its smallest and largest value. */
    private record Row(Cost cost, Bound min, Bound max) {
        static Row of(Cost cost, CostBounds bounds) {
            return new Row(
                    cost,
                    bounds.minimum(cost).orElseThrow(),
                    bounds.maximum(cost).orElseThrow());
        }
    }

    /**
     * The latency for each table, the largest of them if there are several, and the costs that need no table. Costs that depend
     * on the precision are left out if the tables have different ones.
     */
    private static Stream<Cost> costs(CostModel model) {
        Stream<Cost> latencyPerTable = model.tables().size() < 2
                ? Stream.of()
                : model.tables().stream().map(t -> new Cost.Latency(Optional.of(t)));
        Stream<Cost> largestLatency =
                model.tables().isEmpty() ? Stream.of() : Stream.of(new Cost.Latency(Optional.empty()));
        return Stream.of(
                        latencyPerTable,
                        largestLatency,
                        Stream.of(new Cost.Macs(), new Cost.Params(), new Cost.Memory(), new Cost.Flash()))
                .<Cost>flatMap(s -> s)
                .filter(model::isDefined);
    }

    private static void print(Row row, SearchSpace space, PrintWriter out) {
        out.println(row.cost().text());
        print("min", row, row.min(), space, out);
        print("max", row, row.max(), space, out);
    }

    private static void print(String minOrMax, Row row, Bound bound, SearchSpace space, PrintWriter out) {
        String unproven = bound.isExact()
                ? ""
                : Double.isInfinite(bound.proven())
                        ? " (not proven)"
                        : ConsoleFormat.format(
                                " (proven to %.2g %%)", 100 * Math.abs(bound.proven() / bound.value() - 1));
        out.println(ConsoleFormat.format(
                "  %-8s %14s  %s%s",
                minOrMax, amount(row.cost(), bound.value()), String.join("|", blocks(bound, space)), unproven));
    }

    private static String amount(Cost cost, double amount) {
        return switch (cost) {
            case Cost.Latency _ -> ConsoleFormat.format("%.4f ms", amount);
            case Cost.Macs _, Cost.Params _ -> ConsoleFormat.count(Math.round(amount));
            case Cost.Memory _, Cost.Flash _ -> ConsoleFormat.bytes(Math.round(amount));
        };
    }

    private static Map<String, Object> object(Row row, SearchSpace space) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("cost", row.cost().text());
        object.put("least", object(row.min(), space));
        object.put("greatest", object(row.max(), space));
        return object;
    }

    private static Map<String, Object> object(Bound bound, SearchSpace space) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("value", bound.value());
        object.put("exact", bound.isExact());
        object.put("proven", Double.isInfinite(bound.proven()) ? null : bound.proven());
        object.put("genome", space.format(bound.genome()));
        object.put("blocks", blocks(bound, space));
        return object;
    }

    private static List<String> blocks(Bound bound, SearchSpace space) {
        return space.decode(bound.genome()).blockStrings();
    }
}

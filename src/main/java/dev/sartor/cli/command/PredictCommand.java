package dev.sartor.cli.command;

import dev.sartor.cli.option.ArchitectureArgument;
import dev.sartor.cli.option.JsonOption;
import dev.sartor.cli.option.MissingTableRowsOption;
import dev.sartor.cli.option.TableAndSpaceOptions;
import dev.sartor.cli.option.TableArgument;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.EstimatedHeadsText;
import dev.sartor.cli.output.JsonText;
import dev.sartor.latency.prediction.EstimatedHeads;
import dev.sartor.latency.prediction.LatencyPrediction;
import dev.sartor.latency.prediction.LatencyPrediction.Interval;
import dev.sartor.latency.prediction.LatencyPrediction.UnitCost;
import dev.sartor.latency.prediction.LatencyPredictor;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.space.unit.Unit;
import dev.sartor.space.unit.UnitKey;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sartor predict}: predicts the latency of a network from a table. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description = "Predict the latency of a network from a table, with an interval, in total and per block.",
        footer = {"", "Example: sartor predict --table latency-tables/mine.csv results/demo:12"})
public final class PredictCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Mixin
    private ArchitectureArgument architecture;

    @Mixin
    private MissingTableRowsOption missingRows;

    @Option(names = "--table", paramLabel = "T", required = true, description = TableAndSpaceOptions.TABLE_HELP + ".")
    private String table;

    @Mixin
    private JsonOption json;

    @Override
    public void run() {
        LatencyTable read = TableArgument.read(table);
        Network network = Lowering.lower(architecture.resolve());
        LatencyPrediction p = new LatencyPredictor(read, missingRows.policy()).predict(network);
        ConsoleProgress progress = ConsoleProgress.of(spec.commandLine().getErr(), verbosity);
        EstimatedHeads.of(read, units(network)).ifPresent(h -> progress.println(EstimatedHeadsText.of(h)));
        PrintWriter out = spec.commandLine().getOut();
        if (json.isGiven()) {
            JsonText.print(object(p), out);
        } else {
            print(p, read, out);
        }
    }

    private static List<Unit> units(Network network) {
        return network.segments().stream()
                .filter(s -> !s.isEmpty())
                .map(s -> UnitKey.parse(s.key()))
                .toList();
    }

    private static void print(LatencyPrediction p, LatencyTable table, PrintWriter out) {
        for (UnitCost unit : p.units()) {
            out.println(line(unit.key(), unit.costMs(), p)
                    + p.interval(unit).map(PredictCommand::intervalText).orElse("")
                    + (unit.isMeasured() ? "" : "  estimated"));
        }
        // what is no sum over units; the second part is the time to load weights that do not fit into the caches
        out.println(line("the network as a whole", p.offsetMs() + p.weightTermMs(), p));
        out.println(ConsoleFormat.format(
                        "%.4f ms on %s", p.totalMs(), table.provenance().deviceText())
                + p.interval()
                        .map(i -> ", nine of ten" + intervalText(i) + " ms")
                        .orElse("; how far off that may be is unknown"));
        if (p.measuredShare() < 1) {
            out.println(ConsoleFormat.format(
                    "%.1f %% of the latency comes from rows of the table; the rest is estimated",
                    100 * p.measuredShare()));
        }
    }

    private static String line(String what, double ms, LatencyPrediction p) {
        return ConsoleFormat.format("%-56s %9.4f ms %5.1f %%", what, ms, 100 * ms / p.totalMs());
    }

    private static String intervalText(Interval i) {
        return ConsoleFormat.format(" between %.4f and %.4f", i.lowMs(), i.highMs());
    }

    private static Map<String, Object> object(LatencyPrediction p) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("totalMs", p.totalMs());
        p.interval().ifPresent(i -> put(object, i));
        object.put("offsetMs", p.offsetMs());
        object.put("weightTermMs", p.weightTermMs());
        object.put("measuredShare", p.measuredShare());
        object.put("units", p.units().stream().map(u -> object(u, p)).toList());
        return object;
    }

    private static Map<String, Object> object(UnitCost unit, LatencyPrediction p) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("key", unit.key());
        object.put("costMs", unit.costMs());
        p.interval(unit).ifPresent(i -> put(object, i));
        object.put("measured", unit.isMeasured());
        return object;
    }

    private static void put(Map<String, Object> object, Interval interval) {
        object.put("lowMs", interval.lowMs());
        object.put("highMs", interval.highMs());
    }
}

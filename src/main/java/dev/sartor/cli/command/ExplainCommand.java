package dev.sartor.cli.command;

import dev.sartor.cli.option.JsonOption;
import dev.sartor.cli.option.TableAndSpaceOptions;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.cli.output.EstimatedHeadsText;
import dev.sartor.cli.output.JsonText;
import dev.sartor.latency.explanation.BlockPosition;
import dev.sartor.latency.explanation.Contrast;
import dev.sartor.latency.explanation.Explanation;
import dev.sartor.latency.prediction.EstimatedHeads;
import dev.sartor.latency.prediction.LatencyPredictor;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.space.SearchSpace;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sartor explain}: compares the kinds of blocks of a space, and prints the latency of each choice on a device. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Compare the kinds of blocks of a space by their latency on the device of a table, and print the"
                + " latency of each choice, position by position.",
        footer = {"", "Example: sartor explain --table mine --space small-28"})
public final class ExplainCommand implements Runnable {
    private static final double MILLION = 1e6;

    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Mixin
    private TableAndSpaceOptions tableAndSpace;

    @Mixin
    private JsonOption json;

    @Override
    public void run() {
        SearchSpace space = tableAndSpace.space();
        LatencyTable table = tableAndSpace.table();
        Explanation explanation = Explanation.of(space, new LatencyPredictor(table));
        ConsoleProgress progress = ConsoleProgress.of(spec.commandLine().getErr(), verbosity);
        EstimatedHeads.of(table, space.units()).ifPresent(h -> progress.println(EstimatedHeadsText.of(h)));
        PrintWriter out = spec.commandLine().getOut();
        if (json.isGiven()) {
            JsonText.print(explanation, out);
            return;
        }
        explanation.contrasts().stream().map(Contrast::sentence).forEach(out::println);
        out.println();
        explanation.positions().forEach(p -> print(p, out));
    }

    private static void print(BlockPosition place, PrintWriter out) {
        out.println(place.text());
        for (BlockPosition.Choice c : place.choices()) {
            out.println(ConsoleFormat.format(
                    "  %-28s %9.4f ms %7s %9.3f M MACs %9.1f k parameters",
                    c.label(),
                    c.ms(),
                    ConsoleFormat.format("%.2fx", place.ratioToFastest(c)),
                    c.macs() / MILLION,
                    c.params() / 1e3));
        }
    }
}

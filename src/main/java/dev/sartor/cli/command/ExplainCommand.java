package dev.sartor.cli.command;

import dev.sartor.cli.option.JsonOption;
import dev.sartor.cli.option.TableAndSpaceOptions;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.cli.output.JsonText;
import dev.sartor.latency.explanation.BlockPosition;
import dev.sartor.latency.explanation.Contrast;
import dev.sartor.latency.explanation.Explanation;
import dev.sartor.latency.prediction.LatencyPredictor;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sartor explain}: the latency of each choice of a space on a device. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Print the latency of each choice of a space on the device of a table, position by position, and"
                + " compare the kinds of blocks.",
        footer = {"", "Example: sartor explain --table mine --space small-28"})
public final class ExplainCommand implements Runnable {
    private static final double MILLION = 1e6;

    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Mixin
    private TableAndSpaceOptions given;

    @Mixin
    private JsonOption json;

    @Override
    public void run() {
        Explanation explanation = Explanation.of(given.space(), new LatencyPredictor(given.table()));
        PrintWriter out = spec.commandLine().getOut();
        if (json.given()) {
            out.println(JsonText.text(explanation));
            return;
        }
        explanation.positions().forEach(p -> print(p, out));
        explanation.contrasts().stream().map(Contrast::sentence).forEach(out::println);
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

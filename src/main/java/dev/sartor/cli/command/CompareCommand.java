package dev.sartor.cli.command;

import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.output.ConsoleFormat;
import dev.sartor.report.comparison.ComparedAlgorithm;
import dev.sartor.report.comparison.RunComparison;
import dev.sartor.search.run.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sartor compare RUN…}: compares search algorithms over several seeds. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        header = "Compare search algorithms by their runs on one problem, with a rank test.",
        description = {
            "Shows hypervolume against evaluations, by algorithm and over seeds. Use at least five runs of each"
                    + " algorithm to tell a difference from chance.",
            "The baseline is random search. If no run used it, the random networks that each run evaluates for"
                    + " comparison are the baseline."
        },
        footer = {"", "Example: sartor compare results/nsga2-* results/random-*"})
public final class CompareCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private VerbosityOptions verbosity;

    @Parameters(arity = "1..*", paramLabel = "RUN", description = "Folders of the runs.")
    private List<Path> runs;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "The page to write. Default: compare.html beside the first run.")
    private Path out;

    @Override
    public void run() {
        RunComparison comparison =
                RunComparison.of(runs.stream().map(RunFolder::open).toList());
        Path page = out == null ? runs.getFirst().toAbsolutePath().normalize().resolveSibling("compare.html") : out;
        comparison.write(page);
        PrintWriter text = spec.commandLine().getOut();
        int end = comparison.evaluations();
        text.println(ConsoleFormat.format("%s, after %d evaluations", comparison.problem(), end));
        text.println(ConsoleFormat.format(
                "%-24s %5s %12s %20s %10s", "algorithm", "runs", "hypervolume", "90 % confidence", "p value"));
        for (ComparedAlgorithm c : comparison.algorithms()) {
            ComparedAlgorithm.Interval interval = c.intervalAfter(end);
            text.println(ConsoleFormat.format(
                    "%-24s %5d %12s %20s %10s",
                    c.name(),
                    c.runCount(),
                    ConsoleFormat.hypervolume(c.meanAfter(end)),
                    ConsoleFormat.hypervolume(interval.low()) + " to " + ConsoleFormat.hypervolume(interval.high()),
                    c == comparison.algorithms().getFirst() ? "" : ConsoleFormat.format("%.2g", comparison.pValue(c))));
        }
        text.println("chart  " + page);
    }
}
